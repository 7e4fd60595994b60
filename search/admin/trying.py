"""Where the owner tries a search: how its words are read, what is found and why, with a button to pin or bury.

Nothing that is tried here is noted in the query log, and everybody sees it without a history of their own unless they ask
for theirs; so what is shown is what most shoppers see.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from search import explaining, placements, query
from search.admin import badges
from search.admin.placements import product_of
from search.models import Placement
from search.reading import EXACT
from search.sql.first_stage import Mode
from shop import facets
from shop.activity import Shopper
from shop.admin import history

MODES = {
    "hybrid": gettext_lazy("Words and meaning"),
    "lexical": gettext_lazy("Words alone"),
    "semantic": gettext_lazy("Meaning alone"),
}
STEPS = {
    "unfiltered": gettext_lazy("Nothing fits all that was understood, so shoppers see what fits the words."),
    "meaning": gettext_lazy("No product has all of these words, so shoppers see what is nearest in meaning."),
    "popular": gettext_lazy("Nothing was found, so shoppers see what is popular."),
}
DONE = {
    "pin": gettext_lazy("Pinned in “%(query)s”: %(product)s."),
    "bury": gettext_lazy("Buried in “%(query)s”: %(product)s."),
    "lift": gettext_lazy("Neither pinned nor buried in “%(query)s” any more: %(product)s."),
}
NEXT = {"pin": "add", "bury": "add", "lift": "delete"}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The page, or its results alone where HTMX asks beside a placement."""
    selection = facets.parse(dict(request.GET.lists()))
    mode = request.GET.get("mode", "")
    chosen: Mode = mode if mode in get_args(Mode) else "hybrid"  # type: ignore[assignment]
    context: dict[str, Any] = {
        "title": _("Try a search"),
        "words": selection.words,
        "exact": EXACT in selection.reading,
        "mine": request.GET.get("mine") == "1",
        "mode": chosen,
        "modes": MODES.items(),
    }
    if selection.words:
        context |= _found(request, selection, chosen, is_mine=context["mine"])
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "admin/search/try_results.html", context)
    return render(request, "admin/search/try.html", {**admin.site.each_context(request), **context})


def _found(request: HttpRequest, asked: facets.Selection, mode: Mode, *, is_mine: bool) -> dict[str, Any]:
    wanted = replace(asked, sort="")
    shopper = Shopper(user_id=request.user.pk, visitor=None) if is_mine else None
    result = query.run(wanted, shopper=shopper, mode=mode)
    best = max((hit.score for hit in result.hits), default=0.0)
    user = request.user
    return {
        "result": result,
        "reading": result.reading,
        "rows": explaining.explain(result),
        "best": best,
        "step": STEPS.get(result.step, ""),
        "placements": list(placements.of_query(asked.words)),
        "kinds": {"state": badges.PLACEMENT, "kind": badges.KIND},
        "may_place": user.has_perm("search.add_placement") and user.has_perm("search.change_placement"),
        "may_lift": user.has_perm("search.delete_placement"),
        "here": asked.query() + (f"&{urlencode({'mode': mode})}" if mode != "hybrid" else ""),
    }


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Pin, bury or let go with one click, and back to the results."""
    words = facets.clean(request.POST.get("q", ""), facets.MAX_WORDS)
    kind, product = request.POST.get("kind", ""), product_of(request.POST)
    if kind not in DONE or product is None:
        messages.error(request, _("This product is not there any more."))
    elif not request.user.has_perm(f"search.{NEXT[kind]}_placement"):
        messages.error(request, _("You may look at placements and not change them."))
    else:
        try:
            _place(request, words, kind, product)
        except placements.NothingAsked:
            messages.error(request, _("Nothing of this is searched for, so nothing can be placed in it."))
    return redirect(f"{reverse('admin:search_try')}?{urlencode({'q': words})}")


def _place(request: HttpRequest, words: str, kind: str, product: Any) -> None:
    text = DONE[kind] % {"query": words, "product": product.title}
    if kind == "lift":
        held = placements.of_query(words).filter(product=product)
        history.note(request, held, text)
        placements.take_away(held)
    else:
        row = placements.place(words, product_id=product.pk, kind=Placement.Kind(kind), by=request.user)  # type: ignore[arg-type]  # staff
        history.note(request, [row], text)
    messages.success(request, text)
