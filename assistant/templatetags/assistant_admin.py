"""Template tags of the administration: what the assistant adds to pages of the shop."""

from __future__ import annotations

from typing import Any

from django import template

from assistant.models import Description
from shop.models import Product

register = template.Library()


@register.inclusion_tag("admin/assistant/description_entry.html", takes_context=True)
def description_entry(context: Any, product: Product | None) -> dict[str, Any]:
    """Above a product's page: the way to its descriptions, and whether one is out of date or open. One query."""
    request = context["request"]
    if product is None or product.pk is None or not request.user.has_perm("assistant.view_description"):
        return {}
    states = (Description.State.PROPOSED, Description.State.PUBLISHED)
    rows = list(Description.objects.filter(product=product, state__in=states))
    return {
        "product": product,
        "is_stale": any(row.is_stale for row in rows),
        "is_open": any(row.state == Description.State.PROPOSED for row in rows),
    }
