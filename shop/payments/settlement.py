"""What follows a payment and waits for the gateway: refunds, closing pages, and healing what a crash left.

Invariant: any function here may run any number of times, also at once; the gateway's idempotency keys and the rows' states
make a repetition harmless. Nothing here asks the gateway inside a transaction: the outbox only queues the task.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from shop import broker, orders, payments
from shop.models import Order, Payment, Refund
from shop.payments import flow
from shop.payments.gateway import Unavailable

log = logging.getLogger(__name__)
QUIET = timedelta(minutes=1)
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a reconciliation looked at: quiet open attempts, waiting refunds, and how many of both found no answer."""

    attempts: int
    refunds: int
    unanswered: int


def queue_refund(*, refund_id: int) -> None:
    """Have a worker ask for the refund once the transaction commits. Without Redis, reconciliation does."""
    _queue("shop.tasks.send_refund", refund_id=refund_id)


def queue_close(*, payment_id: int) -> None:
    """Have a worker close the payment page once the transaction commits. Without Redis, reconciliation does."""
    _queue("shop.tasks.close_payment", payment_id=payment_id)


def send_refund(*, refund_id: int) -> None:
    """Ask for a pending refund; its own key makes a repetition harmless. Raises gateway.Unavailable."""
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.status != Refund.Status.PENDING:
        return
    payment = refund.payment
    outcome = payments.find(payment.gateway).refund(
        payment.reference,
        capture_reference=payment.capture_reference,
        amount=refund.amount,
        currency=payment.currency,
        key=str(refund.key),
    )
    if outcome.status == "pending":
        Refund.objects.filter(pk=refund_id).update(updated_at=timezone.now())
        return
    is_done = outcome.status == "succeeded"
    orders.settle_refund(refund_id, succeeded=is_done, reference=outcome.reference, note=outcome.failure)


def close(*, payment_id: int) -> None:
    """The order needs no money any more: close the page and note how the attempt ended. Raises gateway.Unavailable."""
    payment = Payment.objects.get(pk=payment_id)
    if payment.status not in flow.OPEN:
        return
    if flow.is_opened(payment):
        payments.find(payment.gateway).close(payment.reference)
        flow.refresh(payment)
        return
    Payment.objects.filter(pk=payment_id, reference=payment.reference).update(
        status=Payment.Status.EXPIRED, updated_at=timezone.now()
    )


def reconcile() -> Report:
    """Heal what a crash or a lost message left: ask about quiet open attempts, send waiting refunds again.

    One that fails does not keep the others from their turn; the longest quiet come first.
    """
    quiet = timezone.now() - QUIET
    attempts = Payment.objects.filter(status__in=flow.OPEN, updated_at__lt=quiet)
    attempts = attempts.select_related("order").order_by("updated_at")[:AT_ONCE]
    refunds = Refund.objects.filter(status=Refund.Status.PENDING, updated_at__lt=quiet)
    refunds = refunds.order_by("updated_at")[:AT_ONCE]
    calls: list[Callable[[], object]] = [partial(_revisit, payment) for payment in attempts]
    calls += [partial(send_refund, refund_id=refund.pk) for refund in refunds]
    answered = sum(_is_answered(call) for call in calls)
    return Report(attempts=len(attempts), refunds=len(refunds), unanswered=len(calls) - answered)


def _revisit(payment: Payment) -> None:
    """An attempt of an order that nobody waits for any more is closed, so that it ends."""
    if payment.order.status == Order.Status.PLACED:
        flow.refresh(payment)
    else:
        close(payment_id=payment.pk)


def _is_answered(call: Callable[[], object]) -> bool:
    try:
        call()
    except Unavailable as error:
        log.warning("Reconciliation waits: %s", error)
        return False
    except Exception:
        log.exception("Reconciliation failed; the next one tries again")
        return False
    return True


def _queue(task: str, **ids: int) -> None:
    def send() -> None:
        try:
            broker.send(task, ids)
        except broker.NoWorker as error:
            log.warning("%s waits for reconciliation: %s", task, error)

    transaction.on_commit(send, robust=True)
