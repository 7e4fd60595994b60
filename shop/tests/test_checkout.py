"""An order and everything that belongs to it exist together or not at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from shop import cart, checkout, orders, promotions, stock
from shop.models import (
    Cart,
    Coupon,
    CouponRedemption,
    IdempotencyKey,
    Order,
    OutboxMessage,
    Reservation,
    Stock,
    Variant,
)
from shop.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer():
    factories.delivery(price="4.90")
    factories.tax(rate="19")
    return factories.owner()


def test_an_order_holds_what_the_cart_held_at_todays_prices(buyer):
    variant = factories.variant(price="19.90")
    cart.add(buyer, variant_id=variant.pk, quantity=3)
    order = checkout.place_order(buyer, factories.request(expected_total=Decimal("64.60")))
    assert (order.items_total, order.delivery_total, order.total) == (
        Decimal("59.70"),
        Decimal("4.90"),
        Decimal("64.60"),
    )
    assert order.tax_total == Decimal("10.31")
    assert order.number.startswith("M-")
    line = order.lines.get()
    assert (line.sku, line.quantity, line.total) == (variant.sku, 3, Decimal("59.70"))
    assert Stock.objects.get(variant=variant).reserved == 3
    assert Cart.objects.get(token=buyer.token).status == Cart.Status.ORDERED
    assert order.events.get().status == Order.Status.PLACED
    assert OutboxMessage.objects.get(topic="order.placed").payload == {"order_id": order.pk}
    assert cart.count(buyer) == 0


def test_the_same_request_again_answers_the_same_order(buyer):
    cart.add(buyer, variant_id=factories.variant().pk)
    request = factories.request()
    first = checkout.place_order(buyer, request)
    assert checkout.place_order(buyer, request) == first
    assert Order.objects.count() == 1
    with pytest.raises(checkout.KeyReused):
        checkout.place_order(buyer, replace(request, note="Something else"))


def test_without_the_key_the_second_request_finds_no_cart(buyer):
    cart.add(buyer, variant_id=factories.variant().pk)
    checkout.place_order(buyer, factories.request())
    with pytest.raises(checkout.EmptyCart):
        checkout.place_order(buyer, factories.request())


def _changed_price(variant):
    Variant.objects.filter(pk=variant.pk).update(price=Decimal("21.00"))


def _sold_out(variant):
    Stock.objects.filter(variant=variant).update(on_hand=0)


def _archived(variant):
    Variant.objects.filter(pk=variant.pk).update(is_active=False)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [(_changed_price, checkout.TotalChanged), (_sold_out, stock.SoldOut), (_archived, checkout.NotForSale)],
)
def test_a_refused_order_leaves_nothing_behind(buyer, spoil, error):
    variant = factories.variant(price="19.90")
    cart.add(buyer, variant_id=variant.pk)
    spoil(variant)
    with pytest.raises(error):
        checkout.place_order(buyer, factories.request(expected_total=Decimal("24.80")))
    assert not Order.objects.exists()
    assert not IdempotencyKey.objects.exists()
    assert not Reservation.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert cart.count(buyer) == 1


def test_a_country_without_delivery_is_refused(buyer):
    cart.add(buyer, variant_id=factories.variant().pk)
    with pytest.raises(checkout.NoDelivery):
        checkout.place_order(buyer, factories.request(address=replace(factories.ADDRESS, country="AQ")))


def test_delivery_is_free_from_the_limit_on():
    factories.delivery(price="4.90", free_from="50.00")
    buyer = factories.owner()
    cart.add(buyer, variant_id=factories.variant(price="25.00").pk, quantity=2)
    quote = checkout.quote(buyer, country="DE")
    assert (quote.chosen.price, quote.totals.total) == (0, Decimal("50.00"))


def test_sales_tax_is_added_where_prices_exclude_it():
    factories.delivery("US", price="10.00")
    factories.tax("US", rate="8", is_inclusive=False)
    buyer = factories.owner()
    cart.add(buyer, variant_id=factories.variant(price="90.00").pk)
    order = checkout.place_order(buyer, factories.request(address=replace(factories.ADDRESS, country="US")))
    assert (order.tax_total, order.total) == (Decimal("8.00"), Decimal("108.00"))


def test_a_single_use_coupon_is_used_once_and_given_back_by_an_unpaid_order(buyer):
    coupon = factories.coupon("ONCE", max_uses=1)
    variant, second = factories.variant(price="20.00"), factories.owner()
    for each in (buyer, second):
        cart.add(each, variant_id=variant.pk)
        cart.apply_coupon(each, code="ONCE")
    order = checkout.place_order(buyer, factories.request())
    assert order.discount_total == Decimal("2.00")
    with pytest.raises(promotions.Unusable, match="used up"):
        checkout.place_order(second, factories.request())
    orders.cancel(order, actor=orders.SYSTEM)
    assert Coupon.objects.get(pk=coupon.pk).uses == 0
    assert not CouponRedemption.objects.exists()


def test_a_coupon_for_each_shopper_once(buyer):
    factories.coupon("HELLO", max_uses_per_shopper=1)
    for attempt in range(2):
        cart.add(buyer, variant_id=factories.variant().pk)
        cart.apply_coupon(buyer, code="HELLO")
        if attempt == 0:
            checkout.place_order(buyer, factories.request(email="alice@example.com"))
            buyer = factories.owner()
    with pytest.raises(promotions.Unusable, match="already"):
        checkout.place_order(buyer, factories.request(email="ALICE@example.com"))


def test_placing_an_order_stays_within_its_query_budget(buyer, django_assert_max_num_queries):
    for _ in range(5):
        cart.add(buyer, variant_id=factories.variant().pk)
    with django_assert_max_num_queries(40):
        checkout.place_order(buyer, factories.request())
