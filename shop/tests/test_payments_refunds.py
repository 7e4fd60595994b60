"""Refunds: sent once whatever happens, partial, refused, pending; and reconciliation, which sends them again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from kombu.exceptions import OperationalError as BrokerError

from shop import broker, orders, outbox, tasks
from shop.models import Order, Refund, SandboxSession
from shop.payments import settlement
from shop.payments.gateway import RefundOutcome, Unavailable
from shop.payments.sandbox import client as shop_side
from shop.payments.sandbox import provider
from shop.tests import factories, gateways

pytestmark = pytest.mark.django_db
S = Refund.Status


@pytest.fixture
def order() -> Order:
    order = factories.placed_order()
    gateways.paid(order)
    return order


@pytest.fixture
def refund(order: Order) -> Refund:
    return ask(order, "5.00")


def ask(order: Order, amount: str | None = None) -> Refund:
    return orders.request_refund(
        order, actor=orders.SYSTEM, reason="Broken", amount=Decimal(amount) if amount else None
    )


def answer(monkeypatch, outcome: RefundOutcome | Exception) -> None:
    def refund(*arguments, **named):
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(shop_side.SandboxGateway, "refund", refund)


def back_at_the_shopper() -> Decimal:
    return SandboxSession.objects.get().refunded


def test_a_refund_is_sent_once_however_often_it_is_asked_for(refund):
    for _ in range(5):
        Refund.objects.filter(pk=refund.pk).update(status=S.PENDING)
        settlement.send_refund(refund_id=refund.pk)
    assert back_at_the_shopper() == Decimal("5.00")


def test_control_another_key_each_time_sends_it_again(order):
    payment = order.payments.get()
    for key in ("a", "b"):
        provider.refund(payment.reference, amount=Decimal("5.00"), key=key)
    assert back_at_the_shopper() == Decimal("10.00")


def test_parts_add_up_to_all_and_not_to_more(order):
    parts = [ask(order, "5.00"), ask(order, "7.50"), ask(order)]
    for part in parts:
        settlement.send_refund(refund_id=part.pk)
    order.refresh_from_db()
    assert back_at_the_shopper() == order.total == order.refunded_total
    assert order.status == Order.Status.REFUNDED
    with pytest.raises(provider.Conflict):
        provider.refund(order.payments.get().reference, amount=Decimal("0.01"), key="more")


def test_a_refused_refund_frees_its_amount(order, refund, monkeypatch):
    answer(monkeypatch, RefundOutcome(status="failed", failure="The account is closed."))
    settlement.send_refund(refund_id=refund.pk)
    refund.refresh_from_db()
    order.refresh_from_db()
    assert refund.status == S.FAILED
    assert order.refunded_total == 0
    assert order.events.filter(note__contains="The account is closed.").exists()


def test_a_pending_refund_is_asked_about_again(refund, monkeypatch):
    with monkeypatch.context() as patch:
        answer(patch, RefundOutcome(status="pending"))
        gateways.heal()
        refund.refresh_from_db()
        assert refund.status == S.PENDING
    gateways.heal()
    refund.refresh_from_db()
    assert refund.status == S.SUCCEEDED


def test_a_refund_of_a_payment_the_sandbox_does_not_know_fails_and_says_so(order, refund):
    SandboxSession.objects.all().delete()
    settlement.send_refund(refund_id=refund.pk)
    refund.refresh_from_db()
    assert refund.status == S.FAILED


def test_the_outbox_only_queues_and_the_task_sends(refund, monkeypatch, django_capture_on_commit_callbacks):
    queued = []
    monkeypatch.setattr(broker.current_app, "send_task", lambda name, **named: queued.append((name, named)))
    with django_capture_on_commit_callbacks(execute=True):
        outbox.deliver()
    ((name, named),) = [task for task in queued if task[0] == "shop.tasks.send_refund"]
    assert back_at_the_shopper() == 0
    assert name == tasks.send_refund.name
    tasks.send_refund(**named["kwargs"])
    assert back_at_the_shopper() == Decimal("5.00")


def test_without_redis_reconciliation_sends_it(refund, monkeypatch, django_capture_on_commit_callbacks):
    def down(*arguments, **named):
        raise BrokerError

    monkeypatch.setattr(broker.current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        outbox.deliver()
    assert back_at_the_shopper() == 0
    gateways.heal()
    assert back_at_the_shopper() == Decimal("5.00")


def test_reconciliation_leaves_alone_what_is_fresh(order, refund):
    gateways.started(factories.placed_order())
    report = settlement.reconcile()
    assert (report.attempts, report.refunds) == (0, 0)
    gateways.let_rest()
    report = settlement.reconcile()
    assert (report.attempts, report.refunds, report.unanswered) == (1, 1, 0)


@pytest.mark.parametrize("trouble", [Unavailable("no answer"), RuntimeError("a mistake of ours")])
def test_one_that_fails_does_not_keep_the_others_waiting(order, refund, monkeypatch, trouble):
    waiting = factories.placed_order()
    payment = gateways.started(waiting)
    provider.decide(payment.reference, "pay", manner="never")
    answer(monkeypatch, trouble)
    gateways.let_rest()
    assert settlement.reconcile().unanswered == 1
    assert gateways.state(waiting) == ("paid", ["captured"])
