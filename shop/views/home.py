"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shop import cards, directory, structured
from shop.models import Product

SHELF, HERO, COLLECTIONS = 10, 4, 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    products = Product.objects.published()
    shelves = cards.shelves(
        {
            "hero": products.filter(is_featured=True).order_by("-popularity", "-pk")[:HERO],
            "fresh": products.order_by("-published_at", "-pk")[:SHELF],
            "popular": products.order_by("-popularity", "-pk")[:SHELF],
            "reduced": directory.on_offer().order_by("-popularity", "-pk")[:SHELF],
        }
    )
    featured = directory.collections().order_by("-is_featured", "position", "title")[:COLLECTIONS]
    context = {"shelves": shelves, "collections": featured, "structured": structured.shop()}
    return render(request, "shop/home.html", context)
