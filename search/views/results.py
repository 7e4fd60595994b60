"""The page of results: what was understood and corrected, filters, cards; or its list alone where HTMX asks for it."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import log, middleware, query
from shop import activity
from shop.cards import Card
from shop.listing import PAGE_SIZE
from shop.views import lists

SORTS = ("relevance", *lists.SORT_CHOICES)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    selection = lists.selection_of(request)
    trail = [(_("Search"), request.path)]
    if not selection.words:
        return render(request, "search/results.html", {"trail": trail, "search_words": ""})
    if selection.sort == "relevance":
        selection = replace(selection, sort="")
    shopper = activity.shopper_of(request)
    began = time.perf_counter()
    result = query.run(selection, shopper=shopper)
    key = _noted(request, result, shopper=shopper, milliseconds=(time.perf_counter() - began) * 1000)
    found = replace(result.listing, cards=_marked(result, key))
    only_list = lists.htmx_target(request) == "listing"
    response = render(
        request,
        "components/listing.html" if only_list else "search/results.html",
        {
            "result": result,
            "reading": result.reading,
            "listing": found,
            "page": found.page,
            "sort": selection.sort or "relevance",
            "sorts": SORTS,
            "search_words": selection.words,
            "title": selection.words,
            "trail": trail,
        },
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if only_list:
        response["HX-Push-Url"] = request.path + selection.query()
    return response


def _noted(
    request: HttpRequest, result: query.Result, *, shopper: activity.Shopper | None, milliseconds: float
) -> uuid.UUID | None:
    """The key of the search, None for robots and for a page of no search that is known."""
    if activity.is_robot(request):
        return None
    selection = result.listing.selection
    if selection.page > 1:
        return log.continued(
            shopper=shopper, normalised=result.reading.normalised, filters=selection.filters()
        )
    key = uuid.uuid4()
    log.note(
        key=key,
        shopper=shopper,
        text=selection.words,
        normalised=result.reading.normalised,
        corrected=result.reading.corrected,
        results=result.listing.total,
        step=result.step,
        filters=selection.filters(),
        milliseconds=milliseconds,
    )
    return key


def _marked(result: query.Result, key: uuid.UUID | None) -> list[Card]:
    """Cards whose links tell which search and which place they come from."""
    if key is None:
        return list(result.listing.cards)
    first = (result.listing.page.number - 1) * PAGE_SIZE + 1
    return [
        replace(card, url=f"{card.url}?{middleware.PARAMETER}={middleware.mark(key, first + place)}")
        for place, card in enumerate(result.listing.cards)
    ]
