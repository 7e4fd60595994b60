"""Orders after they were placed: the only writer of Order.status, OrderEvent, Fulfilment and Refund.

Invariant: an order moves along TRANSITIONS only, by a transaction that has locked its row, and every step leaves an event
that names who took it. `refunded_total` never passes `total`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from shop import money, outbox, promotions, stock
from shop.models import (
    Fulfilment,
    Order,
    OrderEvent,
    OrderLine,
    Payment,
    Refund,
    RefundLine,
    Reservation,
    User,
)

S = Order.Status
TRANSITIONS: dict[str, frozenset[str]] = {
    S.PLACED: frozenset({S.PAID, S.CANCELLED}),
    S.PAID: frozenset({S.FULFILLING, S.SHIPPED, S.CANCELLED, S.REFUNDED}),
    S.FULFILLING: frozenset({S.SHIPPED, S.CANCELLED, S.REFUNDED}),
    S.SHIPPED: frozenset({S.DELIVERED, S.REFUNDED}),
    S.DELIVERED: frozenset({S.REFUNDED}),
    S.CANCELLED: frozenset(),
    S.REFUNDED: frozenset(),
}
IS_PAID = frozenset({S.PAID, S.FULFILLING, S.SHIPPED, S.DELIVERED})
ACTIONS: dict[str, frozenset[str]] = {
    "pay": frozenset({S.PLACED}),
    "cancel": frozenset({S.PLACED, S.PAID, S.FULFILLING}),
    "cancel_by_shopper": frozenset({S.PLACED, S.PAID}),
    "readdress": frozenset({S.PLACED, S.PAID}),
    "pack": frozenset({S.PAID}),
    "ship": frozenset({S.PAID, S.FULFILLING}),
    "deliver": frozenset({S.SHIPPED}),
    "refund": IS_PAID,
    "review": frozenset({S.DELIVERED}),
}


class WrongState(Exception):
    """The order's state does not allow the step."""

    def __init__(self, order: Order, wanted: str) -> None:
        self.order, self.wanted = order, wanted
        super().__init__(f"Order {order.number} is {order.status}, so it cannot become {wanted}.")


class TooLate(WrongState):
    """Money arrived for an order that was cancelled meanwhile."""


class RefundTooLarge(Exception):
    """More than was paid, or more units than were bought, would go back."""


class NotFailed(Exception):
    """The refund is on its way or done."""


@dataclass(frozen=True)
class Actor:
    """Who takes a step: an account, or something without one."""

    user_id: int | None
    name: str

    @classmethod
    def of(cls, user: User) -> Actor:
        return cls(user.pk, user.get_full_name()[:150])


# What the shop itself writes into a history is kept in English and shown in the language of its reader.
SYSTEM = Actor(None, gettext_noop("Shop"))
SHOPPER_GUEST = Actor(None, gettext_noop("Shopper"))
GATEWAY = Actor(None, gettext_noop("Payment provider"))


def can(order: Order, action: str) -> bool:
    """Whether the order's state allows an action of ACTIONS. No query."""
    return order.status in ACTIONS[action]


def refundable(order: Order) -> Decimal:
    return order.total - order.refunded_total if order.status in IS_PAID else money.ZERO


def note_placed(order: Order, *, actor: Actor) -> None:
    """The first event of a new order. In the transaction that places it."""
    _note(order, previous="", actor=actor, note="", at=order.placed_at)
    outbox.record("order.placed", order_id=order.pk)


def mark_paid(order_id: int, *, actor: Actor) -> bool:
    """The money is there: sell the reserved units. In the caller's transaction. False when it was paid already.

    An order whose reservation ran out but which is not cancelled yet is still sold: its units are still held.
    Raises TooLate when the order was cancelled.
    """
    order = _locked(order_id)
    if order.status in IS_PAID | {S.REFUNDED}:
        return False
    if order.status == S.CANCELLED:
        raise TooLate(order, S.PAID)
    stock.consume(order)
    _move(order, S.PAID, actor=actor)
    outbox.record("order.paid", order_id=order.pk)
    return True


