"""What happens to an order after it was placed: paid, packed, shipped, delivered, cancelled, expired, anonymised."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from shop import outbox, promotions, stock
from shop.models import (
    Fulfilment,
    Order,
    OrderEvent,
    Payment,
    Reservation,
    User,
)
from shop.orders import refunds
from shop.orders.states import (
    IS_PAID,
    SHOPPER_GUEST,
    SYSTEM,
    Actor,
    S,
    TooLate,
    WrongState,
    can,
    locked,
    move,
    record,
    refundable,
)


def note_placed(order: Order, *, actor: Actor) -> None:
    """The first event of a new order. In the transaction that places it."""
    record(order, previous="", actor=actor, note="", at=order.placed_at)
    outbox.record("order.placed", order_id=order.pk)


def mark_paid(order_id: int, *, actor: Actor) -> bool:
    """The money is there: sell the reserved units. In the caller's transaction. False when it was paid already.

    An order whose reservation ran out but which is not cancelled yet is still sold: its units are still held.
    Raises TooLate when the order was cancelled.
    """
    order = locked(order_id)
    if order.status in IS_PAID | {S.REFUNDED}:
        return False
    if order.status == S.CANCELLED:
        raise TooLate(order, S.PAID)
    stock.consume(order)
    move(order, S.PAID, actor=actor)
    outbox.record("order.paid", order_id=order.pk)
    return True


@transaction.atomic
def start_packing(order: Order, *, actor: Actor) -> Order:
    return move(locked(order.pk), S.FULFILLING, actor=actor)


@transaction.atomic
def ship(order: Order, *, actor: Actor, carrier: str = "", tracking_number: str = "") -> Order:
    """Hand the parcel over. Raises WrongState."""
    order = move(
        locked(order.pk), S.SHIPPED, actor=actor, note=" ".join(filter(None, [carrier, tracking_number]))
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
    order = move(locked(order.pk), S.DELIVERED, actor=actor)
    Fulfilment.objects.update_or_create(order=order, defaults={"delivered_at": timezone.now()})
    outbox.record("order.delivered", order_id=order.pk)
    return order


@transaction.atomic
def cancel(order: Order, *, actor: Actor, reason: str = "") -> Order:
    """Unpaid: free stock and coupon, close the payment page. Paid: restock and send everything back. Raises WrongState."""
    order = locked(order.pk)
    if not can(order, "cancel"):
        raise WrongState(order, S.CANCELLED)
    if order.status == S.PLACED:
        stock.release(order)
        promotions.give_back(order)
        for payment_id in order.payments.filter(status__in=_OPEN_PAYMENT).values_list("pk", flat=True):
            outbox.record("payment.close", payment_id=payment_id)
    else:
        stock.restock(order, quantities=refunds.sold(order), actor_id=actor.user_id)
        left = refundable(order)
        if left:
            refunds.owe(order, amount=left, lines={}, actor=actor, reason=reason)
    move(order, S.CANCELLED, actor=actor, note=reason)
    outbox.record("order.cancelled", order_id=order.pk)
    return order


def buyer(order: Order) -> Actor:
    """Who acts when the shopper does. One query for an order of an account."""
    return Actor.of(order.user) if order.user else SHOPPER_GUEST


@transaction.atomic
def cancel_for_shopper(order: Order) -> Order:
    """What the buyer may do until it is being packed. Raises WrongState."""
    order = locked(order.pk)
    if not can(order, "cancel_by_shopper"):
        raise WrongState(order, S.CANCELLED)
    return cancel(order, actor=buyer(order), reason=gettext_noop("Cancelled by the shopper"))


_OPEN_PAYMENT = (Payment.Status.PENDING, Payment.Status.AUTHORISED)


def anonymise(user: User) -> int:
    """Take the person off their orders and keep what was sold, for how much, taxed where; how many orders. Five queries."""
    ids = list(Order.objects.of_person(user).values_list("pk", flat=True))
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
