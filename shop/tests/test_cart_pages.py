"""The cart as shoppers use it: with HTMX and without, at present prices and stock, at one cost whatever is in it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop import cart
from shop.models import Cart, CartLine, ShopperEvent, User, Variant
from shop.tests import factories

HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> Variant:
    factories.tax()
    factories.delivery()
    return factories.variant(factories.product("Stoneware mug", variants=0), price="19.90", units=10)


def fill(client: Client, *variants: Variant, quantity: int = 1) -> None:
    for each in variants:
        assert client.post("/cart/add/", {"variant": each.pk, "quantity": quantity}).status_code == 302


def lines() -> list[tuple[int, int]]:
    return list(CartLine.objects.order_by("pk").values_list("variant_id", "quantity"))


def test_an_empty_cart_says_so_and_leads_back_to_the_shop(client: Client) -> None:
    page = client.get("/cart/")
    assert page.status_code == 200
    assert "Your cart is empty" in page.text


def test_a_guest_adds_without_javascript_and_lands_where_they_were(client: Client, mug: Variant) -> None:
    back = client.post("/cart/add/", {"variant": mug.pk, "quantity": 2, "next": "/help/"})
    assert (back.status_code, back["Location"]) == (302, "/help/")
    page = client.get("/cart/").text
    assert "Stoneware mug" in page
    assert "€39.80" in page
    assert lines() == [(mug.pk, 2)]


def test_with_htmx_the_count_in_the_header_and_a_message_come_back(client: Client, mug: Variant) -> None:
    answer = client.post("/cart/add/", {"variant": mug.pk, "quantity": 3}, headers=HTMX)
    assert answer.status_code == 200
    assert 'id="cart-button"' in answer.text
    assert answer.text.count("hx-swap-oob") == 2
    assert "3 items in the cart" in answer.text
    assert "In your cart." in answer.text


def test_an_addition_is_noted_for_those_who_agree_to_it(client: Client, mug: Variant) -> None:
    browser = {"User-Agent": "Mozilla/5.0"}
    client.post("/cart/add/", {"variant": mug.pk}, headers={**browser, "Sec-GPC": "1"})
    assert not ShopperEvent.objects.exists()
    client.post("/cart/add/", {"variant": mug.pk, "quantity": 2}, headers=browser)
    event = ShopperEvent.objects.get()
    assert (event.kind, event.product, event.value) == ("cart", mug.product, 2)


def test_a_quantity_left_out_is_one(client: Client, mug: Variant) -> None:
    client.post("/cart/add/", {"variant": mug.pk})
    assert lines() == [(mug.pk, 1)]


@pytest.mark.parametrize("quantity", ["0", "-1", "100", "x", "1e3"])
def test_a_senseless_quantity_is_refused_with_a_word(client: Client, mug: Variant, quantity: str) -> None:
    page = client.post("/cart/add/", {"variant": mug.pk, "quantity": quantity}, follow=True)
    assert "how many from 1 to 99" in page.text
    assert lines() == []


def test_no_more_than_is_in_stock_goes_in(client: Client, mug: Variant) -> None:
    assert (
        "Only 10 were left"
        in client.post("/cart/add/", {"variant": mug.pk, "quantity": 12}, follow=True).text
    )
    assert "no more of these in stock" in client.post("/cart/add/", {"variant": mug.pk}, follow=True).text
    assert lines() == [(mug.pk, 10)]


def test_what_is_not_sold_is_not_added(client: Client, mug: Variant) -> None:
    Variant.objects.update(is_active=False)
    assert "no longer sold" in client.post("/cart/add/", {"variant": mug.pk}, follow=True).text
    assert "no longer sold" in client.post("/cart/add/", {"variant": 987654}, follow=True).text


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_adding_never_sends_anyone_to_another_site(client: Client, mug: Variant, wanted: str) -> None:
    assert client.post("/cart/add/", {"variant": mug.pk, "next": wanted})["Location"] == "/cart/"


def test_quantity_changes_and_removal_without_javascript(client: Client, mug: Variant) -> None:
    fill(client, mug)
    line = CartLine.objects.get()
    assert client.post(f"/cart/lines/{line.pk}/", {"quantity": 4})["Location"] == "/cart/"
    assert lines() == [(mug.pk, 4)]
    client.post(f"/cart/lines/{line.pk}/", {"quantity": 4, "remove": "1"})
    assert lines() == []


def test_with_htmx_a_change_answers_the_cart_the_count_and_an_announcement(
    client: Client, mug: Variant
) -> None:
    fill(client, mug)
    line = CartLine.objects.get()
    answer = client.post(f"/cart/lines/{line.pk}/", {"quantity": 4}, headers=HTMX).text
    assert "<html" not in answer
    assert '<div id="cart" class="split">' in answer
    assert 'id="cart-status" hx-swap-oob="innerHTML">4 items in the cart, €84.50 in all.' in answer
    emptied = client.post(f"/cart/lines/{line.pk}/", {"remove": "1"}, headers=HTMX).text
    assert "Your cart is empty" in emptied


def test_a_wrong_quantity_changes_nothing_and_is_told(client: Client, mug: Variant) -> None:
    fill(client, mug)
    line = CartLine.objects.get()
    assert "whole number" in client.post(f"/cart/lines/{line.pk}/", {"quantity": "many"}, headers=HTMX).text
    assert lines() == [(mug.pk, 1)]


def test_nobody_changes_a_line_of_somebody_else(
    client: Client, mug: Variant, alice: User, mallory: User
) -> None:
    cart.add(factories.owner(alice), variant_id=mug.pk, quantity=2)
    line = CartLine.objects.get()
    client.force_login(mallory)
    for data in ({"quantity": 9}, {"remove": "1"}):
        client.post(f"/cart/lines/{line.pk}/", data)
        assert lines() == [(mug.pk, 2)]
    client.force_login(alice)
    client.post(f"/cart/lines/{line.pk}/", {"quantity": 9})
    assert lines() == [(mug.pk, 9)]


def test_every_write_wants_a_csrf_token(mug: Variant) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("/cart/add/", "/cart/lines/1/", "/cart/coupon/", "/cart/country/"):
        assert strict.post(path, {"variant": mug.pk}).status_code == 403, path
    strict.get("/cart/")
    token = strict.cookies["csrftoken"].value
    assert strict.post("/cart/add/", {"variant": mug.pk, "csrfmiddlewaretoken": token}).status_code == 302


def test_writes_are_posts(client: Client) -> None:
    for path in ("/cart/add/", "/cart/lines/1/", "/cart/coupon/", "/cart/country/"):
        assert client.get(path).status_code == 405


def test_a_price_that_changed_is_told_once(client: Client, mug: Variant) -> None:
    fill(client, mug)
    assert "prices changed" not in client.get("/cart/").text
    Variant.objects.update(price=Decimal("24.90"))
    first = client.get("/cart/").text
    assert "prices changed" in first
    assert "was €19.90" in first
    assert "€24.90" in first
    assert "prices changed" not in client.get("/cart/").text


def test_what_sold_out_is_marked_and_keeps_the_way_to_checkout_shut(client: Client, mug: Variant) -> None:
    from shop import stock

    fill(client, mug, quantity=5)
    assert 'href="/checkout/"' in client.get("/cart/").text
    stock.count(mug.pk, on_hand=2)
    page = client.get("/cart/").text
    assert "Only 2 left." in page
    assert "Take 2" in page
    assert 'href="/checkout/"' not in page
    client.post(f"/cart/lines/{CartLine.objects.get().pk}/", {"quantity": 2})
    assert 'href="/checkout/"' in client.get("/cart/").text
    stock.count(mug.pk, on_hand=0)
    page = client.get("/cart/").text
    assert "Sold out." in page
    assert 'name="quantity"' not in page


def test_a_coupon_is_applied_refused_and_taken_off(client: Client, mug: Variant) -> None:
    factories.coupon("WELCOME", value="10")
    factories.coupon("RICH", value="10", minimum=Decimal(500))
    fill(client, mug, quantity=2)
    assert "no coupon with this code" in client.post("/cart/coupon/", {"code": "nothing"}, headers=HTMX).text
    assert "at least €500.00" in client.post("/cart/coupon/", {"code": "RICH"}, headers=HTMX).text
    assert "Type a coupon code" in client.post("/cart/coupon/", {}, headers=HTMX).text
    page = client.post("/cart/coupon/", {"code": " welcome "}, follow=True).text
    assert "−€3.98" in page
    assert "€40.72" in page
    assert "€3.98" not in client.post("/cart/coupon/", {"remove": "1"}, follow=True).text


def test_tax_and_delivery_follow_the_country(client: Client, mug: Variant) -> None:
    factories.tax("US", rate="8", is_inclusive=False)
    factories.delivery("US", price="20.00", code="express")
    fill(client, mug)
    german = client.get("/cart/").text
    assert "€24.80" in german
    assert "includes €3.96 VAT (19 %)" in german
    american = client.post("/cart/country/", {"country": "US"}, headers=HTMX).text
    assert "VAT (8 %)" in american
    assert "€43.09" in american
    assert (
        "cannot deliver this cart to France"
        in client.post("/cart/country/", {"country": "FR"}, headers=HTMX).text
    )
    client.post("/cart/country/", {"country": "<script>"})
    assert Cart.objects.get().country == "FR"


@pytest.mark.parametrize("is_guest", [True, False])
def test_the_cart_costs_ten_queries_whatever_is_in_it(
    client: Client,
    mug: Variant,
    alice: User,
    is_guest: bool,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    if not is_guest:
        client.force_login(alice)
    counts = {}
    for wanted in (2, 5, 20):
        while CartLine.objects.count() < wanted:
            fill(client, factories.variant())
        client.get("/cart/")
        with django_assert_max_num_queries(10) as asked:
            page = client.get("/cart/")
        assert len(re.findall('<li class="line', page.text)) == wanted
        counts[wanted] = len(asked)
    assert counts[2] == counts[5] == counts[20]
