"""Reads products from the shop's tables as descriptions see them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.descriptions.traits import Source, Trait, Value
from shop.models import AttributeValue, Category, Product

MOST_CHOICES = 12


def sources(product_ids: Iterable[int]) -> dict[int, Source]:
    """By product id, for those that exist. Four queries, however many."""
    rows = Product.objects.filter(pk__in=list(product_ids)).select_related("brand", "category")
    products = {row.pk: row for row in rows}
    traits = _traits(products)
    names = _paths([row.category for row in products.values() if row.category])
    return {pk: _source(row, traits.get(pk, ()), names) for pk, row in products.items()}


def source(product: Product) -> Source:
    return sources([product.pk])[product.pk]


def _source(row: Product, traits: tuple[Trait, ...], names: dict[str, str]) -> Source:
    step = Category.steplen
    path = row.category.path if row.category else ""
    return Source(
        key=str(row.pk),
        title=row.title,
        brand=row.brand.name if row.brand else "",
        brand_story=row.brand.story if row.brand else "",
        categories=tuple(names[path[:end]] for end in range(step, len(path) + 1, step)),
        traits=traits,
        text=row.description,
    )


def _traits(products: Iterable[int]) -> dict[int, tuple[Trait, ...]]:
    """Values of one attribute together, in the shop's order."""
    rows = AttributeValue.objects.filter(product__in=list(products)).select_related("attribute", "choice")
    grouped: dict[int, dict[int, list[AttributeValue]]] = {}
    for row in rows.order_by("attribute__position", "attribute__name", "choice__position", "pk"):
        grouped.setdefault(row.product_id, {}).setdefault(row.attribute_id, []).append(row)
    return {product: tuple(map(_trait, found.values())) for product, found in grouped.items()}


def _trait(rows: list[AttributeValue]) -> Trait:
    attribute = rows[0].attribute
    values: list[Value] = [row.value for row in rows[:MOST_CHOICES]]  # type: ignore[misc]
    return Trait(
        code=attribute.code,
        name=attribute.name,
        kind=attribute.kind,  # type: ignore[arg-type]
        unit=attribute.unit,
        values=tuple(value for value in values if value not in ("", None)),
        is_option=attribute.is_option,
    )


def _paths(categories: list[Category]) -> dict[str, str]:
    step = Category.steplen
    wanted = {row.path[:end] for row in categories for end in range(step, len(row.path) + 1, step)}
    return dict(Category.objects.filter(path__in=wanted).values_list("path", "name"))
