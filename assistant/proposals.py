"""Steps that the assistant offered and the shopper confirms with a button: the only way from a conversation to a change.

Invariant: a token is signed, ends after PROPOSAL_FOR and works once, for the owner of its conversation only; the rights to the
order are asked for again through `shop.access` when the button is pressed, and the shop's own function does the work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assistant import conversations
from assistant.models import Proposal
from assistant.shopper import Shopper
from shop import access, checkout, orders, readdressing
from shop.models import Address, Order

SALT = "assistant.proposal"


class Gone(Exception):
    """The offer has expired, was used, or is not the asker's."""


class Refused(Exception):
    """What was offered is not possible any more; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was done, in words; where to go on."""

    text: str
    url: str = ""


def token(proposal: Proposal) -> str:
    return signing.TimestampSigner(salt=SALT).sign(str(proposal.key))


def confirm(shopper: Shopper, signed: str) -> Outcome:
    """Do what was offered, once. Raises Gone, Refused."""
    proposal = _found(shopper, signed)
    with transaction.atomic():
        used = Proposal.objects.filter(pk=proposal.pk, used_at__isnull=True, expires_at__gt=timezone.now())
        if not used.update(used_at=timezone.now()):
            raise Gone
        return _DEEDS[proposal.kind](shopper, proposal)


def _found(shopper: Shopper, signed: str) -> Proposal:
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(signed, max_age=conversations.PROPOSAL_FOR)
    except signing.BadSignature as error:
        raise Gone from error
    rows = Proposal.objects.filter(message__conversation__in=conversations.mine(shopper), key=key)
    found = rows.select_related("message__conversation").first()
    if found is None:
        raise Gone
    return found


def _order(shopper: Shopper, arguments: dict[str, Any]) -> Order:
    try:
        if arguments.get("token"):
            return access.order_by_link(arguments["token"])
        return access.order_for(shopper.asker, arguments["order"])
    except (Http404, KeyError) as error:
        raise Gone from error


def _actor(shopper: Shopper) -> orders.Actor:
    return orders.Actor.of(shopper.user) if shopper.user else orders.SHOPPER_GUEST


def _cancel(shopper: Shopper, proposal: Proposal) -> Outcome:
    order = _order(shopper, proposal.arguments)
    try:
        if not orders.can(order, "cancel_by_shopper"):
            raise orders.WrongState(order, Order.Status.CANCELLED)
        orders.cancel(order, actor=_actor(shopper), reason=gettext_noop("Cancelled by the shopper"))
    except orders.WrongState as error:
        raise Refused(_("This order cannot be cancelled any more.")) from error
    return Outcome(text=_("Order %(order)s is cancelled.") % {"order": order.number})


def _readdress(shopper: Shopper, proposal: Proposal) -> Outcome:
    order = _order(shopper, proposal.arguments)
    try:
        address: Address = access.address_for(shopper.asker, int(proposal.arguments.get("address", 0)))
        lines = checkout.AddressLines(**{name: getattr(address, name) for name in _COLUMNS})
        readdressing.change(order, lines, actor=_actor(shopper))
    except Http404 as error:
        raise Gone from error
    except orders.WrongState as error:
        raise Refused(_("This order is being packed already, so its address stays.")) from error
    except readdressing.OtherCountry as error:
        raise Refused(_("This address lies in another country; delivery and tax would change.")) from error
    return Outcome(
        text=_("Order %(order)s goes to %(address)s.")
        % {"order": order.number, "address": ", ".join(address.lines[:-1])}
    )


_COLUMNS = ("name", "line1", "line2", "city", "region", "postcode", "country", "phone")


def _person(shopper: Shopper, proposal: Proposal) -> Outcome:
    if not conversations.hand_off(proposal.message.conversation, "request"):
        raise Refused(_("A person is with you already."))
    return Outcome(text=_("A person answers here as soon as possible."))


_DEEDS: dict[str, Callable[[Shopper, Proposal], Outcome]] = {
    Proposal.Kind.CANCEL: _cancel,
    Proposal.Kind.ADDRESS: _readdress,
    Proposal.Kind.PERSON: _person,
}
