"""Turns a query set of products into a list page, or into the part of it that HTMX replaces."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from shop import facets, listing
from shop.models import Product

SORT_CHOICES = ("popular", "newest", "price", "-price", "rating")


def selection_of(request: HttpRequest) -> facets.Selection:
    return facets.parse(dict(request.GET.lists()))


def htmx_target(request: HttpRequest) -> str:
    """The id of the element that HTMX wants to replace; empty for a whole page."""
    return (request.htmx.target or "") if request.htmx else ""  # type: ignore[attr-defined]


def respond(
    request: HttpRequest,
    template: str,
    products: QuerySet[Product],
    *,
    default_sort: str = "popular",
    sorts: tuple[str, ...] = SORT_CHOICES,
    **context: Any,
) -> HttpResponse:
    """The whole page, or its list alone where HTMX asks for #listing; the browser's address follows the choice."""
    selection = selection_of(request)
    if selection.sort == default_sort:
        selection = replace(selection, sort="")
    found = listing.read(products, selection, default_sort=default_sort)
    only_list = htmx_target(request) == "listing"
    response = render(
        request,
        "components/listing.html" if only_list else template,
        {
            "listing": found,
            "page": found.page,
            "sort": selection.sort or default_sort,
            "sorts": sorts,
            **context,
        },
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if only_list:
        response["HX-Push-Url"] = request.path + selection.query()
    return response
