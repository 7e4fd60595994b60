"""Template tags of product lists: filters, chips, order, page addresses. None of them runs a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django import template
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shop import amounts
from shop.facets import Range, Selection
from shop.listing import FacetValue, Listing

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter in use and the query string of the list without it."""

    label: str
    query: str


@register.filter
def chips(listing: Listing) -> list[Chip]:
    return list(_chips(listing))


def _chips(listing: Listing) -> Iterator[Chip]:
    selection = listing.selection
    shown = {facet.code: facet for facet in listing.facets}
    for code, values in selection.chosen.items():
        facet = shown.get(code)
        for value in values:
            row = next((row for row in facet.values if row.value == value), None) if facet else None
            label = value_label(row, facet.unit) if row and facet else value
            name = facet.name if facet and row and row.label in {"", row.value} and facet.name else ""
            yield Chip(
                label=f"{name}{_colon()}{label}" if name else label,
                query=selection.without(code, value).query(),
            )
    for code, held in selection.ranges.items():
        if code == "price":
            yield Chip(label=span_label(held, as_money=True), query=selection.without(code).query())
        elif code in shown:
            text = f"{shown[code].name}{_colon()}{span_label(held)} {shown[code].unit}".strip()
            yield Chip(label=text, query=selection.without(code).query())
    if selection.in_stock:
        yield Chip(label=_("In stock"), query=selection.without("stock").query())
    if selection.on_offer:
        yield Chip(label=_("On offer"), query=selection.without("offer").query())
    if selection.rating:
        label = _("%(stars)d stars and more") % {"stars": selection.rating}
        yield Chip(label=label, query=selection.without("rating").query())


def _colon() -> str:
    return pgettext("after a name", ": ")


def span_label(held: Range, *, as_money: bool = False) -> str:
    low, high = (
        None if end is None else amounts.shown(end) if as_money else plain_number(end)
        for end in (held.low, held.high)
    )
    if low is None:
        return _("up to %(amount)s") % {"amount": high}
    return _("from %(amount)s") % {"amount": low} if high is None else f"{low} – {high}"


@register.filter
def bare_address(selection: Selection, path: str) -> str:
    return path + selection.bare().query()


@register.filter
def sort_label(name: str) -> str:
    return {
        "relevance": _("Best match"),
        "popular": _("Most loved"),
        "newest": _("Newest"),
        "price": _("Price, lowest first"),
        "-price": _("Price, highest first"),
        "rating": _("Best rated"),
    }[name]


@register.filter
def value_label(row: FacetValue, unit: str = "") -> str:
    if not row.label:
        return _("Yes") if row.value == "yes" else _("No")
    return f"{row.label} {unit}" if unit else row.label


@register.filter
def plain_number(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


@register.filter
def floor_number(value: Decimal) -> str:
    return str(value.to_integral_value(ROUND_FLOOR))


@register.filter
def ceiling_number(value: Decimal) -> str:
    return str(value.to_integral_value(ROUND_CEILING))


@register.simple_tag
def currency_sign() -> str:
    return amounts.sign()


@register.simple_tag
def swatch_dot(colour: str) -> SafeString:
    """A dot of the colour; a presentation attribute, because the content policy allows no style attribute."""
    return format_html(
        '<svg class="swatch" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
        '<circle cx="10" cy="10" r="9.5" fill="{}"></circle></svg>',
        colour,
    )


@register.filter
def slug_id(text: str) -> str:
    """An element id from words of any script."""
    return slugify(text, allow_unicode=True) or "value"


@register.simple_tag(takes_context=True)
def page_link(context: RequestContext, number: int, selection: Selection | None = None) -> SafeString:
    """href of another page of this list, and the attributes that fetch it in place where there is a selection."""
    request = context.request
    if selection is None:
        query = request.GET.copy()
        query["page"] = str(number)
        return format_html('href="{}?{}"', request.path, query.urlencode())
    address = request.path + replace(selection, page=number).query()
    return format_html(
        'href="{0}" hx-get="{0}" hx-target="#listing" hx-swap="outerHTML show:#listing:top"', address
    )


@register.simple_tag
def review_orders() -> list[tuple[str, str]]:
    return [
        ("newest", pgettext("reviews", "Newest")),
        ("highest", _("Best rated")),
        ("lowest", _("Worst rated")),
    ]