def note(order: Order, *, actor: Actor, text: str) -> None:
    """Something that did not move the order, for its history. In the transaction that has locked its row."""
    _note(order, previous=order.status, actor=actor, note=text)


@transaction.atomic
def start_packing(order: Order, *, actor: Actor) -> Order:
    return _move(_locked(order.pk), S.FULFILLING, actor=actor)


@transaction.atomic
def ship(order: Order, *, actor: Actor, carrier: str = "", tracking_number: str = "") -> Order:
    """Hand the parcel over. Raises WrongState."""
    order = _move(
        _locked(order.pk), S.SHIPPED, actor=actor, note=" ".join(filter(None, [carrier, tracking_number]))
    )
    Fulfilment.objects.update_or_create(
        order=order,
        defaults={
            "carrier": carrier[:60],
            "tracking_number": tracking_number[:80],
            "shipped_at": timezone.now(),
        },
    )
    outbox.record("order.shipped", order_id=order.pk)
    return order


@transaction.atomic
def deliver(order: Order, *, actor: Actor) -> Order:
    """The parcel arrived; its lines may be reviewed from now on. Raises WrongState."""
    order = _move(_locked(order.pk), S.DELIVERED, actor=actor)
    Fulfilment.objects.update_or_create(order=order, defaults={"delivered_at": timezone.now()})
    outbox.record("order.delivered", order_id=order.pk)
    return order


@transaction.atomic
def cancel(order: Order, *, actor: Actor, reason: str = "") -> Order:
    """Unpaid: free stock and coupon, close the payment page. Paid: restock and send everything back. Raises WrongState."""
    order = _locked(order.pk)
    if not can(order, "cancel"):
        raise WrongState(order, S.CANCELLED)
    if order.status == S.PLACED:
        stock.release(order)
        promotions.give_back(order)
        for payment_id in order.payments.filter(status__in=_OPEN_PAYMENT).values_list("pk", flat=True):
            outbox.record("payment.close", payment_id=payment_id)
    else:
        stock.restock(order, quantities=_sold(order), actor_id=actor.user_id)
        left = refundable(order)
        if left:
            _refund(order, amount=left, lines={}, actor=actor, reason=reason)
    _move(order, S.CANCELLED, actor=actor, note=reason)
    outbox.record("order.cancelled", order_id=order.pk)
    return order


def buyer(order: Order) -> Actor:
    """Who acts when the shopper does. One query for an order of an account."""
    return Actor.of(order.user) if order.user else SHOPPER_GUEST


@transaction.atomic
def cancel_for_shopper(order: Order) -> Order:
    """What the buyer may do until it is being packed. Raises WrongState."""
    order = _locked(order.pk)
    if not can(order, "cancel_by_shopper"):
        raise WrongState(order, S.CANCELLED)
    return cancel(order, actor=buyer(order), reason=gettext_noop("Cancelled by the shopper"))


_OPEN_PAYMENT = (Payment.Status.PENDING, Payment.Status.AUTHORISED)


def anonymise(user: User) -> int:
    """Take the person off their orders and keep what was sold, for how much, taxed where; how many orders. Three queries."""
    mine = Order.objects.filter(user=user)
    ids = list(mine.values_list("pk", flat=True))
    OrderEvent.objects.filter(order__in=ids, actor=user).update(actor_name=gettext_noop("Shopper"))
    Fulfilment.objects.filter(order__in=ids).update(tracking_number="")
    blank = dict.fromkeys(
        ("email", "name", "line1", "line2", "city", "region", "postcode", "phone", "note"), ""
    )
    return Order.objects.filter(pk__in=ids).update(user=None, **blank)


def expire(now: datetime | None = None) -> int:
    """Cancel unpaid orders whose reservation ran out; answers how many. One short transaction for each."""
    now = now or timezone.now()
    due = (
        Reservation.objects.expired(now)
        .filter(order__status=S.PLACED)
        .values_list("order_id", flat=True)
        .distinct()
    )
    expired = 0
    for order_id in list(due):
        expired += _expire(order_id, now)
    return expired


