"""One payment for one order, whatever browser, webhook and reconciliation report, how often and in which order.

With `settlement` the only writer of Payment and PaymentEvent. Invariant: an order is paid once, and money that has no order
to pay goes back. An attempt is written before its page is opened, so that a crash leaves a trace; every report ends in
`apply`, which locks the order first and the payment second; the gateway is asked outside of any transaction.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from shop import money, orders, outbox, payments, stock
from shop.models import Order, Payment, PaymentEvent, Reservation
from shop.payments.gateway import Bill, Outcome, Unavailable

log = logging.getLogger(__name__)
S = Payment.Status
OPEN = (S.PENDING, S.AUTHORISED)
OPENING = "opening-"
NOTHING_TO_PAY = "none"
NEEDS_A_LOOK = "a person must look at it."
LONGEST_HOLD = 3
Ending = Literal["paid", "waiting", "undecided", "failed", "cancelled", "returned"]
STATUS = {"pending": S.PENDING, "authorised": S.AUTHORISED, "failed": S.FAILED, "expired": S.EXPIRED}


def start(order: Order, *, return_url: str) -> Payment:
    """A payment page for the order: the open one when there is one. It closes when the reservation runs out.

    Two requests at once get the same page, because both open the attempt that the first one wrote under its key. An
    order that costs nothing is paid without a page. Raises orders.WrongState and gateway.Unavailable.
    """
    refresh_open(order)
    payment = _attempt(order.pk, return_url)
    return payment if payment.redirect_url else _open(payment, return_url)


@transaction.atomic
def _attempt(order_id: int, return_url: str) -> Payment:
    order = Order.objects.select_for_update().get(pk=order_id)
    if not orders.can(order, "pay"):
        raise orders.WrongState(order, Order.Status.PAID)
    present = order.payments.filter(status__in=OPEN).first()
    if present is not None:
        return present
    stock.extend(order, until=_hold_until(order))
    if order.total == money.ZERO:
        return _free(order, return_url)
    if _expires_at(order) <= timezone.now():
        raise orders.WrongState(order, Order.Status.PAID)
    return Payment.objects.create(
        order=order,
        gateway=payments.find().name,
        reference=f"{OPENING}{uuid.uuid4()}",
        amount=order.total,
        currency=order.currency,
    )


def _open(payment: Payment, return_url: str) -> Payment:
    """Have the gateway make the page of an attempt; when it does not answer the attempt is over: nobody knows its page."""
    order, placeholder = payment.order, payment.reference
    mine = Payment.objects.filter(pk=payment.pk, reference=placeholder)
    bill = Bill(
        order_number=order.number,
        email=order.email,
        amount=payment.amount,
        currency=payment.currency,
        language=order.language,
        return_url=return_url,
        key=placeholder.removeprefix(OPENING),
        opened_at=payment.created_at,
        expires_at=_expires_at(order),
    )
    try:
        opened = payments.find(payment.gateway).open(bill)
    except Unavailable:
        mine.update(status=S.EXPIRED, failure="unavailable", updated_at=timezone.now())
        raise
    mine.update(
        reference=opened.reference,
        redirect_url=opened.redirect_url,
        status=S.PENDING,
        updated_at=timezone.now(),
    )
    payment.refresh_from_db()
    return payment


def _free(order: Order, return_url: str) -> Payment:
    orders.mark_paid(order.pk, actor=orders.SYSTEM)
    return Payment.objects.create(
        order=order,
        gateway=NOTHING_TO_PAY,
        reference=order.number,
        redirect_url=return_url,
        amount=order.total,
        currency=order.currency,
        status=S.CAPTURED,
    )


def _hold_until(order: Order) -> datetime:
    """A new attempt holds the units as long as a new order does, but nobody holds them for ever by trying again."""
    time = timedelta(minutes=settings.RESERVATION_MINUTES)
    return min(timezone.now() + time, order.placed_at + LONGEST_HOLD * time)


def _expires_at(order: Order) -> datetime:
    held = order.reservations.filter(status=Reservation.Status.HELD)
    first: datetime | None = held.aggregate(first=Min("expires_at"))["first"]
    return first or _hold_until(order)


def refresh(payment: Payment) -> Payment:
    """Ask the gateway how the attempt stands and apply it. Raises gateway.Unavailable."""
    if is_opened(payment):
        apply(payment.pk, payments.find(payment.gateway).look_up(payment.reference))
        payment.refresh_from_db()
    return payment


def refresh_open(order: Order) -> None:
    """Ask about the order's open attempts, because its shopper came back. Raises gateway.Unavailable."""
    for payment in order.payments.filter(status__in=OPEN):
        refresh(payment)


