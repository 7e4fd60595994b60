"""One payment, one order, whatever arrives when and how often."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from shop import access, orders, outbox
from shop.models import (
    Order,
    OutboxMessage,
    Payment,
    PaymentEvent,
    Refund,
    SandboxDelivery,
    SandboxSession,
    Stock,
)
from shop.payments import flow
from shop.payments.gateway import Outcome, Unavailable
from shop.payments.sandbox import client as shop_side
from shop.payments.sandbox import provider, signing
from shop.tests import factories

pytestmark = pytest.mark.django_db
WEBHOOK = "/webhooks/sandbox/"


@pytest.fixture
def order():
    return factories.placed_order()


@pytest.fixture
def payment(order):
    return flow.start(order, return_url="/back/")


def deliver_to(client):
    """Carry the provider's messages to the webhook, as its delivery does over HTTP; the answers' statuses."""
    return [
        client.post(
            WEBHOOK,
            delivery.body,
            content_type="application/json",
            headers={"Sandbox-Signature": provider._signature(delivery)},
        ).status_code
        for delivery in SandboxDelivery.objects.filter(sent_at=None)
    ]


def state(order):
    order.refresh_from_db()
    return order.status, sorted(order.payments.values_list("status", flat=True))


def test_starting_twice_opens_one_page(order):
    first = flow.start(order, return_url="/back/")
    assert flow.start(order, return_url="/back/") == first
    assert SandboxSession.objects.count() == 1


def test_a_declined_payment_can_be_tried_again(order, payment):
    provider.decide(payment.reference, "decline")
    flow.refresh(payment)
    assert state(order) == ("placed", ["failed"])
    second = flow.start(order, return_url="/back/")
    provider.decide(second.reference, "pay")
    flow.refresh(second)
    assert state(order) == ("paid", ["captured", "failed"])


def test_twenty_replays_have_one_effect(order, payment, client):
    provider.decide(payment.reference, "pay")
    for _ in range(20):
        assert deliver_to(client) == [200]
    assert state(order) == ("paid", ["captured"])
    assert PaymentEvent.objects.count() == 1
    assert OutboxMessage.objects.filter(topic="order.paid").count() == 1


@pytest.mark.parametrize("manner", ["once", "twice", "late", "reordered", "never"])
def test_browser_and_webhook_in_any_manner_pay_once(order, payment, client, manner):
    provider.decide(payment.reference, "pay", manner=manner)
    deliver_to(client)
    response = client.get(reverse("shop:payment_return", args=[access.token_of(order)]))
    assert response.status_code == 302
    deliver_to(client)
    assert state(order) == ("paid", ["captured"])
    assert OutboxMessage.objects.filter(topic="order.paid").count() == 1


def test_a_forged_message_is_refused_and_changes_nothing(order, payment, client):
    provider.decide(payment.reference, "decline", manner="forged")
    assert deliver_to(client) == [400]
    assert state(order) == ("placed", ["pending"])


def test_even_a_signed_message_is_not_believed(order, payment, client):
    """The control of forging: the right secret, and a lie in the body."""
    body = json.dumps({"id": "e1", "type": "payment.captured", "session": payment.reference}).encode()
    signature = signing.sign(body, secret=settings.SANDBOX_WEBHOOK_SECRET, at=int(time.time()))
    answer = client.post(
        WEBHOOK, body, content_type="application/json", headers={"Sandbox-Signature": signature}
    )
    assert answer.status_code == 200
    assert state(order) == ("placed", ["pending"])


@pytest.mark.parametrize("age", [301, -301])
def test_an_old_signature_is_refused(age):
    now = int(time.time())
    fresh = signing.sign(b"{}", secret="s", at=now)
    stale = signing.sign(b"{}", secret="s", at=now - age)
    assert signing.is_valid(fresh, b"{}", secret="s", now=now)
    assert not signing.is_valid(stale, b"{}", secret="s", now=now)
    assert not signing.is_valid(fresh, b"{ }", secret="s", now=now)
    assert not signing.is_valid("nonsense", b"{}", secret="s", now=now)


def test_three_d_secure_and_delayed_capture(order, payment, client):
    address = reverse("shop:sandbox_decide", args=[payment.reference])
    client.post(address, {"decision": "challenge"})
    assert b"123456" in client.get(reverse("shop:sandbox_page", args=[payment.reference])).content
    client.post(address, {"decision": "confirm", "code": "000000"})
    flow.refresh(payment)
    assert state(order) == ("placed", ["failed"])
    second = flow.start(order, return_url="/back/")
    provider.decide(second.reference, "pay_later")
    flow.refresh(second)
    assert state(order) == ("placed", ["authorised", "failed"])
    assert provider.capture_authorised(timezone.now() + timedelta(minutes=1)) == 1
    flow.refresh(second)
    assert state(order) == ("paid", ["captured", "failed"])


def test_money_that_comes_after_the_order_expired_goes_back(order, payment):
    provider.decide(payment.reference, "pay", manner="never")
    factories.run_out(order)
    orders.expire()
    flow.refresh(payment)
    assert state(order) == ("cancelled", ["returned"])
    outbox.deliver()
    assert Refund.objects.get().status == Refund.Status.SUCCEEDED
    assert SandboxSession.objects.get().refunded == order.total
    assert Stock.objects.get().available == 10


def test_a_second_capture_of_a_paid_order_goes_back(order, payment):
    other = Payment.objects.create(
        order=order, gateway="sandbox", reference="second", amount=order.total, currency=order.currency
    )
    paid = Outcome(status="captured", amount=order.total, currency=order.currency)
    flow.apply(payment.pk, paid)
    flow.apply(other.pk, paid)
    assert state(order) == ("paid", ["captured", "returned"])
    assert Refund.objects.get().payment == other
    assert order.refunded_total == 0


def test_another_amount_is_not_accepted(order, payment):
    flow.apply(payment.pk, Outcome(status="captured", amount=Decimal("0.01"), currency=order.currency))
    payment.refresh_from_db()
    assert state(order) == ("placed", ["pending"])
    assert "person" in payment.failure


@pytest.mark.parametrize(
    "sequence", list(itertools.permutations(["pending", "authorised", "captured", "expired"]))
)
def test_every_order_of_reports_ends_the_same(order, payment, sequence):
    base = Outcome(status="pending", amount=order.total, currency=order.currency)
    for status in sequence:
        flow.apply(payment.pk, replace(base, status=status))
    assert state(order) == ("paid", ["captured"])


def test_a_refund_is_sent_once_however_often_it_is_asked_for():
    order = factories.placed_order()
    payment = flow.start(order, return_url="/back/")
    provider.decide(payment.reference, "pay")
    flow.refresh(payment)
    order.refresh_from_db()
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Broken", amount=Decimal("5.00"))
    for _ in range(3):
        Refund.objects.filter(pk=refund.pk).update(status=Refund.Status.PENDING)
        flow.send_refund(refund_id=refund.pk)
    assert SandboxSession.objects.get().refunded == Decimal("5.00")


def test_a_crash_after_the_page_was_opened_is_healed(order, payment, monkeypatch):
    """The process died before anything was told: reconciliation asks, and the order is paid."""
    provider.decide(payment.reference, "pay", manner="never")
    assert state(order) == ("placed", ["pending"])
    Payment.objects.update(updated_at=timezone.now() - timedelta(minutes=2))
    report = flow.reconcile()
    assert (report.attempts, report.unreachable) == (1, 0)
    assert state(order) == ("paid", ["captured"])


def test_a_crash_inside_apply_leaves_nothing_half_done(order, payment, monkeypatch, client):
    provider.decide(payment.reference, "pay")
    real = orders.mark_paid

    def dies(order_id, *, actor):
        real(order_id, actor=actor)
        raise SystemError("killed")

    monkeypatch.setattr(orders, "mark_paid", dies)
    with pytest.raises(SystemError), transaction.atomic():
        deliver_to(client)
    assert state(order) == ("placed", ["pending"])
    assert not PaymentEvent.objects.exists()
    monkeypatch.setattr(orders, "mark_paid", real)
    assert deliver_to(client) == [200]
    assert state(order) == ("paid", ["captured"])


def test_a_silent_gateway_is_asked_again_later(order, payment, monkeypatch):
    def silent(self, reference):
        raise Unavailable("no answer")

    monkeypatch.setattr(shop_side.SandboxGateway, "look_up", silent)
    Payment.objects.update(updated_at=timezone.now() - timedelta(minutes=2))
    assert flow.reconcile().unreachable == 1


def test_a_paid_order_cannot_be_paid_again(order, payment):
    provider.decide(payment.reference, "pay")
    flow.refresh(payment)
    with pytest.raises(orders.WrongState):
        flow.start(Order.objects.get(pk=order.pk), return_url="/back/")


def test_the_return_address_opens_with_its_signature_only(client, order, payment):
    assert client.get("/payment/return/guess/").status_code == 404
    assert client.get(f"/payment/return/{order.pk}/").status_code == 404
