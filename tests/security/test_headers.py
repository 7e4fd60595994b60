"""What every answer says to the browser: the policy, the cookies, and that private pages are kept by nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.test import Client, override_settings
from django.urls import path

from config import urls
from config.tests import processes
from tests.security import state, storefront
from tests.security import world as worlds
from tests.security.rows import LOGIN, Row

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PRODUCTION = {
    "MARIGOLD_DEMO": "0",
    "SECRET_KEY": "only-for-this-test" * 4,
    "ALLOWED_HOSTS": "shop.example.com",
    "SITE_URL": "https://shop.example.com",
    "LOG_LEVEL": "ERROR",
}
NAMES = (
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_SAMESITE",
    "LANGUAGE_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SAMESITE",
    "SECURE_SSL_REDIRECT",
    "SECURE_REDIRECT_EXEMPT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "DEBUG",
)
READ = f"import json; from django.conf import settings; print(json.dumps({{name: getattr(settings, name) for name in {NAMES!r}}}))"
PAGES = [row for row in storefront.TABLE if row.get["alice"] == 200]
SAME_FOR_ALL = {"search:suggest"}
"""What the browser that asked may keep for a minute: it depends on the words alone."""

PUBLIC_FILES = {"shop:robots", "shop:sitemap_index", "shop:sitemap", "shop:image", "media"}


def is_private(row: Row) -> bool:
    """Hers alone, for people with an account, for who holds a key, or with her cart in it."""
    return (
        row.get["bob"] == 404
        or row.get["anonymous"] == LOGIN
        or row.is_key
        or row.name in {"shop:cart", "shop:checkout"}
    )


def policy(response: HttpResponseBase) -> dict[str, set[str]]:
    """The directives of the answer's Content-Security-Policy."""
    parts = [part.split() for part in response.get("Content-Security-Policy", "").split(";")]
    return {name: set(sources) for name, *sources in filter(None, parts)}


def weaknesses(response: HttpResponseBase) -> list[str]:
    """Where the policy or the other headers are not what they should be."""
    directives, found = policy(response), []
    for name, sources in directives.items():
        found += [
            f"{name} {source}"
            for source in sources
            if source.startswith("'unsafe") or source in {"*", "http:", "https:"}
        ]
        if "data:" in sources and name != "img-src":
            found.append(f"{name} data:")
    for name in ("default-src", "frame-ancestors", "base-uri"):
        if directives.get(name) != {"'none'"}:
            found.append(f"{name} is not 'none'")
    for name in ("script-src", "style-src", "form-action"):
        if "'self'" not in directives.get(name, set()):
            found.append(f"{name} is not limited to the shop")
    return found + [f"{name} is not {value}" for name, value in ALWAYS.items() if response.get(name) != value]


@pytest.fixture(scope="module")
def answers(world: worlds.World) -> list[tuple[Row, HttpResponseBase]]:
    """What Alice gets from every page that opens for her; each is asked for once."""
    return [(row, _get(world, row)) for row in PAGES]


def _get(world: worlds.World, row: Row) -> HttpResponseBase:
    with state.undone():
        response = world.browser("alice").get(row.address.format(**world.names))
        if response.streaming:
            response.getvalue()
        return response


Answered = list[tuple[Row, HttpResponseBase]]


def test_no_page_of_the_shop_weakens_the_policy(answers: Answered) -> None:
    found = {str(row): weaknesses(response) for row, response in answers}
    assert len(found) > 60
    assert {name: some for name, some in found.items() if some} == {}


def test_a_weak_policy_is_noticed() -> None:
    response = HttpResponse()
    response["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self' 'unsafe-inline' data:; img-src data: *"
    )
    found = weaknesses(response)
    assert {"script-src 'unsafe-inline'", "script-src data:", "img-src *", "base-uri is not 'none'"} <= set(
        found
    )
    assert "X-Frame-Options is not DENY" in found
    assert "form-action is not limited to the shop" in weaknesses(HttpResponse())


@pytest.mark.parametrize("person", ["anonymous", "alice"])
def test_pages_of_errors_have_the_same_headers(world: worlds.World, person: str) -> None:
    client = world.browser(person)
    with state.undone():
        assert weaknesses(client.get("/nothing/")) == []
        assert weaknesses(client.post("/", {})) == []
        refused = world.browser(person, checks_csrf=True).post("/cart/add/", {})
        assert (refused.status_code, weaknesses(refused)) == (403, [])
        bad = client.get("/", headers={"Host": "evil.example"})
        assert bad.status_code == 400
        assert weaknesses(bad) == []


