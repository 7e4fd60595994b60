"""The same request twenty times at once is one order; a coupon for one use is used once."""

from __future__ import annotations

import threading

from shop import cart, checkout, promotions
from shop.models import Coupon, IdempotencyKey, Order
from shop.tests import factories
from tests.race.conftest import at_once

TIMES = 20


def _buyer():
    factories.delivery()
    owner = factories.owner()
    cart.add(owner, variant_id=factories.variant(units=1000).pk)
    return owner


def test_twenty_equal_requests_make_one_order():
    owner, request = _buyer(), factories.request(key="the-same")
    results = at_once([lambda: checkout.place_order(owner, request)] * TIMES)
    assert {result.pk for result in results} == {Order.objects.get().pk}


def test_control_check_then_insert_makes_more_than_one():
    """What frameworks usually do: look for the key, then write it. Two that look at once both write."""
    looked = threading.Barrier(2)

    def check_then_insert():
        if IdempotencyKey.objects.filter(scope="control", fingerprint="f").exists():
            return False
        looked.wait(timeout=5)
        IdempotencyKey.objects.create(scope="control", key=threading.current_thread().name, fingerprint="f")
        return True

    assert at_once([check_then_insert] * 2) == [True, True]


def test_a_single_use_coupon_is_used_once_by_twenty_buyers():
    factories.delivery()
    coupon = factories.coupon("ONCE", max_uses=1)
    variant, owners = factories.variant(units=1000), []
    for _ in range(TIMES):
        owner = factories.owner()
        cart.add(owner, variant_id=variant.pk)
        cart.apply_coupon(owner, code="ONCE")
        owners.append(owner)
    results = at_once(
        [lambda owner=owner: checkout.place_order(owner, factories.request()) for owner in owners]
    )
    assert sum(isinstance(result, Order) for result in results) == 1
    assert sum(isinstance(result, promotions.Unusable) for result in results) == TIMES - 1
    assert Coupon.objects.get(pk=coupon.pk).uses == 1
    assert Order.objects.count() == 1