@transaction.atomic
def _expire(order_id: int, now: datetime) -> bool:
    order = Order.objects.select_for_update().get(pk=order_id)
    is_held = order.reservations.filter(status=Reservation.Status.HELD, expires_at__gt=now).exists()
    if order.status != S.PLACED or is_held:
        return False
    cancel(order, actor=SYSTEM, reason=gettext_noop("Not paid in time"))
    return True


@transaction.atomic
def request_refund(
    order: Order,
    *,
    actor: Actor,
    reason: str,
    lines: Mapping[int, int] | None = None,
    amount: Decimal | None = None,
    restock: bool = False,
) -> Refund:
    """Send money back: units of lines (by line id), or an amount, or everything when neither is given.

    Lines with an amount send back that amount for them. The gateway is asked afterwards, from the outbox; an order of
    which everything went back becomes refunded. With `restock` the units named, or all that are left when everything
    goes back, return to the shelf. Raises WrongState, RefundTooLarge.
    """
    order = _locked(order.pk)
    if not can(order, "refund"):
        raise WrongState(order, S.REFUNDED)
    is_all = amount is None and not lines
    lines = units_left(order) if is_all else dict(lines or {})
    if amount is None:
        amount = refundable(order) if is_all else refund_worth(order, lines)
    refund = _refund(order, amount=amount, lines=lines, actor=actor, reason=reason)
    if restock:
        by_id = {line.pk: line for line in order.lines.all()}
        units = _by_variant({by_id[pk]: count for pk, count in lines.items()})
        stock.restock(order, quantities=units, actor_id=actor.user_id)
    if order.refunded_total == order.total:
        _move(order, S.REFUNDED, actor=actor, note=reason)
    else:
        note(order, actor=actor, text=f"Refund {amount} {order.currency}: {reason}")
    return refund


def send_back(payment: Payment) -> Refund:
    """Return money that came too late or twice: it paid nothing, so it does not count in `refunded_total`."""
    order = payment.order
    reason = gettext_noop("Paid too late or twice")
    refund = Refund.objects.create(
        order=order, payment=payment, amount=payment.amount, reason=reason, key=uuid.uuid4()
    )
    outbox.record("refund.requested", refund_id=refund.pk)
    _note(
        order,
        previous=order.status,
        actor=SYSTEM,
        note=f"{payment.amount} {payment.currency} arrived too late and goes back",
    )
    return refund


@transaction.atomic
def settle_refund(refund_id: int, *, succeeded: bool, reference: str = "", note: str = "") -> None:
    """What the gateway said. A refund that failed frees its amount and units, so that it can be asked for again."""
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if refund.status != Refund.Status.PENDING:
        return
    refund.status = Refund.Status.SUCCEEDED if succeeded else Refund.Status.FAILED
    refund.reference = reference[:200]
    refund.save(update_fields=["status", "reference", "updated_at"])
    order = _locked(refund.order_id)
    if succeeded:
        outbox.record("order.refunded", order_id=order.pk, refund_id=refund.pk)
        return
    if refund.payment.status != Payment.Status.RETURNED:
        Order.objects.filter(pk=order.pk).update(refunded_total=F("refunded_total") - refund.amount)
    for line in refund.lines.all():
        OrderLine.objects.filter(pk=line.order_line_id).update(
            refunded_quantity=F("refunded_quantity") - line.quantity
        )
    _note(order, previous=order.status, actor=GATEWAY, note=f"Refund {refund.amount} failed: {note}"[:300])


@transaction.atomic
def retry_refund(refund: Refund, *, actor: Actor) -> Refund:
    """Ask the gateway again for a refund that failed; goods stay where they are. Raises NotFailed, RefundTooLarge."""
    order = _locked(refund.order_id)
    refund = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund.pk)
    if refund.status != Refund.Status.FAILED:
        raise NotFailed
    if refund.payment.status != Payment.Status.RETURNED:
        _hold(
            order, amount=refund.amount, lines={row.order_line_id: row.quantity for row in refund.lines.all()}
        )
    refund.status, refund.key, refund.reference = Refund.Status.PENDING, uuid.uuid4(), ""
    refund.save(update_fields=["status", "key", "reference", "updated_at"])
    outbox.record("refund.requested", refund_id=refund.pk)
    note(order, actor=actor, text=f"Refund {refund.amount} asked for again")
    return refund


