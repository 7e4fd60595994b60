"""Carts lose nothing and double nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop import cart, promotions
from shop.models import Cart, CartLine, Stock, Variant
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db


def test_adding_twice_is_one_line_with_both():
    buyer, variant = factories.owner(), factories.variant()
    cart.add(buyer, variant_id=variant.pk, quantity=2)
    added = cart.add(buyer, variant_id=variant.pk)
    assert (added.quantity, added.is_capped) == (3, False)
    assert CartLine.objects.get().quantity == 3
    assert cart.count(buyer) == 3


def test_no_more_than_is_in_stock_is_added_and_the_shopper_is_told():
    buyer, variant = factories.owner(), factories.variant(units=2)
    assert cart.add(buyer, variant_id=variant.pk, quantity=5).is_capped
    with pytest.raises(cart.OutOfStock):
        cart.add(buyer, variant_id=variant.pk)
    assert CartLine.objects.get().quantity == 2


@pytest.mark.parametrize("change", [{"is_active": False}, {"product__status": "archived"}])
def test_what_is_not_for_sale_cannot_be_added(change):
    variant = factories.variant()
    (field, value), *_ = change.items()
    if field.startswith("product"):
        variant.product.status = value
        variant.product.save()
    else:
        Variant.objects.filter(pk=variant.pk).update(**change)
    with pytest.raises(cart.NotForSale):
        cart.add(factories.owner(), variant_id=variant.pk)


def test_zero_removes_a_line_and_a_strangers_line_stays():
    buyer, stranger = factories.owner(), factories.owner()
    line_id = cart.add(buyer, variant_id=factories.variant().pk).line_id
    cart.set_quantity(stranger, line_id=line_id, quantity=0)
    assert cart.count(buyer) == 1
    cart.set_quantity(buyer, line_id=line_id, quantity=0)
    assert cart.count(buyer) == 0


def test_a_guest_cart_is_merged_once_and_adds_up(alice):
    mug, lamp, guest = factories.variant(), factories.variant(), factories.owner()
    cart.add(guest, variant_id=mug.pk, quantity=2)
    cart.add(guest, variant_id=lamp.pk)
    account = cart.Owner(alice.pk, None)
    cart.add(account, variant_id=mug.pk)
    assert cart.merge(token=guest.token, user=alice) == 3
    assert cart.merge(token=guest.token, user=alice) == 0
    assert {line.variant_id: line.quantity for line in CartLine.objects.filter(cart__user=alice)} == {
        mug.pk: 3,
        lamp.pk: 1,
    }


def test_the_token_of_an_accounts_cart_opens_nothing(alice, mallory):
    account = cart.Owner(alice.pk, None)
    added = cart.add(account, variant_id=factories.variant().pk)
    assert cart.count(cart.Owner(None, added.cart.token)) == 0
    assert cart.merge(token=added.cart.token, user=mallory) == 0
    assert cart.count(account) == 1


def test_contents_tell_new_prices_and_missing_stock():
    buyer, variant = factories.owner(), factories.variant(price="10.00", units=5)
    cart.add(buyer, variant_id=variant.pk, quantity=3)
    Variant.objects.filter(pk=variant.pk).update(price=Decimal("12.00"))
    Stock.objects.filter(variant=variant).update(on_hand=2)
    (line,) = cart.contents(buyer).lines
    assert (line.unit_price, line.previous_price) == (Decimal("12.00"), Decimal("10.00"))
    assert (line.problem, line.is_available) == ("Only 2 left.", False)
    cart.acknowledge(Cart.objects.get(token=buyer.token))
    assert cart.contents(buyer).lines[0].previous_price is None


def test_a_coupon_that_no_longer_holds_is_named_and_not_counted():
    buyer = factories.owner()
    line_id = cart.add(buyer, variant_id=factories.variant(price="30.00").pk, quantity=2).line_id
    factories.coupon("TEN", minimum=Decimal("50.00"))
    cart.apply_coupon(buyer, code="ten")
    assert cart.contents(buyer).totals.discount_total == Decimal("6.00")
    cart.set_quantity(buyer, line_id=line_id, quantity=1)
    contents = cart.contents(buyer)
    assert (contents.totals.discount_total, contents.coupon_problem) == (
        0,
        "This coupon needs an order of at least €50.00.",
    )
    with pytest.raises(promotions.Unusable, match="no coupon"):
        cart.apply_coupon(buyer, code="GUESS")


@pytest.mark.parametrize("lines", [2, 20])
def test_reading_a_cart_takes_five_queries_whatever_its_size(lines, django_assert_max_num_queries):
    buyer = factories.owner()
    for _ in range(lines):
        cart.add(buyer, variant_id=factories.variant().pk)
    with django_assert_max_num_queries(5):
        assert len(cart.contents(buyer).lines) == lines


def test_a_line_shows_the_picture_of_its_own_colour(alice):
    product = factories.product(variants=2)
    navy, clay = product.variants.all()
    for place, (variant, colour) in enumerate(((navy, "Navy"), (clay, "Clay"))):
        choice = shelves.option(variant, colour=colour).options.get().choice
        shelves.picture(product, f"products/{colour}.webp", position=place, choice=choice)
    plain = factories.product()
    shelves.picture(plain.variants.first().product, "products/plain.webp")
    for variant in (clay, navy, plain.variants.first()):
        cart.add(factories.owner(alice), variant_id=variant.pk, quantity=1)
    shown = [line.picture_name for line in cart.contents(factories.owner(alice)).lines]
    assert shown == ["products/Clay.webp", "products/Navy.webp", "products/plain.webp"]
    lines = factories.placed_order(alice, variants=[clay]).lines.with_pictures()
    assert [line.picture_name for line in lines] == shown, "the order shows what its cart held"
