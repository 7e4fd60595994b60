"""The API's promises while requests arrive at the same moment: keys, versions, limits."""

from __future__ import annotations

from collections import Counter

import redis
from django.conf import settings

from shop import access, cart
from shop.api import limits
from shop.api.limits import Rate
from shop.models import CartLine, Order
from shop.tests import factories
from shop.tests.callers import App, key, kind_of
from tests.race.conftest import at_once

TIMES = 8
HOME = {"name": "A", "line1": "Ring 1", "city": "Berlin", "postcode": "10969", "country": "DE"}


def guest_with(variant_id: int) -> tuple[str, str]:
    """The token of a cart with one unit of the variant, and the cart's tag."""
    app = App()
    app.post("cart/lines/", {"variant_id": variant_id})
    return app.headers["Cart-Token"], app.tag


def test_a_request_sent_many_times_at_once_is_carried_out_once():
    variant, once = factories.variant(units=1000), key()
    token, _tag = guest_with(variant.pk)

    def add():
        return App().post("cart/lines/", {"variant_id": variant.pk}, Cart_Token=token, Idempotency_Key=once)

    answers = at_once([add] * TIMES)
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {201, 409}, [answer.content for answer in answers]
    assert statuses[201] >= 1
    assert {kind_of(answer) for answer in answers if answer.status_code == 409} <= {"request-in-flight"}
    assert CartLine.objects.get().quantity == 2
    again = add()
    assert (again.status_code, again["Idempotency-Replayed"]) == (201, "true")
    assert CartLine.objects.get().quantity == 2


def test_control_without_a_key_each_of_them_adds():
    variant = factories.variant(units=1000)
    token, _tag = guest_with(variant.pk)
    at_once([lambda: App().post("cart/lines/", {"variant_id": variant.pk}, Cart_Token=token)] * TIMES)
    assert CartLine.objects.get().quantity == 1 + TIMES


def test_an_order_sent_many_times_at_once_is_one_order():
    factories.delivery()
    token, _tag = guest_with(factories.variant(units=1000).pk)
    once = key()
    body = {"email": "a@example.com", "address": HOME, "delivery": "standard"}
    answers = at_once([lambda: App().post("orders/", body, Cart_Token=token, Idempotency_Key=once)] * TIMES)
    assert set(Counter(answer.status_code for answer in answers)) <= {201, 409}
    order = Order.objects.get()
    numbers = {answer.json()["number"] for answer in answers if answer.status_code == 201}
    assert numbers == {order.number}
    again = App().post("orders/", body, Cart_Token=token, Idempotency_Key=once)
    assert again.json()["number"] == order.number


def test_of_many_edits_of_one_version_one_is_made():
    variant = factories.variant(units=1000)
    token, tag = guest_with(variant.pk)
    line = CartLine.objects.get()

    def set_to(quantity):
        return App().patch(f"cart/lines/{line.pk}/", {"quantity": quantity}, Cart_Token=token, If_Match=tag)

    answers = at_once([lambda each=each: set_to(each) for each in range(2, 2 + TIMES)])
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {200: 1, 412: TIMES - 1}
    [made] = [answer.json()["count"] for answer in answers if answer.status_code == 200]
    assert CartLine.objects.get().quantity == made


def test_control_without_the_lock_several_edits_find_the_version_unchanged(monkeypatch):
    variant = factories.variant(units=1000)
    token, tag = guest_with(variant.pk)
    line, lock = CartLine.objects.get(), cart.lock

    def edits():
        def set_to(quantity):
            return App().patch(
                f"cart/lines/{line.pk}/", {"quantity": quantity}, Cart_Token=token, If_Match=tag
            )

        return at_once([lambda each=each: set_to(each) for each in range(2, 2 + TIMES)])

    monkeypatch.setattr(cart, "lock", lambda owner: None)
    made = Counter(answer.status_code for answer in edits())[200]
    for _round in range(4):
        if made > 1:
            break
        CartLine.objects.update(quantity=1)
        made = Counter(answer.status_code for answer in edits())[200]
    assert made > 1
    assert lock is not cart.lock
    assert access.cart_by_token(token) is not None


def test_no_more_pass_than_the_rate_allows():
    rate, who = Rate(name="race", most=10), key()
    taken = at_once([lambda: limits.take(rate, who)] * 40)
    assert Counter(standing.passed for standing in taken) == {True: 10, False: 30}
    assert min(standing.left for standing in taken) == 0


def test_control_counting_before_writing_lets_more_pass():
    store, name = redis.Redis.from_url(settings.REDIS_URL), f"control:{key()}"

    def take():
        count = int(store.get(name) or 0)
        if count >= 10:
            return False
        store.set(name, count + 1)
        return True

    assert sum(bool(passed) for passed in at_once([take] * 60)) > 10
