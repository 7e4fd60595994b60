"""Orders of the asker: which one is meant, where it is, what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assistant.answers import Amount, Answer, Draft
from assistant.events import Card
from assistant.mentions import Mentions
from assistant.shopper import Shopper
from shop import access, orders, timeline
from shop.models import Fulfilment, Order

S = Order.Status
LATEST = 5
ON_THE_WAY = frozenset({S.PLACED, S.PAID, S.FULFILLING, S.SHIPPED})


def which(
    shopper: Shopper, said: Mentions, memory: Mapping[str, Any], *, wanted: frozenset[str] = frozenset()
) -> Order | Answer:
    """The order that is meant, or the question which one it is. `wanted` are the states in which the request makes sense.

    Named orders first, then "the second one" of a list that was shown, then the one spoken of before, then the only one.
    """
    if said.tokens:
        return _by_link(said.tokens[0])
    if said.orders:
        return _by_number(shopper, said.orders[0])
    listed = memory.get("orders") or []
    if said.place is not None and listed:
        number = listed[said.place] if -1 <= said.place < len(listed) else listed[-1]
        return _by_number(shopper, number)
    if memory.get("order_token"):
        return _by_link(memory["order_token"])
    if memory.get("order"):
        return _by_number(shopper, memory["order"])
    return _only(shopper, wanted)


def _by_link(token: str) -> Order | Answer:
    try:
        return access.order_by_link(token)
    except Http404:
        draft = Draft()
        draft.say(_("This link does not open an order. Please copy it whole from your e-mail."))
        return draft.answer(asks="order", is_failure=True)


def _by_number(shopper: Shopper, number: str) -> Order | Answer:
    if not shopper.is_known:
        return _sign_in()
    try:
        return access.order_for(shopper.asker, number)
    except Http404:
        draft = Draft()
        draft.know("looked_up", f"no order {number} in the account", kind="sentence", source="orders")
        draft.say(_("I find no order %(order)s in your account. Is the number right?"), order=number)
        draft.link(_("Your orders"), reverse("shop:account_orders"))
        return draft.answer(asks="order", is_failure=True)


def _only(shopper: Shopper, wanted: frozenset[str]) -> Order | Answer:
    if not shopper.is_known:
        return _sign_in()
    mine = list(Order.objects.filter(user=shopper.user).order_by("-placed_at", "-pk")[:LATEST])
    fitting = [order for order in mine if order.status in wanted] if wanted else mine
    if len(fitting) == 1 or (len(mine) == 1 and not fitting):
        return (fitting or mine)[0]
    if not mine:
        draft = Draft()
        draft.say(_("There is no order in your account yet."))
        draft.say(_("If you ordered as a guest, paste the link from your e-mail here."))
        return draft.answer(asks="order")
    return _choose(fitting or mine)


def _choose(found: list[Order]) -> Answer:
    draft = Draft()
    draft.say(_("Which order do you mean? Tell me its number, or say “the first one”."))
    for order in found:
        draft.know("order", order.number)
    rows = [row(order) for order in found]
    card = Card(kind="orders", values={"orders": rows})
    return draft.answer(card=card, asks="order", remembers={"orders": [order.number for order in found]})


def _sign_in() -> Answer:
    draft = Draft()
    draft.say(_("I can look up an order when you are signed in."))
    draft.say(_("If you ordered as a guest, paste the link to your order from our e-mail here."))
    draft.link(_("Sign in"), reverse("account_login"))
    return draft.answer(asks="order")


def remembered(order: Order, said: Mentions, memory: Mapping[str, Any]) -> dict[str, Any]:
    """What the next message may call "it"."""
    token = said.tokens[0] if said.tokens else memory.get("order_token", "")
    found: dict[str, Any] = {"order": order.number, "product": None}
    if token and not said.orders:
        found["order_token"] = token
    return found


def status(shopper: Shopper, order: Order) -> Answer:
    """Where it is, with its parcel. Four queries."""
    draft = Draft()
    parcel = Fulfilment.objects.filter(order=order).first()
    _tell(draft, order, parcel)
    if order.refunded_total and order.status != S.REFUNDED:
        draft.say(
            _("%(refunded)s of it went back to you."), refunded=Amount(order.refunded_total, order.currency)
        )
    draft.link(_("Order %(order)s") % {"order": order.number}, address(order, shopper))
    return draft.answer(card=card(order, shopper, parcel))


def _tell(draft: Draft, order: Order, parcel: Fulfilment | None) -> None:
    number, source = order.number, f"order {order.number}"
    if order.status == S.PLACED:
        draft.say(_("Order %(order)s waits for your payment."), order=number, source=source)
        draft.say(_("You can pay on the page of the order; until then its items are held for a short time."))
    elif order.status == S.PAID:
        draft.say(_("Order %(order)s is paid and will be packed next."), order=number, source=source)
    elif order.status == S.FULFILLING:
        draft.say(_("Order %(order)s is being packed right now."), order=number, source=source)
    elif order.status == S.SHIPPED:
        _on_its_way(draft, order, parcel)
    elif order.status == S.DELIVERED:
        _delivered(draft, order, parcel)
    elif order.status == S.CANCELLED:
        draft.say(_("Order %(order)s was cancelled."), order=number, source=source)
    else:
        draft.say(
            _("Order %(order)s was refunded: %(refunded)s."),
            order=number,
            refunded=Amount(order.refunded_total, order.currency),
            source=source,
        )


def _on_its_way(draft: Draft, order: Order, parcel: Fulfilment | None) -> None:
    source = f"order {order.number}"
    if parcel and parcel.shipped_at:
        draft.say(
            _("Order %(order)s is on its way: it left us on %(shipped)s."),
            order=order.number,
            shipped=timezone.localdate(parcel.shipped_at),
            source=source,
        )
    else:
        draft.say(_("Order %(order)s is on its way."), order=order.number, source=source)
    if parcel and parcel.tracking_number:
        draft.say(
            _("%(carrier)s carries it under the tracking number %(tracking)s."),
            carrier=parcel.carrier or _("The carrier"),
            tracking=parcel.tracking_number,
            source=source,
        )
    due = expected(order, parcel)
    if due:
        draft.say(_("It should be with you by %(expected)s."), expected=due, source=source)


def _delivered(draft: Draft, order: Order, parcel: Fulfilment | None) -> None:
    if parcel and parcel.delivered_at:
        draft.say(
            _("Order %(order)s was delivered on %(delivered)s."),
            order=order.number,
            delivered=timezone.localdate(parcel.delivered_at),
            source=f"order {order.number}",
        )
    else:
        draft.say(_("Order %(order)s was delivered."), order=order.number, source=f"order {order.number}")


def expected(order: Order, parcel: Fulfilment | None) -> date | None:
    """The last working day on which the delivery method says that it arrives; None where nobody can say."""
    if parcel is None or parcel.shipped_at is None or not order.delivery_days_max:
        return None
    day, left = timezone.localdate(parcel.shipped_at), order.delivery_days_max
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def receipt(shopper: Shopper, order: Order) -> Answer:
    """What was paid, with its tax; the page of the order prints as a receipt."""
    draft = Draft()
    draft.say(
        _(
            "The page of order %(order)s is your receipt: it has every line, the tax and a button to print it."
        ),
        order=order.number,
        source=f"order {order.number}",
    )
    draft.say(_("Its total is %(total)s."), total=Amount(order.total, order.currency), source="order")
    if order.tax_total:
        draft.say(
            _("That includes %(tax)s of tax.") if order.is_tax_inclusive else _("%(tax)s of it is tax."),
            tax=Amount(order.tax_total, order.currency),
            source="order",
        )
    draft.link(_("Order %(order)s") % {"order": order.number}, address(order, shopper))
    return draft.answer(card=card(order, shopper, None))


def address(order: Order, shopper: Shopper) -> str:
    """Where the asker sees the order."""
    if shopper.user is not None and order.user_id == shopper.user.pk:
        return order.get_absolute_url()
    return reverse("shop:order_guest", args=[access.token_of(order)])


def card(order: Order, shopper: Shopper, parcel: Fulfilment | None) -> Card:
    """Three queries."""
    steps = timeline.steps(order, order.events.all(), order.refunds.all())
    values = row(order) | {
        "url": address(order, shopper),
        "lines": [{"title": line.title, "label": line.label, "quantity": line.quantity} for line in order.lines.all()],
        "carrier": parcel.carrier if parcel else "",
        "tracking": parcel.tracking_number if parcel else "",
        "steps": [
            {"title": str(step.title), "state": step.state, "on": _day(step.at)} for step in steps
        ],
    }  # fmt: skip
    return Card(kind="order", values=values)


def row(order: Order) -> dict[str, Any]:
    """A line of a list of orders."""
    return {
        "number": order.number,
        "status": order.status,
        "status_label": str(order.get_status_display()),
        "total": str(Amount(order.total, order.currency)),
        "placed_on": _day(order.placed_at),
    }


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


def are_possible(order: Order, actions: Iterable[str]) -> frozenset[str]:
    """Of the shop's own actions, those that the state of the order allows. No query."""
    return frozenset(action for action in actions if orders.can(order, action))
