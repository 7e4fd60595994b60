"""Browser and webhook, starts and refunds at the same moment: one page, one payment, one refund."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from shop import orders, payments, stock
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
from shop.payments import flow, settlement
from shop.payments.sandbox import provider
from shop.tests import factories, gateways
from tests.race.conftest import at_once

ROUNDS = 5


@pytest.fixture
def order() -> Order:
    return factories.placed_order()


def failures(results):
    return [result for result in results if isinstance(result, BaseException)]


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_webhook_against_browser_return_is_one_payment(order, attempt):
    """Ten deliveries of one message, ten of others, ten returns of the browser, and reconciliation, all at once."""
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay")
    delivery = SandboxDelivery.objects.get()
    others = [gateways.signed(payment.reference) for _ in range(4)]
    gateways.let_rest()
    calls = [lambda: gateways.carry(Client(), delivery)] * 5
    calls += [lambda message=message: gateways.post(Client(), *message) for message in others]
    calls += [lambda: gateways.come_back(Client(), order)] * 5
    calls += [settlement.reconcile] * 2
    results = at_once(calls)
    assert failures(results) == []
    assert results[:9] == [200] * 9
    assert gateways.state(order) == ("paid", ["captured"])
    assert gateways.effects(order) == (1, 1, 1)
    assert PaymentEvent.objects.count() == 5
    assert (Stock.objects.get().on_hand, Stock.objects.get().reserved) == (8, 0)
    assert not Refund.objects.exists()


def test_control_with_the_locks_switched_off_both_pay(order, monkeypatch):
    """The same code without `FOR UPDATE`: both see an unpaid order, sell its units and write to the shopper.

    Somebody else has reserved units, too; otherwise the CHECK of the stock would stop the second sale.
    """
    factories.placed_order(variants=[order.lines.get().variant])
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay", manner="never")
    captured = payments.find("sandbox").look_up(payment.reference)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    looked, real = threading.Barrier(2), stock.consume

    def together(of_order):
        looked.wait(timeout=10)
        real(of_order)

    monkeypatch.setattr(stock, "consume", together)
    at_once([lambda: flow.apply(payment.pk, captured)] * 2)
    assert gateways.effects(order) == (2, 2, 2)
    assert Stock.objects.get().reserved == 0, "the units of the other shopper are gone"


def test_twenty_starts_at_once_open_one_page(order):
    results = at_once([lambda: gateways.started(order)] * 20)
    assert failures(results) == []
    assert len({payment.redirect_url for payment in results}) == 1
    assert (Payment.objects.count(), SandboxSession.objects.count()) == (1, 1)


def test_control_opening_before_writing_opens_a_page_for_everyone(order):
    """Without the attempt that the first one writes, each of two would have a page of its own, and both could be paid."""
    looked = threading.Barrier(2)

    def look_then_open():
        if order.payments.exists():
            return None
        looked.wait(timeout=10)
        return provider.open_session(
            key=threading.current_thread().name,
            order_number=order.number,
            amount=order.total,
            currency=order.currency,
            return_url="/",
            expires_at=timezone.now(),
        )

    at_once([look_then_open] * 2)
    assert SandboxSession.objects.count() == 2


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_paying_against_expiring_ends_in_one_of_two_ways(order, attempt):
    """Paid and sold, or cancelled and sent back; never both, never neither."""
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay", manner="never")
    factories.run_out(order)
    results = at_once([lambda: flow.refresh(payment), orders.expire, lambda: flow.refresh(payment)])
    assert failures(results) == []
    gateways.heal()
    session, shelf = SandboxSession.objects.get(), Stock.objects.get()
    ended = (*gateways.state(order), session.refunded, shelf.on_hand, shelf.reserved)
    assert ended in [
        ("paid", ["captured"], Decimal("0.00"), 8, 0),
        ("cancelled", ["returned"], order.total, 10, 0),
    ]


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_paying_against_cancelling_ends_in_one_of_two_ways(order, attempt):
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay", manner="never")
    results = at_once(
        [lambda: flow.refresh(payment), lambda: orders.cancel(order, actor=orders.SHOPPER_GUEST)] * 2
    )
    assert all(isinstance(error, orders.WrongState) for error in failures(results))
    gateways.heal()
    assert SandboxSession.objects.get().refunded == order.total
    assert gateways.state(order)[0] == "cancelled"
    assert (Stock.objects.get().on_hand, Stock.objects.get().reserved) == (10, 0)


def test_two_captured_attempts_of_one_order_keep_the_money_of_one(order):
    attempts = [gateways.started(order)]
    extra = provider.open_session(
        key="extra",
        order_number=order.number,
        amount=order.total,
        currency=order.currency,
        return_url="/",
        expires_at=timezone.now() + timedelta(minutes=9),
    )
    attempts.append(
        Payment.objects.create(
            order=order,
            gateway="sandbox",
            reference=str(extra.reference),
            redirect_url="/",
            amount=order.total,
            currency=order.currency,
        )
    )
    SandboxSession.objects.update(status=SandboxSession.Status.CAPTURED)
    results = at_once([lambda each=each: flow.refresh(each) for each in attempts * 5])
    assert failures(results) == []
    gateways.heal()
    assert gateways.state(order) == ("paid", ["captured", "returned"])
    back = [session.refunded for session in SandboxSession.objects.order_by("refunded")]
    assert back == [Decimal("0.00"), order.total]


def test_one_refund_asked_for_twenty_times_at_once_moves_its_money_once(order):
    gateways.paid(order)
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Broken", amount=Decimal("5.00"))
    results = at_once([lambda: settlement.send_refund(refund_id=refund.pk)] * 20)
    assert failures(results) == []
    assert SandboxSession.objects.get().refunded == Decimal("5.00")
    assert OutboxMessage.objects.filter(topic="order.refunded").count() == 1


def test_refunds_at_once_never_give_back_more_than_was_paid(order):
    gateways.paid(order)
    third = (order.total / 3).quantize(Decimal("0.01")) + Decimal("0.01")
    results = at_once(
        [lambda: orders.request_refund(order, actor=orders.SYSTEM, reason="Broken", amount=third)] * 6
    )
    assert sum(isinstance(result, orders.RefundTooLarge) for result in failures(results)) == 4
    gateways.heal()
    assert SandboxSession.objects.get().refunded == 2 * third
