"""The history of an order as its shopper reads it. No queries: events in, steps out.

Names of staff and their notes stay inside the shop; a shopper reads what happened and when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop import amounts
from shop.models import Order, OrderEvent, Refund

S = Order.Status
PATH = (S.PLACED, S.PAID, S.FULFILLING, S.SHIPPED, S.DELIVERED)
ENDS = (S.CANCELLED, S.REFUNDED)
TITLES = {
    S.PLACED: _("Order placed"),
    S.PAID: _("Payment received"),
    S.FULFILLING: _("Being packed"),
    S.SHIPPED: _("On its way"),
    S.DELIVERED: _("Delivered"),
    S.CANCELLED: _("Cancelled"),
    S.REFUNDED: _("Refunded"),
}
REASONS = {"Not paid in time": _("It was not paid in time, so its items went back on sale.")}


@dataclass(frozen=True, kw_only=True)
class Step:
    """`state`: done, current, todo or stopped."""

    state: str
    title: str | Promise
    at: datetime | None = None
    by: str = ""
    note: str | Promise = ""


def steps(order: Order, events: Iterable[OrderEvent], refunds: Iterable[Refund] = ()) -> list[Step]:
    """What happened, oldest first, then what is still to come."""
    reached = [event for event in events if event.status != event.previous]
    done = [(event.at, _step(event, is_last=event is reached[-1])) for event in reached]
    paid_back = [(refund.created_at, _refund(refund, order.currency)) for refund in refunds]
    return [step for _at, step in sorted(done + paid_back, key=lambda pair: pair[0])] + _to_come(order)


def _step(event: OrderEvent, *, is_last: bool) -> Step:
    status = S(event.status)
    state = "stopped" if status in ENDS else "current" if is_last and status != S.DELIVERED else "done"
    note: str | Promise = event.note if status == S.SHIPPED else ""
    if status == S.CANCELLED:
        note = REASONS.get(event.note, "")
    return Step(state=state, title=TITLES[status], at=event.at, note=note)


def _refund(refund: Refund, currency: str) -> Step:
    titles = {
        Refund.Status.PENDING: _("Refund on its way"),
        Refund.Status.SUCCEEDED: _("Refund sent"),
        Refund.Status.FAILED: _("Refund failed; we are looking after it"),
    }
    state = "stopped" if refund.status == Refund.Status.FAILED else "done"
    amount = amounts.shown(refund.amount, currency)
    return Step(state=state, title=titles[Refund.Status(refund.status)], at=refund.created_at, note=amount)


def _to_come(order: Order) -> list[Step]:
    if order.status in ENDS:
        return []
    left = PATH[PATH.index(S(order.status)) + 1 :]
    return [Step(state="todo", title=TITLES[status]) for status in left if status != S.FULFILLING]
