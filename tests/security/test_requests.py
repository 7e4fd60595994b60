"""Requests that want something else than they say: to another site, from another host, too large, not of this world."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.security import state
from tests.security import world as worlds

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "\\/evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://EVIL.EXAMPLE/",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "http://evil.example\\@testserver/",
    " //evil.example/",
    "\t//evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://testserver/",
    "http://[evil.example/",
    "//evil.example:80:80/",
    "\x00//evil.example/",
)
LOGIN = {"login": "bob@example.com", "password": "correct horse battery"}
SIGNUP = {"email": "new@example.com", "password1": "a longer phrase", "password2": "a longer phrase"}
FOLLOWING = (
    ("anonymous", "/account/login/", LOGIN),
    ("anonymous", "/account/signup/", SIGNUP),
    ("alice", "/account/logout/", {}),
    ("alice", "/account/reauthenticate/", {"password": "correct horse battery"}),
    ("alice", "/account/login/", {}),
    ("anonymous", "/theme/", {"theme": "dark"}),
    ("anonymous", "/i18n/setlang/", {"language": "en"}),
    ("anonymous", "/cart/add/", {"variant": "1", "quantity": "1"}),
    ("staff", "/admin/login/", {}),
    ("anonymous", "/admin/login/", {}),
)
"""Addresses that go on to `next`, and the form that makes them."""

QUICK = {"/theme/", "/i18n/setlang/", "/cart/add/", "/account/logout/"}


def leads_to(response: HttpResponse) -> str:
    """The host and scheme where a browser goes; it drops control characters and reads a backslash as a slash."""
    target = "".join(sign for sign in response.get("Location", "") if sign > " ").replace("\\", "/")
    if target.startswith("///"):
        target = f"//{target.lstrip('/')}"
    found = urlsplit(urljoin("http://testserver/", target))
    return f"{found.scheme}://{found.netloc.rpartition('@')[2]}".lower()


@pytest.mark.parametrize(
    ("person", "address", "form"),
    [pytest.param(*way, marks=[] if way[1] in QUICK else [pytest.mark.slow]) for way in FOLLOWING],
)
def test_nobody_is_sent_to_another_site(
    world: worlds.World, person: str, address: str, form: dict[str, str]
) -> None:
    for target in ELSEWHERE:
        for query in ({}, {"next": target}):
            with state.undone():
                response = world.browser(person).post(
                    address, {**form, "next": target}, query_params=query, headers={"Referer": target}
                )
            assert response.status_code in {200, 302, 403}, target
            assert leads_to(response) == "http://testserver", target


@pytest.mark.parametrize(("person", "address", "form"), FOLLOWING[:3] + FOLLOWING[5:7])
def test_pages_of_the_shop_are_gone_back_to(
    world: worlds.World, person: str, address: str, form: dict[str, str]
) -> None:
    with state.undone():
        response = world.browser(person).post(address, {**form, "next": "/brands/?a=b"})
    assert response["Location"] == "/brands/?a=b"


@pytest.mark.parametrize("target", ELSEWHERE[:8])
def test_the_reading_of_addresses_finds_other_sites(target: str) -> None:
    response = HttpResponse(status=302)
    response["Location"] = target
    assert leads_to(response) != "http://testserver"


@pytest.mark.parametrize("target", ["//evil.example/help", "//evil.example/%2f..", "/\\evil.example/help"])
def test_a_path_that_looks_like_a_host_stays_here(world: worlds.World, target: str) -> None:
    """Django adds a slash at the end and sends the browser there."""
    with state.undone():
        response = world.browser("anonymous").get("/", PATH_INFO=target)
    assert leads_to(response) == "http://testserver"


@override_settings(ALLOWED_HOSTS=["shop.example.com"])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "shop.example.com.evil.example",
        "shop.example.com@evil.example",
        "",
        "shop.example.com:80:80",
        "[::1",
        "shop.example.com/evil",
    ],
)
def test_another_host_is_refused(world: worlds.World, host: str) -> None:
    with state.undone():
        client = world.browser("anonymous")
        for address in ("/", "/account/password/reset/"):
            assert client.get(address, HTTP_HOST=host).status_code == 400, address
        refused = client.post("/account/password/reset/", {"email": "bob@example.com"}, HTTP_HOST=host)
        assert (refused.status_code, mail.outbox) == (400, [])


@override_settings(ALLOWED_HOSTS=["shop.example.com"])
def test_a_forwarded_host_reaches_no_letter(world: worlds.World) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example", "Forwarded": "host=evil.example"}
    with state.undone():
        client = world.browser("anonymous")
        client.post(
            "/account/password/reset/",
            {"email": "bob@example.com"},
            headers=forged,
            HTTP_HOST="shop.example.com",
        )
        [letter] = mail.outbox
        assert "evil.example" not in letter.message().as_string()
        assert "shop.example.com/account/password/reset/key/" in str(letter.body)


@override_settings(ALLOWED_HOSTS=["*"])
def test_without_the_list_of_hosts_a_letter_would_lead_elsewhere(world: worlds.World) -> None:
    with state.undone():
        world.browser("anonymous").post(
            "/account/password/reset/", {"email": "bob@example.com"}, HTTP_HOST="evil.example"
        )
        [letter] = mail.outbox
        assert "evil.example" in str(letter.body)


def test_https_is_not_believed_of_anybody(world: worlds.World) -> None:
    """Without TRUST_PROXY the header of a proxy is just what a stranger typed."""
    with state.undone(), override_settings(SECURE_SSL_REDIRECT=True):
        response = Client().get("/help/", headers={"X-Forwarded-Proto": "https"})
    assert response.status_code == 301


def test_a_form_that_is_too_large_is_refused(world: worlds.World) -> None:
    with state.undone():
        client = world.browser("alice")
        large = b"code=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        for address in ("/cart/coupon/", "/account/login/"):
            answer = client.post(address, large, content_type="application/x-www-form-urlencoded")
            assert answer.status_code == 400, address
        many = {f"field{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
        assert client.post("/cart/coupon/", many).status_code == 400
        assert client.get("/search/", many).status_code == 400
        assert state.changed(world.everything, state.everything()) == []


def test_a_message_of_a_gateway_that_is_too_large_is_refused(world: worlds.World) -> None:
    with state.undone():
        client = world.browser("anonymous")
        for size, status in ((256 * 1024, 400), (256 * 1024 + 1, 413)):
            answer = client.post("/webhooks/sandbox/", b"x" * size, content_type="application/json")
            assert answer.status_code == status


NUL, HUGE = "%00", "9" * 30
ODD = (
    f"/orders/{NUL}/",
    f"/orders/x{NUL}y/status/",
    f"/orders/link/{NUL}/",
    f"/orders/link/{'x' * 5000}/",
    f"/orders/link/{{guest_link}}{NUL}/",
    f"/payment/return/{NUL}/",
    f"/media/{NUL}",
    f"/media/products/{NUL}.png",
    f"/img/96/{NUL}.webp",
    f"/img/{HUGE}/{{picture}}.webp",
    f"/account/addresses/{HUGE}/",
    f"/account/reviews/{HUGE}/",
    f"/account/reviews/write/{HUGE}/",
    f"/account/orders/?page={HUGE}",
    f"/account/orders/?page={NUL}",
    "/account/orders/?page=²",
    f"/search/?q={NUL}",
    f"/search/?q=mug&page={HUGE}",
    f"/search/?q=mug&brand={NUL}&min.price={HUGE}&max.price=-1",
    f"/c/{{category_slug}}/?page={HUGE}&material={NUL}",
    f"/p/{{product_slug}}/?sku={NUL}&reviews_page={HUGE}",
    f"/account/confirm-email/{'x' * 3000}/",
    f"/account/password/reset/key/{HUGE}-x/",
    "/sitemap-products.xml?p=0",
    f"/sitemap-products.xml?p={HUGE}",
    "/sitemap-nothing.xml",
    "/%ff%fe/",
    "/search/?q=%ff%fe",
    f"/{'x' * 8000}/",
)
ODD_FORMS = (
    ("/cart/add/", {"variant": HUGE, "quantity": "1"}),
    ("/cart/add/", {"variant": "\x00", "quantity": "\x00"}),
    (f"/cart/lines/{HUGE}/", {"quantity": "1"}),
    ("/cart/lines/{line}/", {"quantity": HUGE}),
    ("/cart/coupon/", {"code": "\x00"}),
    ("/cart/country/", {"country": "\x00\x00"}),
    ("/checkout/", {"email": "\x00", "name": "\x00", "line1": "\x00", "key": "\x00", "country": "\x00"}),
    ("/account/profile/", {"name": "\x00", "language": "\x00"}),
    ("/account/addresses/add/", {"name": "\x00", "line1": "\x00", "country": "DE"}),
    ("/account/reviews/{review}/", {"rating": HUGE, "text": "\x00", "author_name": "\x00"}),
    ("/account/email/", {"action_add": "", "email": "\x00@example.com"}),
    ("/account/password/reset/", {"email": "\x00@example.com"}),
    ("/account/login/", {"login": "\x00", "password": "\x00"}),
    ("/sandbox-pay/{session}/decide/", {"decision": "\x00", "manner": "\x00"}),
    ("/theme/", {"theme": "\x00", "next": "\x00"}),
    ("/i18n/setlang/", {"language": "\x00", "next": "\x00"}),
)


def test_odd_addresses_are_answered_and_break_nothing(world: worlds.World) -> None:
    asked = [(person, "get", address, None) for address in ODD for person in ("anonymous", "alice")]
    assert [request for request in asked if broken(world, *request)] == []


def test_odd_forms_are_answered_and_break_nothing(world: worlds.World) -> None:
    asked = [("alice", "post", address, form) for address, form in ODD_FORMS]
    assert [request for request in asked if broken(world, *request)] == []


def broken(world: worlds.World, person: str, method: str, address: str, form: dict[str, str] | None) -> bool:
    """Whether the shop answers as if the mistake were its own."""
    with state.undone():
        client = world.browser(person)
        client.raise_request_exception = False
        try:
            response = getattr(client, method)(address.format(**world.names), form)
        finally:
            client.raise_request_exception = True
    return response.status_code not in {200, 302, 400, 404, 409, 422}
