"""Template tags by which pages of the shop have shelves: a place that is filled after the page. None of them runs a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from shop.templatetags.storefront import product_card

register = template.Library()
MOST_SHOWN = 100


@register.inclusion_tag("recommendations/place.html")
def shelves(
    place: str,
    *,
    of: Iterable[Any] | None = None,
    shown: Any = (),
    words: str = "",
    waits: bool = True,
) -> dict[str, Any]:
    """Where the shelves of a place come to stand. `of` are the page's products or lines, `shown` cards (or shelves of cards) that
    the page shows itself, and `waits` says whether room is kept for them."""
    values = {
        "of": ",".join(dict.fromkeys(str(pk) for pk in map(_product_id, of or ()) if pk)),
        "shown": ",".join(dict.fromkeys(str(pk) for pk in _ids(shown)[:MOST_SHOWN])),
        "q": words,
    }
    query = urlencode({name: value for name, value in values.items() if value}, safe=",")
    address = reverse("recommendations:shelves", args=[place])
    return {"place": place, "waits": waits, "address": f"{address}?{query}" if query else address}


PICK = (
    '<div class="pick" id="pick-{name}-{id}">{card}\n<p class="pick__reason">{line}'
    '<a class="pick__why" href="{why}" rel="nofollow" hx-get="{why}" hx-target="#why-place" hx-swap="innerHTML">'
    '{asked}<span class="visually-hidden"> {title}</span></a></p></div>'
)
LINE = '<span class="pick__line">{}</span> '
"""Filled with escaped texts, by str.format: Django's format_html looks at each of them for what is lazy, which takes longer than all
the rest of a shelf."""


@register.simple_tag
def picks(shelf: Mapping[str, Any]) -> SafeString:
    """The cards of a shelf, each with its reason and "Why this?": thirty on a page, which a template takes several times as long for."""
    name, asked = escape(shelf["name"]), escape(gettext("Why this?"))
    return SafeString(
        "\n".join(
            PICK.format(
                name=name,
                id=int(item.card.id),
                card=product_card(item.card, told=shelf["told"]),
                line=LINE.format(escape(item.line)) if item.line else "",
                why=escape(item.why),
                asked=asked,
                title=escape(item.card.title),
            )
            for item in shelf["items"]
        )
    )


@register.filter
def as_list(one: Any) -> list[Any]:
    """For tags that take several."""
    return [one]


def _ids(shown: Any) -> list[int]:
    lists = shown.values() if isinstance(shown, Mapping) else [shown or ()]
    return [card.id for cards in lists for card in cards]


def _product_id(row: Any) -> int | None:
    """Of a product, or of a line of a cart or an order."""
    if hasattr(row, "product_id"):
        return row.product_id
    return getattr(getattr(row, "product", row), "pk", None)
