"""Payments: the only writer of Payment and PaymentEvent.

Invariant: however often and in whatever order browser, webhook and reconciliation report, an order is paid once, and money
that has no order to pay goes back. Every report ends in `apply`, which locks the order first and the payment second; the
gateway is asked outside of any transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shop import orders, payments, stock
from shop.models import Order, Payment, PaymentEvent, Refund
from shop.payments.gateway import Bill, Outcome, Unavailable

log = logging.getLogger(__name__)
S = Payment.Status
OPEN = (S.PENDING, S.AUTHORISED)
QUIET = timedelta(seconds=30)
STATUS = {"pending": S.PENDING, "authorised": S.AUTHORISED, "failed": S.FAILED, "expired": S.EXPIRED}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a reconciliation found: attempts asked about, refunds sent again, and gateways that did not answer."""

    attempts: int
    refunds: int
    unreachable: int


def start(order: Order, *, return_url: str) -> Payment:
    """A payment page for the order; the open one when there is one. Raises orders.WrongState and gateway.Unavailable."""
    order.refresh_from_db()
    if not orders.can(order, "pay"):
        raise orders.WrongState(order, Order.Status.PAID)
    present = order.payments.filter(status__in=OPEN).first()
    if present is not None and refresh(present).status in OPEN:
        return present
    order.refresh_from_db()
    if not orders.can(order, "pay"):
        raise orders.WrongState(order, Order.Status.PAID)
    provider = payments.find()
    attempt = order.payments.count() + 1
    expires_at = timezone.now() + timedelta(minutes=settings.RESERVATION_MINUTES)
    opened = provider.open(
        Bill(
            order_number=order.number,
            email=order.email,
            amount=order.total,
            currency=order.currency,
            language=order.language,
            return_url=return_url,
            key=f"{order.number}-{attempt}",
            expires_at=expires_at,
        )
    )
    with transaction.atomic():
        stock.extend(order, until=expires_at)
        payment, _ = Payment.objects.get_or_create(
            gateway=provider.name,
            reference=opened.reference,
            defaults={
                "order": order,
                "redirect_url": opened.redirect_url,
                "amount": order.total,
                "currency": order.currency,
            },
        )
    return payment


def refresh(payment: Payment) -> Payment:
    """Ask the gateway how the attempt stands and apply it."""
    outcome = payments.find(payment.gateway).look_up(payment.reference)
    apply(payment.pk, outcome)
    payment.refresh_from_db()
    return payment


def receive(gateway_name: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """A webhook message; False when it is a repetition. Raises gateway.BadSignature, and Unavailable: then it may come again.

    The message only says where to look; the row that makes a repetition harmless commits with the effect.
    """
    provider = payments.find(gateway_name)
    message = provider.read_message(body, headers)
    seen = PaymentEvent.objects.filter(gateway=gateway_name, event_id=message.event_id)
    payment = Payment.objects.filter(gateway=gateway_name, reference=message.reference).first()
    if seen.exists():
        return False
    outcome = provider.look_up(message.reference) if payment else None
    with transaction.atomic():
        rows = PaymentEvent.objects.bulk_create(
            [
                PaymentEvent(
                    gateway=gateway_name, event_id=message.event_id, kind=message.kind[:80], payment=payment
                )
            ],
            ignore_conflicts=True,
        )
        if payment is not None and outcome is not None:
            apply(payment.pk, outcome)
    return bool(rows)


@transaction.atomic
def apply(payment_id: int, outcome: Outcome) -> None:
    """Bring payment and order to what the gateway reports. Any number of times, in any order: the same end."""
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    order = Order.objects.select_for_update().get(pk=order_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    if payment.status in {S.CAPTURED, S.RETURNED} or (
        payment.status not in OPEN and outcome.status != "captured"
    ):
        return
    if (outcome.amount, outcome.currency) != (payment.amount, payment.currency):
        log.error(
            "Payment %s reports %s %s instead of %s",
            payment,
            outcome.amount,
            outcome.currency,
            payment.amount,
        )
        payment.failure = "The gateway reports another amount; a person must look at it."
        payment.save(update_fields=["failure", "updated_at"])
        return
    if outcome.status == "captured":
        _captured(payment, order, outcome)
        return
    payment.status = STATUS[outcome.status]
    payment.failure = outcome.failure[:200]
    payment.save(update_fields=["status", "failure", "updated_at"])


def _captured(payment: Payment, order: Order, outcome: Outcome) -> None:
    """The money is ours: pay the order with it, or send it back when the order is paid or cancelled."""
    payment.capture_reference = outcome.capture_reference[:200]
    try:
        is_first = orders.mark_paid(order.pk, actor=orders.GATEWAY)
    except orders.TooLate:
        is_first = False
    payment.status = S.CAPTURED if is_first else S.RETURNED
    payment.save(update_fields=["status", "capture_reference", "updated_at"])
    if not is_first:
        orders.send_back(payment)


def send_refund(*, refund_id: int) -> None:
    """Ask the gateway for a pending refund; the refund's own key makes a repetition harmless."""
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
    orders.settle_refund(
        refund_id, succeeded=outcome.succeeded, reference=outcome.reference, note=outcome.failure
    )


def close(*, payment_id: int) -> None:
    """The order was given up: close the payment page and note how the attempt ended."""
    payment = Payment.objects.get(pk=payment_id)
    if payment.status in OPEN:
        payments.find(payment.gateway).close(payment.reference)
        refresh(payment)


def reconcile() -> Report:
    """Heal what a crash or a lost message left: ask about quiet open attempts, send waiting refunds again."""
    quiet = timezone.now() - QUIET
    attempts = Payment.objects.filter(status__in=OPEN, updated_at__lt=quiet).order_by("pk")[:500]
    refunds = Refund.objects.filter(status=Refund.Status.PENDING, updated_at__lt=quiet).order_by("pk")[:500]
    asked = unreachable = 0
    calls = [lambda payment=payment: _revisit(payment) for payment in attempts]
    calls += [lambda refund=refund: send_refund(refund_id=refund.pk) for refund in refunds]
    for call in calls:
        try:
            call()
            asked += 1
        except Unavailable as error:
            log.warning("Reconciliation waits: %s", error)
            unreachable += 1
    return Report(attempts=len(attempts), refunds=len(refunds), unreachable=unreachable)


def _revisit(payment: Payment) -> None:
    """An attempt of an order that nobody waits for any more is closed first, so that it ends."""
    if payment.order.status != Order.Status.PLACED:
        payments.find(payment.gateway).close(payment.reference)
    refresh(payment)


def refresh_open(order: Order) -> None:
    """Ask about the order's open attempts, because its shopper came back."""
    for payment in order.payments.filter(status__in=OPEN):
        refresh(payment)


def has_failed(order: Order) -> bool:
    """Whether the latest attempt ended without money."""
    latest = order.payments.first()
    return latest is not None and latest.status in {S.FAILED, S.EXPIRED}
