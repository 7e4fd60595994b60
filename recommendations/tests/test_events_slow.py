"""Events keep up with a busy shop: 200 a second from many threads, and none is lost."""

from __future__ import annotations

import threading
import time
from uuid import UUID

import pytest
from django.db import connections

from shop import activity
from shop.activity import Shopper
from shop.models import Product, ShopperEvent
from shop.tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
A_SECOND, SECONDS, THREADS = 200, 5, 8


def test_two_hundred_events_a_second_are_kept() -> None:
    products = [factories.product() for _ in range(10)]
    late: list[float] = []
    began = time.perf_counter()

    def shopping(number: int) -> None:
        """Each thread notes its share at its own moments, as requests come in."""
        try:
            for turn in range(A_SECOND * SECONDS // THREADS):
                due = began + (turn * THREADS + number) / A_SECOND
                time.sleep(max(0.0, due - time.perf_counter()))
                visitor = Shopper(user_id=None, visitor=UUID(int=turn * THREADS + number + 1))
                activity.record(visitor, "view", product=products[turn % 10])
                late.append(time.perf_counter() - due)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=shopping, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    assert ShopperEvent.objects.count() == A_SECOND * SECONDS
    assert took < SECONDS * 1.5, f"{A_SECOND * SECONDS / took:.0f} a second"
    visitor = Shopper(user_id=None, visitor=UUID(int=1))
    activity.record(visitor, "view", product=Product.objects.get(pk=products[0].pk))
    assert ShopperEvent.objects.count() == A_SECOND * SECONDS, "the same view once more is no event"
