"""The search field of the sidebar: orders, products, accounts and articles by what a merchant remembers of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from unfold.dataclasses import SearchResult

from shop.models import HelpArticle, Order, Product, User

LIMIT, SHORTEST = 6, 2
ICONS = {Order: "receipt_long", Product: "inventory_2", User: "person", HelpArticle: "help_center"}


def results(request: HttpRequest, term: str) -> list[SearchResult]:
    """At most LIMIT of each kind that the asker may see. One query a kind."""
    if len(term.strip()) < SHORTEST:
        return []
    return [result for model in ICONS for result in _of(model, request, term)]


def _of(model: Any, request: HttpRequest, term: str) -> Iterator[SearchResult]:
    page = admin.site._registry[model]
    if not page.has_view_permission(request):
        return
    found, _ = page.get_search_results(request, page.get_queryset(request), term)
    meta = model._meta
    for row in found.order_by("-pk")[:LIMIT]:
        yield SearchResult(
            title=str(row) if model is not Order else f"{row.number}, {row.name}",
            description=capfirst(str(meta.verbose_name)),
            link=reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk]),
            icon=ICONS[model],
        )