def come_back(order: Order) -> Ending:
    """The shopper is back from the hosted page: how did it end? A gateway that does not answer leaves it open."""
    try:
        refresh_open(order)
    except Unavailable as error:
        log.warning("The gateway does not answer: %s", error)
        return "waiting"
    order.refresh_from_db()
    latest = order.payments.first()
    if order.status == Order.Status.CANCELLED:
        return "returned" if order.payments.filter(status=S.RETURNED).exists() else "cancelled"
    if order.status != Order.Status.PLACED or latest is None:
        return "paid"
    if latest.status == S.AUTHORISED:
        return "waiting"
    return "undecided" if latest.status == S.PENDING else "failed"


def receive(gateway_name: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """A webhook message; False when it is a repetition. Raises gateway.BadSignature, and Unavailable: then it may come again.

    The message only says where to look; the row that makes a repetition harmless commits with the effect.
    """
    provider = payments.find(gateway_name)
    message = provider.read_message(body, headers)
    key = {"gateway": gateway_name, "event_id": message.event_id}
    if PaymentEvent.objects.filter(**key).exists():
        return False
    payment = Payment.objects.filter(gateway=gateway_name, reference=message.reference).first()
    outcome = provider.look_up(message.reference) if payment else None
    with transaction.atomic():
        _, is_new = PaymentEvent.objects.get_or_create(
            **key, defaults={"kind": message.kind[:80], "payment": payment}
        )
        if is_new and payment is not None and outcome is not None:
            apply(payment.pk, outcome)
    return is_new


@transaction.atomic
def apply(payment_id: int, outcome: Outcome) -> None:
    """Bring payment and order to what the gateway reports. Any number of times, in any order: the same end.

    Only a capture changes an attempt that has ended, and an authorised one never waits for the shopper again.
    """
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    order = Order.objects.select_for_update().get(pk=order_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    is_over = payment.status not in OPEN and outcome.status != "captured"
    is_older = payment.status == S.AUTHORISED and outcome.status == "pending"
    if payment.status in {S.CAPTURED, S.RETURNED} or is_over or is_older:
        return
    if (outcome.amount, outcome.currency) != (payment.amount, payment.currency):
        _mismatch(payment, outcome)
    elif outcome.status == "captured":
        _captured(payment, order, outcome)
    else:
        payment.status = STATUS[outcome.status]
        payment.failure = outcome.failure[:200]
        payment.save(update_fields=["status", "failure", "updated_at"])


def _mismatch(payment: Payment, outcome: Outcome) -> None:
    """Not accepted: the order stays unpaid, and the payment's `failure` tells staff what to look at."""
    reported, asked = (
        f"{outcome.amount} {outcome.currency}",
        f"{payment.amount} {payment.currency}",
    )
    log.error("Payment %s of %s is reported %s with %s", payment, asked, outcome.status, reported)
    payment.status = S.FAILED
    payment.failure = f"The gateway reports {reported} instead of {asked}, {outcome.status}; {NEEDS_A_LOOK}"
    payment.save(update_fields=["status", "failure", "updated_at"])


def _captured(payment: Payment, order: Order, outcome: Outcome) -> None:
    """The money is ours: pay the order with it, or send it back when the order is paid or cancelled."""
    try:
        is_first = orders.mark_paid(order.pk, actor=orders.GATEWAY)
    except orders.TooLate:
        is_first = False
    payment.status = S.CAPTURED if is_first else S.RETURNED
    payment.capture_reference = outcome.capture_reference[:200]
    payment.failure = ""
    payment.save(update_fields=["status", "capture_reference", "failure", "updated_at"])
    if not is_first:
        orders.send_back(payment)
    for other in order.payments.filter(status__in=OPEN):
        outbox.record("payment.close", payment_id=other.pk)


def is_opened(payment: Payment) -> bool:
    """False while the gateway has not been heard about the attempt's page."""
    return not payment.reference.startswith(OPENING)