def test_an_error_of_ours_has_the_same_headers_and_tells_nothing() -> None:
    def fail(request: object) -> HttpResponse:
        raise RuntimeError("canary of the traceback")

    module = type(urls)("urls_that_fail")
    module.__dict__.update(vars(urls), urlpatterns=[*urls.urlpatterns, path("fail/", fail)])
    with override_settings(ROOT_URLCONF=module):
        response = Client(raise_request_exception=False).get("/fail/")
    assert (response.status_code, weaknesses(response)) == (500, [])
    assert "canary" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_only_the_administration_runs_scripts_of_its_pages(world: worlds.World) -> None:
    with state.undone():
        relaxed = world.browser("owner").get("/admin/")
        assert "'unsafe-eval'" in policy(relaxed)["script-src"]
        assert policy(relaxed)["frame-ancestors"] == {"'none'"}
        assert weaknesses(world.browser("owner").get("/")) == []
        assert weaknesses(world.browser("owner").get("/account/")) == []


def test_private_pages_are_kept_by_nobody(answers: Answered) -> None:
    """Neither a proxy nor the browser's back button after log-out may show them."""
    said = {str(row): response.get("Cache-Control", "") for row, response in answers if is_private(row)}
    assert len(said) > 30
    assert {
        row: words for row, words in said.items() if "no-store" not in words or "private" not in words
    } == {}


def test_pages_with_somebodys_cart_count_vary_by_cookie(answers: Answered) -> None:
    for row, response in answers:
        said, varies = response.get("Cache-Control", ""), response.get("Vary", "")
        if row.name in PUBLIC_FILES:
            assert "public" in said, row
            assert not response.cookies, row
        else:
            assert "public" not in said, row
            if row.name in SAME_FOR_ALL:
                assert "private" in said, row
                continue
            assert "no-store" in said or "Cookie" in varies or row.name.startswith("health"), row


def test_the_administration_is_kept_by_nobody(world: worlds.World) -> None:
    with state.undone():
        for address in ("/admin/", "/admin/shop/order/", "/admin/shop/order/{placed_pk}/change/"):
            response = world.browser("owner").get(address.format(**world.names))
            assert "no-store" in response["Cache-Control"], address


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """The settings as a shop on the net has them."""
    status, output = processes.finished(READ, DJANGO_SETTINGS_MODULE="config.settings", **PRODUCTION)
    assert status == 0, output
    return dict(json.loads(output.splitlines()[-1]))


@pytest.fixture
def as_in_production(production: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The client asks by HTTPS; the middleware reads its settings when it starts."""
    with override_settings(**production):
        yield production


def test_every_cookie_is_for_https_alone(world: worlds.World, as_in_production: dict[str, Any]) -> None:
    client, cookies = Client(), []
    with state.undone():
        for request in (
            lambda: client.get("/", secure=True),
            lambda: client.get("/account/login/", secure=True),
            lambda: client.post("/theme/", {"theme": "dark"}, secure=True),
            lambda: client.post("/i18n/setlang/", {"language": "zh-hans"}, secure=True),
            lambda: client.post(
                "/account/login/",
                {"login": "alice@example.com", "password": "correct horse battery"},
                secure=True,
            ),
            lambda: client.post("/account/profile/", {"name": "Alice", "language": "en"}, secure=True),
        ):
            cookies += request().cookies.items()
    flags = {
        (name, bool(cookie["secure"]), cookie["samesite"], bool(cookie["httponly"]))
        for name, cookie in cookies
        if cookie.value
    }
    assert flags == {
        ("csrftoken", True, "Lax", False),
        ("django_language", True, "Lax", False),
        ("sessionid", True, "Lax", True),
        ("theme", True, "Lax", False),
        ("visitor", True, "Lax", True),
    }


def test_without_https_the_same_cookies_are_not_secure(world: worlds.World) -> None:
    """The flags come from the settings, so the test above can fail."""
    with state.undone(), override_settings(SECURE_SSL_REDIRECT=False):
        assert not Client().get("/").cookies["visitor"]["secure"]


def test_plain_http_is_sent_to_https_and_browsers_remember(
    world: worlds.World, as_in_production: dict[str, Any]
) -> None:
    with state.undone():
        client = Client()
        moved = client.get("/help/?a=b")
        assert (moved.status_code, moved["Location"]) == (301, "https://testserver/help/?a=b")
        assert not moved.cookies
        said = client.get("/help/", secure=True)["Strict-Transport-Security"]
        assert said == "max-age=63072000; includeSubDomains; preload"
        assert client.get("/health/live").status_code == 200


def test_a_shop_on_the_net_shows_no_tracebacks(production: dict[str, Any]) -> None:
    assert production["DEBUG"] is False
    assert settings.SECURE_SSL_REDIRECT is False, "the tests' own settings are others"