def _hold(order: Order, *, amount: Decimal, lines: Mapping[int, int]) -> None:
    """Count an amount and units as refunded. Raises RefundTooLarge."""
    if amount <= 0 or amount > order.total - order.refunded_total:
        raise RefundTooLarge(f"{amount} of {order.total - order.refunded_total} {order.currency}")
    for line_id, units in sorted(lines.items()):
        left = order.lines.filter(pk=line_id, quantity__gte=F("refunded_quantity") + units)
        if units <= 0 or not left.update(refunded_quantity=F("refunded_quantity") + units):
            raise RefundTooLarge(f"{units} units of line {line_id}")
    Order.objects.filter(pk=order.pk).update(refunded_total=F("refunded_total") + amount)
    order.refunded_total += amount


def _refund(order: Order, *, amount: Decimal, lines: Mapping[int, int], actor: Actor, reason: str) -> Refund:
    _hold(order, amount=amount, lines=lines)
    payment = order.payments.filter(status=Payment.Status.CAPTURED).first()
    if payment is None:
        raise RefundTooLarge(f"{amount} of nothing that was paid")
    refund = Refund.objects.create(
        order=order,
        payment=payment,
        amount=amount,
        reason=reason[:300],
        key=uuid.uuid4(),
        actor_id=actor.user_id,
    )
    RefundLine.objects.bulk_create(
        [
            RefundLine(refund=refund, order_line_id=line_id, quantity=units)
            for line_id, units in sorted(lines.items())
        ]
    )
    outbox.record("refund.requested", refund_id=refund.pk)
    return refund


def units_left(order: Order) -> dict[int, int]:
    """Units by line id that were not refunded yet. One query."""
    left = {line.pk: line.quantity - line.refunded_quantity for line in order.lines.all()}
    return {line_id: units for line_id, units in left.items() if units}


def refund_worth(order: Order, lines: Mapping[int, int]) -> Decimal:
    """What the units (by line id) cost with their tax, and no more than is left of the order. One query.

    Cumulative rounding, so that all units together are exactly the line. Delivery is not a line.
    """
    worth = money.ZERO
    for line in order.lines.filter(pk__in=lines):
        paid = line.total if order.is_tax_inclusive else line.total + line.tax
        worth += money.part_of(
            paid,
            taken=lines[line.pk],
            before=line.refunded_quantity,
            of=line.quantity,
            currency=order.currency,
        )
    return min(worth, order.total - order.refunded_total)


def _sold(order: Order) -> dict[int, int]:
    return _by_variant({line: line.quantity - line.refunded_quantity for line in order.lines.all()})


def _by_variant(units: Mapping[OrderLine, int]) -> dict[int, int]:
    """Units by variant id; variants that were deleted since have no shelf to go back to."""
    return {
        line.variant_id: count for line, count in units.items() if line.variant_id is not None and count > 0
    }


def _locked(order_id: int) -> Order:
    return Order.objects.select_for_update().get(pk=order_id)


def _move(order: Order, status: str, *, actor: Actor, note: str = "") -> Order:
    """One step of an order whose row is locked."""
    if status not in TRANSITIONS[order.status]:
        raise WrongState(order, status)
    previous, order.status = order.status, status
    order.save(update_fields=["status", "updated_at"])
    _note(order, previous=previous, actor=actor, note=note)
    return order


def _note(order: Order, *, previous: str, actor: Actor, note: str, at: datetime | None = None) -> None:
    OrderEvent.objects.create(
        order=order,
        status=order.status,
        previous=previous,
        actor_id=actor.user_id,
        actor_name=actor.name,
        note=note[:300],
        at=at or timezone.now(),
    )
