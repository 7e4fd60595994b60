"""Template tags of the search: pages of results and suggestions. None of them runs a query."""

from __future__ import annotations

from dataclasses import replace

from django import template
from django.template import RequestContext
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from search import suggest
from search.meaning.understanding import Understanding
from search.reading import EXACT, NOT
from search.text import emphasis
from search.text.beginnings import Typed
from shop.facets import Range
from shop.listing import Listing
from shop.templatetags.lists import span_label

register = template.Library()


@register.simple_tag(takes_context=True)
def reading_link(context: RequestContext, key: str = "") -> str:
    """The address of this search without the filter of a key, or with the words as they were typed."""
    listing: Listing = context["listing"]
    wish = f"{NOT}{key}" if key else EXACT
    wishes = tuple(dict.fromkeys((*listing.selection.reading, wish)))
    return context.request.path + replace(listing.selection, reading=wishes, page=1).query()


@register.filter
def understood_label(part: Understanding) -> str:
    """What a filter does, in the words of the page."""
    if part.kind == "price":
        return span_label(Range(low=part.low, high=part.high), as_money=True)
    if part.kind == "rating":
        return _("%(stars)d stars and more") % {"stars": int(part.low or 4)}
    if part.kind in {"stock", "offer"}:
        return _("In stock") if part.kind == "stock" else _("On offer")
    return ", ".join(part.values) if part.kind == "choice" else capfirst(part.text)


@register.filter
def emphasised(text: str, typed: Typed) -> SafeString:
    """The text with what was typed marked in it."""
    pieces = emphasis.pieces(text, typed)
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", piece.text) if piece.is_typed else piece.text,) for piece in pieces),
    )


@register.filter
def search_address(words: str) -> str:
    """Where the results of these words are."""
    return suggest.search_address(words)
