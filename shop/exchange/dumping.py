"""Writes the catalogue as a file that `loading` reads back to the same products."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from shop.exchange import records
from shop.models import Attribute, AttributeValue, Category, Product


def rows() -> Iterator[dict[str, Any]]:
    """Products with one variant or none, in the order of their ids; several variants have no single price."""
    names: dict[str, str] = {}
    for category in Category.objects.order_by("path"):
        above = names.get(category.path[: -Category.steplen])
        names[category.path] = f"{above} > {category.name}" if above else category.name
    labels = _labels()
    products = Product.objects.select_related("brand", "category").order_by("pk")
    prefetched = products.prefetch_related(
        "variants__stock", "attribute_values__attribute", "attribute_values__choice"
    )
    for product in prefetched.iterator(chunk_size=500):
        yield _row(product, names, labels)


def as_csv(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    """CSV lines; cells that a spreadsheet would run are marked."""
    yield line(records.COLUMNS)
    for row in found:
        cells = {**row, "attributes": records.listed(row["attributes"])}
        yield line([str(cells.get(column, "")) for column in records.COLUMNS])


def as_jsonl(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    for row in found:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def line(cells: Iterable[str]) -> str:
    """A line of CSV; cells that a spreadsheet would run are marked."""
    text = io.StringIO()
    csv.writer(text).writerow([records.safe(cell) for cell in cells])
    return text.getvalue()


def _labels() -> dict[int, str]:
    """Attributes by their name, or by their code where others have the name or code that would be read from it."""
    found = list(Attribute.objects.all())
    taken = Counter(attribute.name.casefold() for attribute in found)
    return {
        attribute.pk: attribute.name if taken[attribute.name.casefold()] == 1 else attribute.code
        for attribute in found
    }


def _row(product: Product, names: dict[str, str], labels: dict[int, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": product.external_id or product.slug,
        "title": product.title,
        "description": product.description,
        "brand": product.brand.name if product.brand else "",
        "category": names[product.category.path] if product.category else "",
        "attributes": {},
    }
    variants = list(product.variants.all())
    if len(variants) == 1:
        row["price"] = str(variants[0].price)
        row["stock"] = variants[0].stock.on_hand if hasattr(variants[0], "stock") else 0
    for value in product.attribute_values.all():
        row["attributes"].setdefault(labels[value.attribute_id], []).append(_text(value))
    return row


def _text(value: AttributeValue) -> str:
    if value.boolean is not None:
        return "yes" if value.boolean else "no"
    if value.number is not None:
        return f"{value.number.normalize():f} {value.attribute.unit}".strip()
    return str(value.value)
