"""What every page of the storefront shows: menu, cart count, the store's own words. Three queries at most."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from shop import cart, catalog, content


def storefront(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a page that shows none of it asks the database nothing."""
    return {
        "SHOP_NAME": settings.SHOP_NAME,
        "SITE_URL": settings.SITE_URL,
        "RETURN_DAYS": settings.RETURN_DAYS,
        "store": SimpleLazyObject(content.store_profile),
        "departments": SimpleLazyObject(catalog.departments),
        "policies": SimpleLazyObject(content.policies),
        "cart_count": SimpleLazyObject(lambda: cart.count(cart.owner_of(request))),
    }
