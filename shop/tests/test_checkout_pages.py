"""Checkout as shoppers meet it: nothing typed is lost, one form makes one order, what changed meanwhile is told kindly."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop import addresses, cart, checkout, stock
from shop.models import Address, Coupon, Order, Payment, Stock, User, Variant
from shop.payments import flow, gateway
from shop.tests import factories

HTMX = {"HX-Request": "true"}
TYPED = {
    "email": "guest@example.com",
    "name": "Alice Moreau",
    "line1": "Lindenstraße 12",
    "line2": "",
    "postcode": "10969",
    "city": "Berlin",
    "region": "",
    "country": "DE",
    "phone": "",
    "delivery": "standard",
    "note": "Ring twice",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Variant:
    factories.tax()
    factories.delivery()
    factories.delivery(price="9.90", code="express")
    return factories.variant(factories.product("Stoneware mug", variants=0), price="20.00", units=10)


@pytest.fixture
def guest(client: Client, mug: Variant) -> Client:
    client.post("/cart/add/", {"variant": mug.pk, "quantity": 2})
    return client


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(key|expected_total)" value="([^"]*)">', page))


def form(client: Client, **changes: Any) -> dict[str, Any]:
    """What a browser would send: the hidden fields of a fresh page, and what is typed."""
    page = client.get("/checkout/")
    assert page.status_code == 200, page.get("Location")
    return {**hidden(page.text), **TYPED, **changes}


def test_the_page_shows_what_is_bought_how_it_travels_and_what_it_costs(guest: Client) -> None:
    page = guest.get("/checkout/").text
    assert "Stoneware mug" in page
    assert "€44.90" in page
    assert "express" in page.lower()
    assert hidden(page)["expected_total"] == "44.90"
    assert len(hidden(page)["key"]) == 32


def test_a_guest_orders_and_is_sent_to_the_payment_page(guest: Client, mug: Variant) -> None:
    answer = guest.post("/checkout/", form(guest))
    order = Order.objects.get()
    payment = Payment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, payment.redirect_url)
    assert (order.email, order.total, order.note, order.city) == (
        "guest@example.com",
        Decimal("44.90"),
        "Ring twice",
        "Berlin",
    )
    assert order.user is None
    assert Stock.objects.get(pk=mug.pk).reserved == 2
    assert "Your cart is empty" in guest.get("/cart/").text


def test_the_same_form_again_leads_to_the_same_order(guest: Client, mug: Variant) -> None:
    sent = form(guest)
    first = guest.post("/checkout/", sent)
    second = guest.post("/checkout/", sent)
    assert first.status_code == second.status_code == 302
    assert Order.objects.count() == Payment.objects.count() == 1
    assert "/orders/link/" in second["Location"]
    guest.post("/cart/add/", {"variant": mug.pk})
    changed = guest.post("/checkout/", {**sent, "city": "Hamburg"})
    assert changed["Location"] == second["Location"]
    assert Order.objects.count() == 1
    guest.post("/checkout/", form(guest))
    assert Order.objects.count() == 2


def test_a_double_click_from_two_windows_of_a_browser_makes_one_order(guest: Client) -> None:
    """The second request started before the first had answered, so the session knows nothing of the order."""
    sent = form(guest)
    before = dict(guest.session)
    guest.post("/checkout/", sent)
    session = guest.session
    for name in set(session.keys()) - set(before):
        del session[name]
    session.save()
    guest.post("/checkout/", sent)
    assert Order.objects.count() == Payment.objects.count() == 1


def test_back_from_the_payment_page_leads_to_the_order(guest: Client) -> None:
    guest.post("/checkout/", form(guest))
    back = guest.get("/checkout/", follow=True)
    assert Order.objects.get().number in back.text
    assert "waits for your payment" in back.text


def test_an_empty_cart_has_no_checkout(client: Client, mug: Variant) -> None:
    assert client.get("/checkout/")["Location"] == "/cart/"
    assert client.post("/checkout/", {**TYPED, "key": "k" * 32})["Location"] == "/cart/"
    assert not Order.objects.exists()


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(guest: Client) -> None:
    answer = guest.post("/checkout/", form(guest, email="nobody", postcode="1", city="", name="Zoë <b>"))
    assert answer.status_code == 422
    page = answer.text
    assert not Order.objects.exists()
    for field in ("email", "postcode", "city"):
        assert re.search(
            rf'id="id_{field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_{field}"', page
        ), field
        assert f'href="#id_{field}"' in page
    assert 'value="Zoë &lt;b&gt;"' in page
    assert "Ring twice" in page
    assert "autofocus" in page


def test_what_was_typed_waits_while_the_cart_is_changed(guest: Client) -> None:
    guest.post("/checkout/", form(guest, email="nobody"))
    page = guest.get("/checkout/").text
    assert 'value="Lindenstraße 12"' in page
    guest.post("/checkout/", form(guest))
    guest.post("/cart/add/", {"variant": Variant.objects.get().pk})
    assert 'value="Lindenstraße 12"' not in guest.get("/checkout/").text


@pytest.mark.parametrize(
    ("country", "postcode", "region", "is_good"),
    [
        ("DE", "10969", "", True),
        ("DE", "1096", "", False),
        ("DE", "", "", False),
        ("US", "94103", "CA", True),
        ("US", "94103", "", False),
        ("US", "94103-1234", "CA", True),
        ("GB", "sw1a 1aa", "", True),
        ("GB", "12345", "", False),
        ("IE", "", "", True),
        ("ZZ", "10969", "", False),
    ],
)
def test_postcodes_and_regions_are_asked_as_each_country_has_them(
    guest: Client, country: str, postcode: str, region: str, is_good: bool
) -> None:
    for code in ("US", "GB", "IE"):
        factories.delivery(code)
    changes = {"country": country, "postcode": postcode, "region": region, "expected_total": ""}
    answer = guest.post("/checkout/", form(guest, **changes))
    assert (answer.status_code == 302) is is_good
    if is_good and postcode:
        assert Order.objects.get().postcode == postcode.upper()


def test_htmx_brings_delivery_and_total_of_another_country(guest: Client) -> None:
    factories.tax("US", rate="8", is_inclusive=False)
    factories.delivery("US", price="20.00", code="air")
    answer = guest.post("/checkout/", form(guest, country="US", email=""), headers=HTMX).text
    assert "<html" not in answer
    assert answer.lstrip().startswith('<fieldset id="delivery-options"')
    assert 'value="air" checked' in answer
    assert hidden(answer)["expected_total"] == "64.80"
    assert 'id="checkout-summary"' in answer
    assert "error" not in answer
    assert not Order.objects.exists()


def test_without_javascript_the_update_button_does_the_same(guest: Client) -> None:
    sent = form(guest, delivery="express", update="1", email="")
    page = guest.post("/checkout/", sent).text
    assert hidden(page) == {"key": sent["key"], "expected_total": "49.90"}
    assert "Please check the form" not in page
    assert 'value="Lindenstraße 12"' in page
    assert not Order.objects.exists()


def test_a_total_that_changed_is_shown_before_anything_is_bought(guest: Client) -> None:
    sent = form(guest)
    Variant.objects.update(price=Decimal("25.00"))
    answer = guest.post("/checkout/", sent)
    assert answer.status_code == 409
    assert "The total is now €54.90" in answer.text
    assert not Order.objects.exists()
    assert guest.post("/checkout/", {**sent, **hidden(answer.text)}).status_code == 302
    assert Order.objects.get().total == Decimal("54.90")


def test_the_page_still_sells_when_nobody_looks_at_the_total(guest: Client) -> None:
    """The negative control of the test above: it is the expected total that stops the order."""
    sent = form(guest, expected_total="")
    Variant.objects.update(price=Decimal("25.00"))
    assert guest.post("/checkout/", sent).status_code == 302


def test_sold_out_meanwhile_is_told_and_marked(guest: Client, mug: Variant) -> None:
    sent = form(guest)
    stock.count(mug.pk, on_hand=1)
    answer = guest.post("/checkout/", sent)
    assert answer.status_code == 409
    assert "Somebody was faster" in answer.text
    assert "Only 1 left." in answer.text
    assert 'value="Lindenstraße 12"' in answer.text
    assert not Order.objects.exists()
    assert guest.get("/checkout/")["Location"] == "/cart/"


def test_no_longer_sold_is_named(guest: Client) -> None:
    sent = form(guest)
    Variant.objects.update(is_active=False)
    answer = guest.post("/checkout/", sent)
    assert answer.status_code == 409
    assert "No longer sold: Stoneware mug" in answer.text


def test_a_coupon_used_up_meanwhile_comes_off_and_the_order_can_go_on(guest: Client) -> None:
    factories.coupon("ONCE", value="10", max_uses_per_shopper=1)
    guest.post("/cart/coupon/", {"code": "ONCE"})
    guest.post("/checkout/", form(guest))
    guest.post("/cart/add/", {"variant": Variant.objects.get().pk})
    guest.post("/cart/coupon/", {"code": "ONCE"})
    sent = form(guest)
    answer = guest.post("/checkout/", sent)
    assert answer.status_code == 409
    assert "You have used this coupon already." in answer.text
    assert hidden(answer.text)["expected_total"] == "24.90"
    assert guest.post("/checkout/", {**sent, **hidden(answer.text)}).status_code == 302
    assert Coupon.objects.get().uses == 1


def test_a_method_that_does_not_go_there_is_asked_again(guest: Client) -> None:
    answer = guest.post("/checkout/", form(guest, delivery="drone"))
    assert answer.status_code == 409
    assert "does not go there" in answer.text
    assert guest.post("/checkout/", form(guest, delivery="")).status_code == 422


def test_where_nothing_goes_the_page_says_so(guest: Client) -> None:
    Variant.objects.update(weight_grams=40_000)
    assert "cannot deliver this order to Germany" in guest.get("/checkout/").text


def test_an_account_finds_its_addresses_and_orders_with_two_clicks(
    client: Client, mug: Variant, alice: User
) -> None:
    client.force_login(alice)
    saved = addresses.save(alice, factories.ADDRESS)
    client.post("/cart/add/", {"variant": mug.pk})
    page = client.get("/checkout/").text
    assert f'value="{saved.pk}" checked' in page
    assert 'value="alice@example.com"' in page
    sent = {
        **hidden(page),
        "email": alice.email,
        "saved": str(saved.pk),
        "delivery": "standard",
        "name": "",
        "country": "",
    }
    assert client.post("/checkout/", sent).status_code == 302
    order = Order.objects.get()
    assert (order.user, order.line1, order.country) == (alice, "Lindenstraße 12", "DE")


def test_nobody_ships_to_the_saved_address_of_somebody_else(
    client: Client, mug: Variant, alice: User, mallory: User
) -> None:
    saved = addresses.save(alice, factories.ADDRESS)
    client.force_login(mallory)
    client.post("/cart/add/", {"variant": mug.pk})
    sent = {**form(client), "saved": str(saved.pk), "line1": ""}
    answer = client.post("/checkout/", sent)
    assert answer.status_code == 422
    assert "Lindenstraße" not in answer.text
    assert not Order.objects.exists()


def test_an_address_is_kept_only_when_asked_and_only_once(client: Client, mug: Variant, alice: User) -> None:
    client.force_login(alice)
    for save, expected in (({}, 0), ({"save": "on"}, 1), ({"save": "on"}, 1)):
        client.post("/cart/add/", {"variant": mug.pk})
        assert client.post("/checkout/", form(client, saved="new", **save)).status_code == 302
        assert Address.objects.filter(user=alice).count() == expected
    assert Address.objects.get().is_default


def test_without_a_gateway_the_order_waits_to_be_paid(guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_args: Any, **_kwargs: Any) -> None:
        raise gateway.Unavailable("no answer")

    monkeypatch.setattr(flow, "start", silent)
    page = guest.post("/checkout/", form(guest), follow=True)
    assert "does not answer" in page.text
    assert f"Pay €{Order.objects.get().total} now" in page.text


def test_checkout_wants_a_csrf_token_and_is_never_cached(guest: Client) -> None:
    assert "no-store" in guest.get("/checkout/")["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/checkout/", TYPED).status_code == 403


@pytest.mark.parametrize("is_guest", [True, False])
def test_page_and_order_cost_the_same_whatever_is_in_the_cart(
    mug: Variant, alice: User, is_guest: bool
) -> None:
    """A line adds one statement to the placing, the conditional update of its stock, and none to the page."""
    pages, placings = {}, {}
    for wanted in (2, 5, 20):
        client = Client()
        if not is_guest:
            client.force_login(alice)
            addresses.save(alice, factories.ADDRESS)
        for _ in range(wanted):
            client.post("/cart/add/", {"variant": factories.variant().pk})
        sent = form(client, saved="new")
        with CaptureQueriesContext(connection) as asked:
            client.get("/checkout/")
        pages[wanted] = statements(asked)
        with CaptureQueriesContext(connection) as asked:
            assert client.post("/checkout/", sent).status_code == 302
        placings[wanted] = statements(asked)
    assert len(set(pages.values())) == 1
    assert pages[5] <= 12
    assert placings[5] <= 40
    assert placings[20] - placings[2] == 18


def statements(asked: CaptureQueriesContext) -> int:
    """Without BEGIN and COMMIT, which a test's own transaction turns into savepoints."""
    return sum("SAVEPOINT" not in query["sql"] for query in asked.captured_queries)


def test_the_key_of_one_shopper_is_nothing_to_another(mug: Variant) -> None:
    alice, bob = Client(), Client()
    for each in (alice, bob):
        each.post("/cart/add/", {"variant": mug.pk})
    sent = form(alice)
    alice.post("/checkout/", sent)
    bob.post("/checkout/", sent)
    assert Order.objects.count() == 2
    assert cart.SESSION_KEY in alice.session
    assert checkout.reservation_time().seconds == settings.RESERVATION_MINUTES * 60
