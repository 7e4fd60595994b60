"""Structured data (schema.org) of the storefront's pages, from what the pages show. No queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from shop import images
from shop.detail import Detail


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def product(detail: Detail) -> dict[str, Any]:
    """Product with one Offer, of the variant shown, and AggregateRating where there are reviews."""
    shown, variant = detail.product, detail.variant
    address = absolute(shown.get_absolute_url())
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": f"{address}#product",
        "name": shown.title,
        "description": shown.seo_description or shown.subtitle or shown.description[:500],
        "sku": variant.sku,
        "image": [absolute(images.url(picture.name, 960)) for picture in detail.pictures],
        "offers": {
            "@type": "Offer",
            "url": address,
            "sku": variant.sku,
            "price": f"{variant.price:.2f}",
            "priceCurrency": settings.CURRENCY,
            "itemCondition": "https://schema.org/NewCondition",
            "availability": f"https://schema.org/{'InStock' if detail.available > 0 else 'OutOfStock'}",
        },
    }
    if shown.brand:
        made["brand"] = {"@type": "Brand", "name": shown.brand.name}
    if variant.barcode:
        made["gtin"] = variant.barcode
    if detail.rating_count:
        made["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": f"{detail.rating_average:.1f}",
            "reviewCount": detail.rating_count,
            "bestRating": 5,
            "worstRating": 1,
        }
        made["review"] = [
            {
                "@type": "Review",
                "author": {"@type": "Person", "name": review.author_name},
                "datePublished": review.created_at.date().isoformat(),
                "name": review.title,
                "reviewBody": review.text,
                "reviewRating": {
                    "@type": "Rating",
                    "ratingValue": review.rating,
                    "bestRating": 5,
                    "worstRating": 1,
                },
            }
            for review in detail.reviews
        ]
    return made


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(name), "item": absolute(path)}
            for position, (name, path) in enumerate(trail, start=1)
        ],
    }


def shop() -> dict[str, Any]:
    """The shop itself and its search box."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": settings.SHOP_NAME,
        "url": absolute("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute("/search/?q={search_term_string}")},
            "query-input": "required name=search_term_string",
        },
    }
