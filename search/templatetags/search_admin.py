"""Template tags of the administration's search pages. None of them runs a query."""

from __future__ import annotations

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from search.explaining import Explained

register = template.Library()


@register.filter
def why(row: Explained) -> str:
    """What a product was found by, in a sentence."""
    if row.hit is None:
        return _("Shown because it is popular.")
    if row.is_found_by_meaning_alone:
        return _("It has none of the words and is near in meaning.")
    parts = [
        text % {"words": ", ".join(words)}
        for text, words in (
            (_("in its title: %(words)s"), row.in_title),
            (_("in its description: %(words)s"), row.elsewhere),
            (_("by a synonym: %(words)s"), row.instead),
        )
        if words
    ]
    return capfirst("; ".join(parts)) + "."


@register.filter
def percent(share: float | None) -> str:
    """A share of one as a percentage with one decimal; a dash where there is nothing to take a share of."""
    return "–" if share is None else f"{100 * share:.1f} %"
