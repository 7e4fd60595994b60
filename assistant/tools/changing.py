"""Changes to an order that the shopper may make before it is packed. They are only offered here; a button confirms them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from assistant.answers import Answer, Draft
from assistant.asked import Asked
from assistant.shopper import Shopper
from assistant.tools import orders as finding
from shop import addresses, orders
from shop.models import Address, Order

S = Order.Status
MOST_ADDRESSES = 4


def cancel(shopper: Shopper, asked: Asked) -> Answer:
    """Offer to cancel the order, or say why that is too late."""
    order = finding.which(shopper, asked.said, asked.memory, wanted=orders.ACTIONS["cancel_by_shopper"])
    if isinstance(order, Answer):
        return order
    draft = Draft()
    if orders.can(order, "cancel_by_shopper"):
        draft.say(
            _("Order %(order)s is not packed yet, so you can still cancel it."),
            order=order.number,
            source=f"order {order.number}",
        )
        if order.status != S.PLACED:
            draft.say(_("What you paid then goes back the way it came."))
        draft.say(_("It is cancelled only when you press the button."))
        draft.offer("cancel", _("Cancel order %(order)s") % {"order": order.number}, **_named(order, asked))
    else:
        _too_late(draft, order)
    return draft.answer(
        card=finding.card(order, shopper, None), remembers=finding.remembered(order, asked.said, asked.memory)
    )


def change(shopper: Shopper, asked: Asked) -> Answer:
    """Lines of an order cannot be changed; it can be cancelled and ordered again, or a person helps."""
    order = finding.which(shopper, asked.said, asked.memory, wanted=orders.ACTIONS["cancel_by_shopper"])
    if isinstance(order, Answer):
        return order
    draft = Draft()
    if orders.can(order, "cancel_by_shopper"):
        draft.say(
            _("The items of order %(order)s cannot be changed, but it is not packed yet."), order=order.number
        )
        draft.say(_("You can cancel it and order again, or a person looks at what can be done."))
        draft.offer("cancel", _("Cancel order %(order)s") % {"order": order.number}, **_named(order, asked))
        draft.offer("person", _("Ask a person"))
    else:
        _too_late(draft, order)
    return draft.answer(
        card=finding.card(order, shopper, None), remembers=finding.remembered(order, asked.said, asked.memory)
    )


def address(shopper: Shopper, asked: Asked) -> Answer:
    """Offer the other addresses of the account that lie in the same country."""
    order = finding.which(shopper, asked.said, asked.memory, wanted=orders.ACTIONS["readdress"])
    if isinstance(order, Answer):
        if not order.is_failure and shopper.is_known:
            return order
        return order
    draft = Draft()
    if orders.can(order, "readdress"):
        _addresses(draft, shopper, order, asked)
    else:
        draft.say(
            _("Order %(order)s is past the point where its address can be changed: it is %(status)s."),
            order=order.number,
            status=str(order.get_status_display()).lower(),
        )
        draft.say(_("A person can ask the carrier what is still possible."))
        draft.offer("person", _("Ask a person"))
    return draft.answer(
        card=finding.card(order, shopper, None), remembers=finding.remembered(order, asked.said, asked.memory)
    )


def _addresses(draft: Draft, shopper: Shopper, order: Order, asked: Asked) -> None:
    others = [one for one in _of(shopper) if one.country == order.country and not _is_there(one, order)]
    if others:
        draft.say(_("Order %(order)s is not packed yet. Where should it go?"), order=order.number)
        draft.say(_("These are the addresses of your account in the same country."))
    else:
        draft.say(
            _("Order %(order)s is not packed yet, so its address can still be changed."), order=order.number
        )
        draft.say(_("Add the new address to your account first, then ask me again."))
        if shopper.is_known:
            draft.link(_("Add an address"), reverse("shop:address_add"))
        draft.offer("person", _("Ask a person"))
    for one in others[:MOST_ADDRESSES]:
        draft.offer(
            "address",
            _("Send it to %(address)s") % {"address": ", ".join(one.lines[:-1])},
            **_named(order, asked),
            address=one.pk,
        )


def _of(shopper: Shopper) -> list[Address]:
    return addresses.of(shopper.user) if shopper.user is not None else []


def _is_there(address: Address, order: Order) -> bool:
    return address.lines == [part for part in _lines(order) if part]


def _lines(order: Order) -> list[str]:
    place = " ".join(part for part in (order.postcode, order.city) if part)
    return [order.name, order.line1, order.line2, place, order.region, order.country]


def _named(order: Order, asked: Asked) -> dict[str, str]:
    """How the confirming view finds the order again, as the asker did."""
    token = asked.said.tokens[0] if asked.said.tokens else asked.memory.get("order_token", "")
    return {"token": token} if token and not asked.said.orders else {"order": order.number}


def _too_late(draft: Draft, order: Order) -> None:
    if order.status in {S.CANCELLED, S.REFUNDED}:
        draft.say(
            _("Order %(order)s is %(status)s already."),
            order=order.number,
            status=str(order.get_status_display()).lower(),
        )
        return
    draft.say(
        _("Order %(order)s is %(status)s, so it cannot be cancelled any more."),
        order=order.number,
        status=str(order.get_status_display()).lower(),
    )
    if order.status == S.FULFILLING:
        draft.say(_("A person can see whether the parcel can still be stopped."))
        draft.offer("person", _("Ask a person"))
    else:
        draft.say(_("You can send it back once you have it."))
        draft.link(_("Help centre"), reverse("shop:help"))
