"""Rows of products to describe, made the way merchants make them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from shop.models import Attribute, Product
from shop.tests import factories, shelves


def mug(**fields: Any) -> Product:
    """A product with facts of every kind and no text of its own."""
    values = {"brand": shelves.brand("Tavlehus"), "category": factories.category("Mugs"), **fields}
    made = factories.product(values.pop("title", "Tavlehus Alder Mug"), **values)
    shelves.describe(
        made,
        material="Stoneware",
        finish="Matt",
        capacity=Decimal(350),
        dishwasher_safe=True,
        made_in="Portugal",
    )
    Attribute.objects.filter(code="capacity").update(unit="ml")
    Attribute.objects.filter(code="dishwasher_safe").update(name="Dishwasher safe")
    Attribute.objects.filter(code="made_in").update(name="Made in")
    return made
