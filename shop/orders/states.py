"""The states of an order, the steps between them, and the history that every step leaves.

Invariant: an order moves along TRANSITIONS only, by a transaction that has locked its row, and every step leaves an event
that names who took it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_noop

from shop import money
from shop.models import Order, OrderEvent, User

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


def note(order: Order, *, actor: Actor, text: str) -> None:
    """Something that did not move the order, for its history. In the transaction that has locked its row."""
    record(order, previous=order.status, actor=actor, note=text)


def locked(order_id: int) -> Order:
    return Order.objects.select_for_update().get(pk=order_id)


def move(order: Order, status: str, *, actor: Actor, note: str = "") -> Order:
    """One step of an order whose row is locked."""
    if status not in TRANSITIONS[order.status]:
        raise WrongState(order, status)
    previous, order.status = order.status, status
    order.save(update_fields=["status", "updated_at"])
    record(order, previous=previous, actor=actor, note=note)
    return order


def record(order: Order, *, previous: str, actor: Actor, note: str, at: datetime | None = None) -> None:
    OrderEvent.objects.create(
        order=order,
        status=order.status,
        previous=previous,
        actor_id=actor.user_id,
        actor_name=actor.name,
        note=note[:300],
        at=at or timezone.now(),
    )
