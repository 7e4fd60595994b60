"""Template tags of carts and orders: pictures of lines, what may be done with an order, badges. None of them runs a query."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shop import cards, cart_contents, delivery, orders
from shop.models import Order, OrderLine
from shop.models.customer import AddressFields
from shop.templatetags import storefront

register = template.Library()
BADGES = {
    Order.Status.PLACED: "badge--warn",
    Order.Status.CANCELLED: "badge--berry",
    Order.Status.REFUNDED: "badge--berry",
}
FAILURES = {
    "card_declined": _("Your bank declined the card."),
    "authentication_failed": _("Your bank could not make sure that it was you."),
    "insufficient_funds": _("There is not enough money on the card."),
    "expired_card": _("The card has expired."),
}


@register.filter
def failure_words(code: str) -> str | Promise:
    """Why a payment failed; gateways tell codes, and a code nobody knows is not shown."""
    return FAILURES.get(code, _("The payment was declined."))


@register.simple_tag
def line_picture(line: OrderLine | cart_contents.Line, sizes: str = "7rem") -> SafeString:
    """The picture of a line of a cart, or of `with_pictures()`; the title beside it says what it shows."""
    image = cards.Picture(name=line.picture_name, alt="") if line.picture_name else None
    return storefront.picture(image, sizes=sizes, alt="", up_to=320)


@register.filter
def own_words(text: str) -> str:
    """What the shop itself wrote into a history, in the language of the reader; people's own words stay as they are."""
    return gettext(text) if text else ""


@register.filter
def may(order: Order, action: str) -> bool:
    return orders.can(order, action)


@register.filter
def status_badge(order: Order) -> str:
    return BADGES.get(Order.Status(order.status), "badge--leaf")


@register.filter
def country_name(code: str) -> str:
    return delivery.country_name(code)


@register.filter
def delivery_time(option: delivery.Option) -> str:
    least, most = option.days_min, option.days_max
    if least != most:
        return _("%(least)d to %(most)d working days") % {"least": least, "most": most}
    return ngettext("%(count)d working day", "%(count)d working days", most) % {"count": most}


@register.simple_tag
def demo_accounts() -> list[Any]:
    """Who can be signed in as in the demonstration, and how; only asked for in one."""
    from shop import demo

    return list(demo.accounts())


@register.filter
def printed(address: AddressFields) -> list[str]:
    """The lines of anything with address columns as they stand on a parcel, the country in words."""
    lines = storefront.postal_lines(address)
    return [*lines[:-1], delivery.country_name(address.country)]


@register.filter
def before_discount(line: OrderLine) -> Decimal:
    return line.unit_price * line.quantity


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """The value at the key, None where there is none."""
    return values.get(key)
