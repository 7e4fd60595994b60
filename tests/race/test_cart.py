"""Parallel additions and log-ins lose no line and double none."""

from __future__ import annotations

from django.db import transaction

from shop import cart
from shop.models import Cart, CartLine
from shop.tests import factories
from tests.race.conftest import at_once

TIMES = 20


def test_twenty_additions_of_one_product_are_twenty_units():
    owner, variant = factories.owner(), factories.variant(units=1000)
    at_once([lambda: cart.add(owner, variant_id=variant.pk)] * TIMES)
    assert CartLine.objects.get().quantity == TIMES


def test_twenty_additions_of_different_products_are_twenty_lines_of_one_cart():
    user = factories.user()
    variants = [factories.variant() for _ in range(TIMES)]
    account = cart.Owner(user.pk, None)
    results = at_once([lambda each=each: cart.add(account, variant_id=each.pk) for each in variants])
    assert all(isinstance(result, cart.Added) for result in results)
    assert CartLine.objects.count() == TIMES
    assert Cart.objects.get().user == user


def test_control_reading_the_quantity_before_writing_it_loses_units():
    owner, variant = factories.owner(), factories.variant(units=1000)
    cart.add(owner, variant_id=variant.pk)
    line = CartLine.objects.get()

    def read_then_save():
        with transaction.atomic():
            mine = CartLine.objects.get(pk=line.pk)
            mine.quantity += 1
            mine.save()

    at_once([read_then_save] * TIMES)
    assert CartLine.objects.get().quantity < TIMES + 1


def test_ten_log_ins_at_once_merge_the_guest_cart_once():
    user, guest = factories.user(), factories.owner()
    mug, lamp = factories.variant(units=1000), factories.variant(units=1000)
    cart.add(guest, variant_id=mug.pk, quantity=2)
    cart.add(cart.Owner(user.pk, None), variant_id=mug.pk)
    cart.add(guest, variant_id=lamp.pk)
    results = at_once([lambda: cart.merge(token=guest.token, user=user)] * 10)
    assert sorted(results) == [0] * 9 + [3]
    lines = CartLine.objects.filter(cart__user=user, cart__status=Cart.Status.OPEN)
    assert {line.variant_id: line.quantity for line in lines} == {mug.pk: 3, lamp.pk: 1}
