"""A refund that the payment service refused is asked for again, once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from shop import orders
from shop.demo import history as demo
from shop.models import Order, OrderEvent, Refund, SandboxSession
from shop.payments import settlement
from shop.tests import factories, gateways
from shop.tests.admin_orders.page import page_of, send_refund

pytestmark = pytest.mark.django_db


def test_a_failed_refund_is_asked_for_again_once(client, staff, alice):
    sam = staff("Orders")
    order = factories.placed_order(alice)
    gateways.paid(order)
    line = order.lines.get()
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Late", lines={line.pk: 2})
    orders.settle_refund(refund.pk, succeeded=False, note="bank closed")
    order.refresh_from_db()
    line.refresh_from_db()
    assert (order.refunded_total, line.refunded_quantity) == (0, 0)
    address = reverse("admin:shop_order_retry", args=[order.pk, refund.pk])
    assert address in page_of(client, order)
    assert b"asked for again" in client.get(address).content
    client.post(address)
    again = client.post(address, follow=True).content.decode()
    assert "has not failed" in again
    refund.refresh_from_db()
    order.refresh_from_db()
    line.refresh_from_db()
    assert (refund.status, order.refunded_total, line.refunded_quantity) == ("pending", refund.amount, 2)
    assert OrderEvent.objects.filter(actor=sam, note__contains="asked for again").count() == 1
    settlement.send_refund(refund_id=refund.pk)
    assert SandboxSession.objects.get().refunded == refund.amount


def test_a_failed_refund_whose_money_went_back_otherwise_is_not_sent_again(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Late", amount=order.total - 1)
    orders.settle_refund(refund.pk, succeeded=False)
    orders.request_refund(order, actor=orders.SYSTEM, reason="Other way", amount=Decimal("5.00"))
    answer = client.post(reverse("admin:shop_order_retry", args=[order.pk, refund.pk]), follow=True)
    assert "So much is not left" in answer.content.decode()
    refund.refresh_from_db()
    assert refund.status == "failed"


def test_the_retry_belongs_to_its_order_and_to_those_who_may_refund(client, staff, alice, bob):
    staff("Orders")
    order, other = factories.paid_order(alice), factories.paid_order(bob)
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Late", amount=Decimal(1))
    assert client.post(reverse("admin:shop_order_retry", args=[other.pk, refund.pk])).status_code == 404
    staff("Support")
    assert client.post(reverse("admin:shop_order_retry", args=[order.pk, refund.pk])).status_code == 403


def test_orders_of_the_demonstration_store_can_be_refunded_at_the_sandbox(client, staff, alice):
    staff("Orders")
    factories.delivery()
    variants = [factories.variant(units=30), factories.variant(units=30)]
    for place, state in enumerate(("paid", "delivered", "refunded", "cancelled", "placed")):
        order = demo._buy(alice, variants, key=f"demo-{place}")
        demo._walk(order, state)
        order.refresh_from_db()
        assert order.status == state
    order = Order.objects.get(status="delivered")
    assert order.fulfilment.tracking_number
    send_refund(client, order, mode="all", reason="End to end")
    settlement.send_refund(refund_id=Refund.objects.get(order=order).pk)
    assert set(Refund.objects.values_list("status", flat=True)) == {"succeeded"}
    sessions = SandboxSession.objects.filter(refunded__gt=0)
    assert {session.order_number for session in sessions} == set(
        Order.objects.filter(status="refunded").values_list("number", flat=True)
    )
