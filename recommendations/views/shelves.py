"""Shelves of a page, loaded after it; and a page of their own, for browsers without JavaScript and for links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recommendations import serve, showings
from recommendations.middleware import PARAMETER
from recommendations.reasons import tokens
from recommendations.serve import Shelf
from recommendations.shelves import Context
from shop import activity, cart, facets
from shop.activity import Shopper
from shop.cards import Card

IDS = re.compile(r"\d{1,18}(,\d{1,18}){0,119}")
MOST_WORDS = 200
PLACE = "0:0"
"""Stands in for a token, whose letters need no quoting either."""
TITLED = frozenset({"because", "similar", "together", "popular_in", "season", "popular"})
"""Shelves whose title says already what the first half of each reason would."""


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A card as the template shows it: `line` under it, `why` the address of its evidence."""

    card: Card
    line: str
    why: str


@never_cache
@require_safe
def fragment(request: HttpRequest, place: str) -> HttpResponse:
    """The shelves of one place of the shop, noted as shown."""
    shopper = activity.shopper_of(request)
    try:
        found = serve.page(place, shopper=shopper, context=_context(request, place))
    except serve.Unknown as error:
        raise Http404 from error
    note(shopper, found)
    context = {"place": place, "shelves": dressed(found, shopper), "at": _at(request)}
    return render(request, "recommendations/shelves.html", context)


@never_cache
@require_safe
def for_you(request: HttpRequest) -> HttpResponse:
    shopper = activity.shopper_of(request)
    found = serve.page("home", shopper=shopper, context=Context(owner=cart.owner_of(request)))
    note(shopper, found)
    context = {"shelves": dressed(found, shopper), "is_followed": shopper is not None, "at": request.path}
    return render(request, "recommendations/for_you.html", context)


def note(shopper: Shopper | None, shelves: tuple[Shelf, ...]) -> None:
    showings.note(
        shopper,
        [
            showings.Shown(
                key=shelf.key,
                shelf=shelf.name,
                version_id=shelf.version_id,
                product_ids=tuple(item.card.id for item in shelf.items),
                explored=shelf.explored,
            )
            for shelf in shelves
        ],
    )


def dressed(shelves: tuple[Shelf, ...], shopper: Shopper | None) -> list[dict[str, Any]]:
    """With what their links tell, the line under each card and the address of its evidence."""
    address = reverse("recommendations:why", args=[PLACE])
    return [
        {
            "name": shelf.name,
            "title": shelf.title,
            "told": f"{PARAMETER}={shelf.key.hex}",
            "items": [
                Picked(
                    card=item.card,
                    line=item.reason.detail if shelf.name in TITLED else item.reason.text,
                    why=address.replace(
                        PLACE,
                        tokens.sign(
                            tokens.Shown(
                                shelf=shelf.name,
                                version_id=shelf.version_id,
                                evidence=item.reason.evidence,
                            ),
                            shopper=shopper,
                        ),
                    ),
                )
                for item in shelf.items
            ],
        }
        for shelf in shelves
    ]


def _context(request: HttpRequest, place: str) -> Context:
    """From the address; what is no list of ids counts as none."""
    return Context(
        product_ids=() if place == "cart" else _ids(request.GET.get("of", "")),
        words=facets.clean(request.GET.get("q", ""), MOST_WORDS),
        owner=cart.owner_of(request),
        shown=frozenset(_ids(request.GET.get("shown", ""))),
    )


def _ids(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(","))) if IDS.fullmatch(text) else ()


def _at(request: HttpRequest) -> str:
    """The path of the page that the fragment stands in, to come back to."""
    current = request.htmx.current_url_abs_path if request.htmx else None  # type: ignore[attr-defined]
    return current or "/"
