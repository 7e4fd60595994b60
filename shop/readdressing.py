"""Where an order goes, after it was placed: the only writer of its address from then on.

Invariant: the address changes before packing begins only, and never the country, because price, delivery and tax are the country's.
"""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext_noop

from shop import orders
from shop.checkout import AddressLines
from shop.models import Order


class OtherCountry(Exception):
    """Delivery and tax were reckoned for another country."""


@transaction.atomic
def change(order: Order, lines: AddressLines, *, actor: orders.Actor) -> Order:
    """Send the order to another address of the same country. Raises orders.WrongState, OtherCountry."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    if not orders.can(order, "readdress"):
        raise orders.WrongState(order, order.status)
    if lines.country != order.country:
        raise OtherCountry
    for name, value in asdict(lines).items():
        setattr(order, name, value)
    order.save(update_fields=[*asdict(lines), "updated_at"])
    orders.note(order, actor=actor, text=gettext_noop("The shopper changed the address"))
    return order
