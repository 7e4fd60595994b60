"""What the search box suggests: options for its list, or the same as JSON for those who ask for that.

The answer depends on the words and the language alone, never on who asks, and nothing of it is noted. It is kept for a
minute by the browser that asked and by nobody between, because the address holds what somebody types.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from search import suggest
from shop import images

KEPT_FOR = 60
TYPES = ("text/html", "application/json")
PICTURE = 96


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    found = suggest.suggest(request.GET.get("q", ""))
    if request.get_preferred_type(TYPES) == "application/json":
        response: HttpResponse = JsonResponse(_plain(found))
    else:
        response = render(request, "search/parts/suggestions.html", {"suggestions": found})
    patch_cache_control(response, private=True, max_age=KEPT_FOR)
    patch_vary_headers(response, ["Accept"])
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _plain(found: suggest.Suggestions) -> dict[str, Any]:
    links = {
        name: [asdict(link) for link in getattr(found, name)]
        for name in ("categories", "brands", "collections")
    }
    return {
        "text": found.text,
        "corrected": found.corrected,
        "completion": found.completion,
        "queries": [asdict(link) for link in found.queries],
        "products": [
            {
                "title": product.title,
                "url": product.url,
                "brand": product.brand,
                "thumbnail": images.url(product.image.name, PICTURE) if product.image else None,
                "price": str(product.price),
                "has_price_range": product.has_price_range,
                "is_available": product.is_available,
            }
            for product in found.products
        ],
        **links,
    }
