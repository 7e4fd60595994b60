"""A record's attributes as rows of a product."""

from __future__ import annotations

from typing import Any

from shop.exchange import attributes as types
from shop.exchange.records import Record
from shop.exchange.shelf import Shelf
from shop.models import Attribute, AttributeValue, Category, Product

Key = tuple[int, Any]


def key(row: AttributeValue) -> Key:
    """What makes a value the same as another one of its product."""
    for value in (row.choice_id, row.number, row.boolean):
        if value is not None:
            return row.attribute_id, value
    return row.attribute_id, row.text


def known(record: Record, shelf: Shelf) -> set[Key] | None:
    """Keys of the values that the record names, None where one names what the catalogue does not have yet. No query."""
    found: set[Key] = set()
    for name, texts in (record.attributes or {}).items():
        attribute = shelf.attribute(name)
        if attribute is None:
            return None
        for value in types.typed(name, texts, shelf.kind(name)):
            is_choice = attribute.kind == Attribute.Kind.CHOICE
            found.add((attribute.pk, shelf.choice(attribute, str(value)) if is_choice else value))
    return found


def check(record: Record, shelf: Shelf) -> None:
    """Raises BadRow where a value does not fit its attribute. No query."""
    for name, texts in (record.attributes or {}).items():
        types.typed(name, texts, shelf.kind(name))


def rows(record: Record, product: Product, category: Category | None, shelf: Shelf) -> list[AttributeValue]:
    """Unsaved rows for everything the record names; attributes and choices that are new are made. Raises BadRow."""
    made: dict[Key, AttributeValue] = {}
    for name, texts in (record.attributes or {}).items():
        attribute = shelf.grow_attribute(name, category)
        for value in types.typed(name, texts, shelf.kind(name)):
            is_choice = attribute.kind == Attribute.Kind.CHOICE
            row = AttributeValue(product=product, attribute=attribute)
            setattr(
                row,
                "choice_id" if is_choice else attribute.kind,
                shelf.grow_choice(attribute, str(value)) if is_choice else value,
            )
            made[key(row)] = row
    return list(made.values())
