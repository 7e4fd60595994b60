"""Money that goes back: asked for, sent, settled by the gateway, asked for again. Writes Refund and what orders count of it.

Invariant: `refunded_total` never passes `total`, nor the refunded units of a line its quantity; a refund that failed
counts in neither.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from shop import money, outbox, stock
from shop.models import Order, OrderLine, Payment, Refund, RefundLine
from shop.orders.states import (
    GATEWAY,
    SYSTEM,
    Actor,
    S,
    WrongState,
    can,
    locked,
    move,
    note,
    record,
    refundable,
)


class RefundTooLarge(Exception):
    """More than was paid, or more units than were bought, would go back."""


class NotFailed(Exception):
    """The refund is on its way or done."""


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
    order = locked(order.pk)
    if not can(order, "refund"):
        raise WrongState(order, S.REFUNDED)
    is_all = amount is None and not lines
    lines = units_left(order) if is_all else dict(lines or {})
    if amount is None:
        amount = refundable(order) if is_all else refund_worth(order, lines)
    refund = owe(order, amount=amount, lines=lines, actor=actor, reason=reason)
    if restock:
        by_id = {line.pk: line for line in order.lines.all()}
        units = by_variant({by_id[pk]: count for pk, count in lines.items()})
        stock.restock(order, quantities=units, actor_id=actor.user_id)
    if order.refunded_total == order.total:
        move(order, S.REFUNDED, actor=actor, note=reason)
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
    record(
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
    order = locked(refund.order_id)
    if succeeded:
        outbox.record("order.refunded", order_id=order.pk, refund_id=refund.pk)
        return
    if refund.payment.status != Payment.Status.RETURNED:
        Order.objects.filter(pk=order.pk).update(refunded_total=F("refunded_total") - refund.amount)
    for line in refund.lines.all():
        OrderLine.objects.filter(pk=line.order_line_id).update(
            refunded_quantity=F("refunded_quantity") - line.quantity
        )
    record(order, previous=order.status, actor=GATEWAY, note=f"Refund {refund.amount} failed: {note}"[:300])


@transaction.atomic
def retry_refund(refund: Refund, *, actor: Actor) -> Refund:
    """Ask the gateway again for a refund that failed; goods stay where they are. Raises NotFailed, RefundTooLarge."""
    order = locked(refund.order_id)
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


def owe(order: Order, *, amount: Decimal, lines: Mapping[int, int], actor: Actor, reason: str) -> Refund:
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


def sold(order: Order) -> dict[int, int]:
    return by_variant({line: line.quantity - line.refunded_quantity for line in order.lines.all()})


def by_variant(units: Mapping[OrderLine, int]) -> dict[int, int]:
    """Units by variant id; variants that were deleted since have no shelf to go back to."""
    return {
        line.variant_id: count for line, count in units.items() if line.variant_id is not None and count > 0
    }
