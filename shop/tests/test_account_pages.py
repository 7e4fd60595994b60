"""The account: its pages, what they cost, what they keep to themselves; allauth's pages in the shop's clothes."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop import addresses, cart, checkout, demo
from shop.models import Address, StoreProfile, User
from shop.tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
TYPED = {"name": "Alice Moreau", "line1": "Ring 1", "postcode": "10117", "city": "Berlin", "country": "DE"}
PAGES = ("", "orders/", "addresses/", "addresses/add/", "profile/", "reviews/", "email/", "password/change/")


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    factories.delivery()
    client.force_login(alice)
    return client


def at(line1: str) -> checkout.AddressLines:
    return checkout.AddressLines(name="Alice", line1=line1, city="Berlin", postcode="10117", country="DE")


@pytest.mark.parametrize("page", PAGES)
def test_visitors_are_asked_to_sign_in(client: Client, page: str) -> None:
    assert client.get(f"/account/{page}")["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_one_headline_and_the_account_menu(signed_in: Client, page: str) -> None:
    answer = signed_in.get(f"/account/{page}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert answer.text.count('aria-current="page"') == 1
    assert 'class="account-nav"' in answer.text
    assert not re.search(r"\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", answer.text)


def test_the_overview_shows_the_latest_orders_and_the_default_address(
    signed_in: Client, alice: User, bob: User
) -> None:
    mine, foreign = factories.placed_order(alice), factories.placed_order(bob)
    addresses.save(alice, at("Ring 1"))
    page = signed_in.get("/account/").text
    assert "Hello, Alice" in page
    assert mine.number in page
    assert foreign.number not in page
    assert "Ring 1" in page


def test_orders_cost_eight_queries_at_most_however_many_there_are(signed_in: Client, alice: User) -> None:
    counts = {}
    for wanted in (2, 20):
        while alice.orders.count() < wanted:
            factories.placed_order(alice, variants=[factories.variant(), factories.variant()])
        with CaptureQueriesContext(connection) as asked:
            page = signed_in.get("/account/orders/").text
        assert page.count('<article class="order-card">') == wanted
        counts[wanted] = len(asked)
    assert counts[2] == counts[20] <= 8


def test_more_than_twenty_orders_go_on_another_page(signed_in: Client, alice: User) -> None:
    for _ in range(21):
        factories.placed_order(alice)
    first, second = signed_in.get("/account/orders/").text, signed_in.get("/account/orders/?page=2").text
    assert first.count("order-card__number") == 20
    assert 'href="?page=2"' in first
    assert second.count("order-card__number") == 1
    assert 'href="?page=1"' in second
    for odd in ("0", "-1", "x", "999999999", "1.5", "²"):
        assert signed_in.get("/account/orders/", {"page": odd}).status_code == 200


def test_addresses_are_added_changed_and_deleted(signed_in: Client, alice: User) -> None:
    assert signed_in.post("/account/addresses/add/", TYPED)["Location"] == "/account/addresses/"
    address = Address.objects.get()
    assert (address.user, address.is_default) == (alice, True)
    signed_in.post(f"/account/addresses/{address.pk}/", {**TYPED, "line1": "Ring 2"})
    address.refresh_from_db()
    assert (address.line1, address.is_default) == ("Ring 2", True)
    assert "Ring 2" in signed_in.get(f"/account/addresses/{address.pk}/delete/").text
    signed_in.post(f"/account/addresses/{address.pk}/delete/")
    assert not Address.objects.exists()


def test_an_incomplete_address_is_shown_again(signed_in: Client) -> None:
    answer = signed_in.post("/account/addresses/add/", {**TYPED, "city": "", "phone": "call me"})
    assert answer.status_code == 422
    assert 'value="Ring 1"' in answer.text
    assert "Use digits" in answer.text
    assert not Address.objects.exists()


def test_one_address_is_the_default_always(signed_in: Client, alice: User) -> None:
    first, second, third = (addresses.save(alice, at(line)) for line in ("Ring 1", "Ring 2", "Ring 3"))

    def default() -> str:
        return Address.objects.get(user=alice, is_default=True).line1

    assert default() == "Ring 1"
    signed_in.post(f"/account/addresses/{second.pk}/default/")
    assert default() == "Ring 2"
    signed_in.post(f"/account/addresses/{third.pk}/", {**TYPED, "line1": "Ring 3", "is_default": "on"})
    assert default() == "Ring 3"
    signed_in.post(f"/account/addresses/{third.pk}/delete/")
    assert default() == "Ring 2"
    signed_in.post(f"/account/addresses/{first.pk}/delete/")
    signed_in.post(f"/account/addresses/{second.pk}/delete/")
    assert addresses.of(alice) == []


def test_addresses_of_others_do_not_exist(signed_in: Client, bob: User) -> None:
    foreign = addresses.save(bob, at("Secret lane 1"))
    assert "Secret lane" not in signed_in.get("/account/addresses/").text
    for path in ("", "delete/", "default/"):
        assert signed_in.post(f"/account/addresses/{foreign.pk}/{path}", TYPED).status_code == 404, path
    foreign.refresh_from_db()
    assert foreign.line1 == "Secret lane 1"


def test_the_profile_is_saved_and_the_shop_speaks_its_language(signed_in: Client, alice: User) -> None:
    signed_in.post("/account/profile/", {"name": "Alice M.", "language": "zh-hans"})
    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.uses_history) == ("Alice M.", "zh-hans", False)
    assert 'lang="zh-hans"' in signed_in.get("/account/profile/").text
    assert signed_in.post("/account/profile/", {"language": "tlh"}).status_code == 422


def test_writes_want_a_csrf_token(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    address = addresses.save(alice, at("Ring 1"))
    pages = (
        "profile/",
        "addresses/add/",
        *(f"addresses/{address.pk}/{path}" for path in ("", "delete/", "default/")),
    )
    for page in pages:
        assert strict.post(f"/account/{page}", TYPED).status_code == 403, page


def test_signing_up_makes_an_account_and_sends_a_letter_to_confirm(client: Client) -> None:
    typed = {"email": "carol@example.com", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/signup/", typed)["Location"] == "/account/"
    (letter,) = mail.outbox
    assert letter.subject == "Confirm your e-mail address"
    link = re.search(r"http://\S+(/account/confirm-email/\S+/)", letter.body)
    assert link
    assert link[1] in letter.alternatives[0].content
    assert "Is <strong>carol@example.com</strong> yours?" in client.get(link[1]).text
    assert "carol@example.com is confirmed." in client.post(link[1], follow=True).text
    assert "Confirmed" in client.get("/account/email/").text


def test_signing_in_by_e_mail_in_any_case_of_letters(client: Client, alice: User) -> None:
    wrong = client.post("/account/login/", {"login": "alice@example.com", "password": "guess"})
    assert "Please check the form" in wrong.text
    assert 'value="alice@example.com"' in wrong.text
    right = client.post("/account/login/", {"login": "Alice@Example.com", "password": PASSWORD}, follow=True)
    assert "Hello, Alice" in right.text


def test_the_guests_cart_comes_along_once(client: Client, alice: User) -> None:
    variant = factories.variant()
    cart.add(factories.owner(alice), variant_id=variant.pk, quantity=1)
    client.post("/cart/add/", {"variant": variant.pk, "quantity": 2})
    page = client.post("/account/login/", {"login": alice.email, "password": PASSWORD}, follow=True)
    assert "2 items from your guest cart" in page.text
    assert cart.count(cart.Owner(alice.pk, None)) == 3
    client.post("/account/logout/")
    client.post("/account/login/", {"login": alice.email, "password": PASSWORD})
    assert cart.count(cart.Owner(alice.pk, None)) == 3


def test_signing_out_asks_first(signed_in: Client) -> None:
    assert "Sign out?" in signed_in.get("/account/logout/").text
    signed_in.post("/account/logout/")
    assert signed_in.get("/account/").status_code == 302


def test_a_forgotten_password_is_set_anew_by_letter(client: Client, alice: User) -> None:
    page = client.post("/account/password/reset/", {"email": alice.email}, follow=True)
    assert "Look into your mailbox" in page.text
    link = re.search(r"http://\S+(/account/password/reset/key/\S+/)", mail.outbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    assert "Choose a new password" in form.text
    new = {"password1": "staple battery horse", "password2": "staple battery horse"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert "Your password is changed" in done.text
    alice.refresh_from_db()
    assert alice.check_password("staple battery horse")
    assert "does not work any more" in Client().get(link[1], follow=True).text


def test_nobody_learns_whether_an_address_has_an_account(client: Client, alice: User) -> None:
    known = client.post("/account/password/reset/", {"email": alice.email}, follow=True)
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.com"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert [letter.subject for letter in mail.outbox] == [
        "Choose a new password",
        "There is no account with this address",
    ]


def test_a_changed_password_is_told_in_the_shops_words(signed_in: Client, alice: User) -> None:
    typed = {
        "oldpassword": PASSWORD,
        "password1": "staple battery horse",
        "password2": "staple battery horse",
    }
    page = signed_in.post("/account/password/change/", typed, follow=True)
    assert "Your password is changed." in page.text
    alice.refresh_from_db()
    assert alice.check_password("staple battery horse")


def test_demonstration_accounts_are_named_in_the_demonstration_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [SimpleNamespace(role="Shopper", email="alice@marigold.example", password="sunflower")]
    monkeypatch.setattr(demo, "accounts", lambda: known, raising=False)
    assert "sunflower" not in client.get("/account/login/").text
    StoreProfile.objects.update_or_create(pk=1, defaults={"is_demo": True})
    page = client.get("/account/login/").text
    for expected in ("Shopper", "alice@marigold.example", "sunflower"):
        assert expected in page


@pytest.mark.parametrize(
    "page", ["login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/"]
)
def test_the_doors_wear_the_shops_clothes(client: Client, page: str) -> None:
    answer = client.get(f"/account/{page}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert 'class="site-head"' in answer.text
    assert 'name="robots" content="noindex"' in answer.text
    assert not re.search(r"\sstyle=|<script(?![^>]*\ssrc=)", answer.text)
