"""The search page: PostgreSQL full text; where no product has all the words, products with any of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop import activity, directory
from shop.views import lists


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = lists.selection_of(request).words
    trail = [(_("Search"), request.path)]
    if not words:
        return render(request, "shop/search.html", {"trail": trail, "search_words": ""})
    products = directory.matching(words)
    if not lists.htmx_target(request):
        activity.record(activity.shopper_of(request), activity.Kind.SEARCH, query=words)
    is_loose = not products.exists()
    return lists.respond(
        request,
        "shop/search.html",
        directory.matching(words, any_word=True) if is_loose else products,
        default_sort="relevance",
        sorts=("relevance", *lists.SORT_CHOICES),
        trail=trail,
        title=words,
        search_words=words,
        is_loose=is_loose,
    )
