"""Reads and writes of the catalogue: categories, products, variants, prices, attributes, pictures."""

from __future__ import annotations

from shop.models import Category


def departments() -> list[Category]:
    """The listed categories of the first two levels in tree order, each department with `.shelves`. One query."""
    found: list[Category] = []
    for category in Category.objects.filter(depth__lte=2, is_listed=True).order_by("path"):
        if category.depth == 1:
            category.shelves = []
            found.append(category)
        elif found and category.path.startswith(found[-1].path):
            found[-1].shelves.append(category)
    return found
