"""The last units go to exactly as many buyers as there are units; opposite baskets do not deadlock."""

from __future__ import annotations

import random
import time

import pytest
from django.db import OperationalError, transaction
from django.db.models import F

from shop import cart, checkout, stock
from shop.models import Order, Stock
from shop.tests import factories
from tests.race.conftest import at_once

BUYERS, UNITS, ROUNDS = 50, 10, 5


def _checkouts(variant, buyers=BUYERS):
    factories.delivery()
    owners = [factories.owner() for _ in range(buyers)]
    for owner in owners:
        cart.add(owner, variant_id=variant.pk)
    return [lambda owner=owner: checkout.place_order(owner, factories.request()) for owner in owners]


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_fifty_buyers_of_ten_units_make_ten_orders(attempt):
    variant = factories.variant(units=UNITS)
    results = at_once(_checkouts(variant))
    sold = [result for result in results if isinstance(result, Order)]
    refused = [result for result in results if isinstance(result, stock.SoldOut)]
    assert (len(sold), len(refused)) == (UNITS, BUYERS - UNITS)
    assert Stock.objects.get(variant=variant).available == 0
    assert Order.objects.count() == UNITS


def test_control_reading_before_writing_oversells(monkeypatch):
    """The same race with the usual read-then-save sells more than there is."""

    def read_then_save(variant_id, quantity):
        present = Stock.objects.get(pk=variant_id)
        if present.available < quantity:
            return False
        time.sleep(0.01)
        present.reserved += quantity
        present.save(update_fields=["reserved"])
        return True

    monkeypatch.setattr(stock, "_take", read_then_save)
    variant = factories.variant(units=UNITS)
    results = at_once(_checkouts(variant))
    assert sum(isinstance(result, Order) for result in results) > UNITS


def _opposite_baskets(pairs=20):
    factories.delivery()
    variants = [factories.variant(units=1000) for _ in range(6)]
    owners = []
    for number in range(pairs * 2):
        owner = factories.owner()
        for variant in variants if number % 2 else reversed(variants):
            cart.add(owner, variant_id=variant.pk)
        owners.append(owner)
    return variants, [
        lambda owner=owner: checkout.place_order(owner, factories.request()) for owner in owners
    ]


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_opposite_baskets_do_not_deadlock(attempt):
    _, calls = _opposite_baskets()
    results = at_once(calls)
    assert [result for result in results if not isinstance(result, Order)] == []
    assert {present.reserved for present in Stock.objects.all()} == {len(calls)}


def test_control_basket_order_deadlocks():
    variants = [factories.variant(units=1000) for _ in range(6)]

    def reserve_as_listed(order):
        with transaction.atomic():
            for variant in order:
                Stock.objects.filter(variant=variant).update(reserved=F("reserved") + 1)
                time.sleep(0.005)

    baskets = [variants if number % 2 else variants[::-1] for number in range(20)]
    random.shuffle(baskets)
    results = at_once([lambda basket=basket: reserve_as_listed(basket) for basket in baskets])
    assert any(isinstance(result, OperationalError) for result in results)
