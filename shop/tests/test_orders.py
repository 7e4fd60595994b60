"""Orders move along their states only, and money goes back at most once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from shop import orders, stock
from shop.models import Order, OutboxMessage, Refund, Stock
from shop.tests import factories

pytestmark = pytest.mark.django_db
STEPS = {
    "pack": orders.start_packing,
    "ship": orders.ship,
    "deliver": orders.deliver,
    "cancel": orders.cancel,
    "refund": lambda order, *, actor: orders.request_refund(order, actor=actor, reason="Broken"),
}


def test_the_way_of_an_order_and_who_took_each_step(alice, sam):
    order = factories.paid_order(alice)
    actor = orders.Actor.of(sam)
    orders.start_packing(order, actor=actor)
    orders.ship(order, actor=actor, carrier="DHL", tracking_number="0034")
    order = orders.deliver(order, actor=actor)
    history = [(event.previous, event.status, event.actor_name) for event in order.events.all()]
    assert history == [
        ("", "placed", "Alice Moreau"),
        ("placed", "paid", "Payment provider"),
        ("paid", "fulfilling", "Sam"),
        ("fulfilling", "shipped", "Sam"),
        ("shipped", "delivered", "Sam"),
    ]
    assert order.fulfilment.tracking_number == "0034"
    topics = set(OutboxMessage.objects.values_list("topic", flat=True))
    assert topics >= {"order.placed", "order.paid", "order.shipped", "order.delivered"}


@pytest.mark.parametrize("state", list(Order.Status))
@pytest.mark.parametrize("step", list(STEPS))
def test_a_step_succeeds_exactly_where_the_table_allows_it(state, step):
    order = factories.paid_order()
    Order.objects.filter(pk=order.pk).update(status=state)
    order.refresh_from_db()
    if orders.can(order, step):
        STEPS[step](order, actor=orders.SYSTEM)
        order.refresh_from_db()
        assert order.status != state
    else:
        with pytest.raises(orders.WrongState):
            STEPS[step](order, actor=orders.SYSTEM)
        order.refresh_from_db()
        assert order.status == state


def test_paying_twice_sells_once():
    variant = factories.variant(units=5)
    order = factories.paid_order(variants=[variant], quantity=2)
    with transaction.atomic():
        assert orders.mark_paid(order.pk, actor=orders.GATEWAY) is False
    assert Stock.objects.get(variant=variant).on_hand == 3
    assert OutboxMessage.objects.filter(topic="order.paid").count() == 1


def test_money_for_a_cancelled_order_is_too_late():
    order = factories.placed_order()
    orders.cancel(order, actor=orders.SYSTEM)
    with pytest.raises(orders.TooLate), transaction.atomic():
        orders.mark_paid(order.pk, actor=orders.GATEWAY)


def test_an_order_that_is_not_paid_in_time_frees_its_units():
    variant = factories.variant(units=5)
    order = factories.placed_order(variants=[variant], quantity=2)
    assert orders.expire() == 0
    factories.run_out(order)
    assert Stock.objects.get(variant=variant).reserved == 2
    assert orders.expire() == 1
    order.refresh_from_db()
    assert order.status == Order.Status.CANCELLED
    assert Stock.objects.get(variant=variant).reserved == 0
    assert orders.expire() == 0


def test_cancelling_a_paid_order_restocks_and_asks_for_the_money_back():
    variant = factories.variant(units=5)
    order = factories.paid_order(variants=[variant], quantity=2)
    orders.cancel(order, actor=orders.SYSTEM, reason="Changed my mind")
    refund = Refund.objects.get()
    assert (refund.amount, refund.status) == (order.total, Refund.Status.PENDING)
    assert Stock.objects.get(variant=variant).on_hand == 5
    assert OutboxMessage.objects.get(topic="refund.requested").payload == {"refund_id": refund.pk}


def test_part_refunds_sum_to_the_line_and_never_more():
    variant = factories.variant(price="3.33")
    order = factories.paid_order(variants=[variant], quantity=3)
    line = order.lines.get()
    given = [
        orders.request_refund(order, actor=orders.SYSTEM, reason="Broken", lines={line.pk: 1}).amount
        for _ in range(3)
    ]
    assert sum(given) == line.total
    with pytest.raises(orders.RefundTooLarge), transaction.atomic():
        orders.request_refund(order, actor=orders.SYSTEM, reason="Again", lines={line.pk: 1})
    rest = orders.request_refund(order, actor=orders.SYSTEM, reason="Delivery")
    order.refresh_from_db()
    assert rest.amount == order.delivery_total
    assert (order.status, order.refunded_total) == (Order.Status.REFUNDED, order.total)


@pytest.mark.parametrize("amount", ["0", "-1", "100000"])
def test_an_amount_that_makes_no_sense_is_refused(amount):
    order = factories.paid_order()
    with pytest.raises(orders.RefundTooLarge), transaction.atomic():
        orders.request_refund(order, actor=orders.SYSTEM, reason="x", amount=Decimal(amount))
    assert not Refund.objects.exists()


def test_a_refund_that_fails_can_be_asked_for_again():
    order = factories.paid_order()
    line = order.lines.get()
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Broken", lines={line.pk: 1})
    orders.settle_refund(refund.pk, succeeded=False, note="Card closed")
    orders.settle_refund(refund.pk, succeeded=True)
    order.refresh_from_db()
    line.refresh_from_db()
    assert (order.refunded_total, line.refunded_quantity) == (0, 0)
    again = orders.request_refund(
        order, actor=orders.SYSTEM, reason="Broken", lines={line.pk: 1}, restock=True
    )
    orders.settle_refund(again.pk, succeeded=True, reference="re_1")
    assert stock.available([line.variant_id])[line.variant_id] == 9
    assert OutboxMessage.objects.filter(topic="order.refunded").count() == 1
