"""Loads records into the catalogue: each row all or nothing, in a transaction of its own; a row that changes nothing writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from shop import catalog, stock
from shop.exchange import attributes as types
from shop.exchange import records
from shop.exchange.records import BadRow, Record
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    Product,
    StockMovement,
    Variant,
)

Tick = Callable[[int, int], object]
Values = set[tuple[int, Any]]


@dataclass(kw_only=True)
class Report:
    """How many rows made, changed or left a product as it was; the bad ones with line number and reason."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


@dataclass(kw_only=True)
class _Shelf:
    """What the rows refer to, read once and grown with the file."""

    categories: dict[tuple[str, ...], Category]
    brands: dict[str, Brand]
    attributes: dict[str, Attribute]
    choices: dict[tuple[int, str], AttributeChoice]
    kinds: dict[str, types.Kind]


def load(path: Path, *, tick: Tick = lambda done, total: None) -> Report:
    """Import a file by product id. Raises records.BadFile before anything is written."""
    rows = list(records.read(path))
    report = Report()
    good = [record for _, record in rows if isinstance(record, Record)]
    shelf = _shelf(good)
    for done, (number, record) in enumerate(rows, start=1):
        try:
            if isinstance(record, BadRow):
                raise record
            _load_row(record, shelf, report)
        except BadRow as error:
            report.rejected.append((number, str(error)))
        tick(done, len(rows))
    return report


def _load_row(record: Record, shelf: _Shelf, report: Report) -> None:
    """One row in one transaction; what it added to the shelf is forgotten when it fails."""
    known = {name: dict(getattr(shelf, name)) for name in ("categories", "brands", "attributes", "choices")}
    try:
        with transaction.atomic():
            outcome = _write(record, shelf)
    except BadRow:
        for name, values in known.items():
            setattr(shelf, name, values)
        raise
    setattr(report, outcome, getattr(report, outcome) + 1)


def _write(record: Record, shelf: _Shelf) -> str:
    product = Product.objects.select_for_update(of=("self",)).filter(external_id=record.id).first()
    category = _category(record.category, shelf)
    wanted = {
        "title": record.title,
        "description": record.description,
        "category_id": category.pk if category else None,
        "brand_id": _brand(record.brand, shelf),
    }
    is_new = product is None
    if product is None:
        status = Product.Status.DRAFT if record.price is None else Product.Status.PUBLISHED
        published_at = None if record.price is None else timezone.now()
        product = Product.objects.create(
            external_id=record.id, slug=_slug(record), status=status, published_at=published_at, **wanted
        )
    changed = is_new
    differing = {name: value for name, value in wanted.items() if getattr(product, name) != value}
    if differing:
        for name, value in differing.items():
            setattr(product, name, value)
        product.save(update_fields=[*differing, "updated_at"])
        changed = True
    changed |= _sell(record, product)
    changed |= _describe(record, product, category, shelf, is_new=is_new)
    if changed:
        catalog.changed(product)
    return "created" if is_new else "updated" if changed else "unchanged"


def _sell(record: Record, product: Product) -> bool:
    """Price and stock of a product's only variant. Raises BadRow where several make one price ambiguous."""
    if record.price is None and record.stock is None:
        return False
    variants = list(product.variants.select_related("stock")[:2])
    if len(variants) > 1:
        raise BadRow("the product has several variants; change their price and stock in the admin")
    if not variants:
        if record.price is None:
            raise BadRow("a product needs a price before it can have stock")
        sku = f"I-{hashlib.sha1(record.id.encode(), usedforsecurity=False).hexdigest()[:12].upper()}"
        variant = Variant.objects.create(product=product, sku=sku, price=record.price)
        stock.create({variant.pk: record.stock or 0}, low_at=settings.LOW_STOCK)
        return True
    return _reprice(record, variants[0])


def _reprice(record: Record, variant: Variant) -> bool:
    changed = False
    if record.price is not None and record.price != variant.price:
        variant.price = record.price
        if variant.list_price is not None and variant.list_price <= record.price:
            variant.list_price = None
        variant.save(update_fields=["price", "list_price"])
        changed = True
    if record.stock is not None and record.stock != variant.stock.on_hand:
        try:
            stock.count(variant.pk, on_hand=record.stock, reason=StockMovement.Reason.IMPORTED)
        except stock.BelowReserved:
            raise BadRow(
                f"stock {record.stock} is less than the {variant.stock.reserved} units that orders hold"
            ) from None
        changed = True
    return changed


def _describe(
    record: Record, product: Product, category: Category | None, shelf: _Shelf, *, is_new: bool
) -> bool:
    """Bring the attribute values to what the record says; attributes that it does not name go."""
    wanted: Values = set()
    for name, texts in record.attributes.items():
        attribute = _attribute(name, category, shelf)
        kind = types.Kind(name=attribute.kind, unit=attribute.unit)
        for value in types.typed(name, texts, kind):
            wanted.add(
                (attribute.pk, _choice(attribute, str(value), shelf) if kind.name == "choice" else value)
            )
    rows = [] if is_new else list(product.attribute_values.all())
    present = {_key(row): row.pk for row in rows}
    gone = [pk for key, pk in present.items() if key not in wanted]
    if gone:
        AttributeValue.objects.filter(pk__in=gone).delete()
    fresh = [key for key in sorted(wanted, key=str) if key not in present]
    AttributeValue.objects.bulk_create([_row(product, attribute_id, value) for attribute_id, value in fresh])
    return bool(gone or fresh)


def _key(row: AttributeValue) -> tuple[int, Any]:
    if row.choice_id is not None:
        return row.attribute_id, AttributeChoice(pk=row.choice_id)
    value = row.number if row.number is not None else row.boolean if row.boolean is not None else row.text
    return row.attribute_id, value


def _row(product: Product, attribute_id: int, value: Any) -> AttributeValue:
    column = {AttributeChoice: "choice", bool: "boolean", Decimal: "number", str: "text"}[type(value)]
    return AttributeValue(product=product, attribute_id=attribute_id, **{column: value})


def _shelf(rows: Sequence[Record]) -> _Shelf:
    categories: dict[tuple[str, ...], Category] = {}
    names: dict[str, tuple[str, ...]] = {}
    for category in Category.objects.order_by("path"):
        above = names.get(category.path[: -Category.steplen], ())
        names[category.path] = (*above, category.name)
        categories[names[category.path]] = category
    found = {attribute.code: attribute for attribute in Attribute.objects.all()}
    return _Shelf(
        categories=categories,
        brands={brand.name.lower(): brand for brand in Brand.objects.all()},
        attributes=found,
        choices={(choice.attribute_id, choice.value): choice for choice in AttributeChoice.objects.all()},
        kinds=types.infer_all(row.attributes for row in rows),
    )


def _category(path: tuple[str, ...], shelf: _Shelf) -> Category | None:
    for depth in range(1, len(path) + 1):
        if path[:depth] in shelf.categories:
            continue
        parent = shelf.categories.get(path[: depth - 1])
        values = {"name": path[depth - 1], "slug": _free_slug(Category, " ".join(path[:depth]), 120)}
        node = (
            Category.objects.add_child(Category.objects.get(pk=parent.pk), values)
            if parent
            else Category.objects.add_root(values)
        )
        shelf.categories[path[:depth]] = node
    return shelf.categories.get(path)


def _brand(name: str, shelf: _Shelf) -> int | None:
    if not name:
        return None
    if name.lower() not in shelf.brands:
        shelf.brands[name.lower()] = Brand.objects.create(name=name, slug=_free_slug(Brand, name, 120))
    return shelf.brands[name.lower()].pk


def _attribute(name: str, category: Category | None, shelf: _Shelf) -> Attribute:
    code = slugify(name, allow_unicode=True)[:60] or "attribute"
    if code not in shelf.attributes:
        kind = shelf.kinds[name]
        shelf.attributes[code] = Attribute.objects.create(
            code=code,
            name=name[:1].upper() + name[1:],
            kind=kind.name,
            unit=kind.unit,
            is_facet=kind.name != "text",
        )
    return shelf.attributes[code]


def _choice(attribute: Attribute, value: str, shelf: _Shelf) -> AttributeChoice:
    if (attribute.pk, value) not in shelf.choices:
        shelf.choices[attribute.pk, value] = AttributeChoice.objects.create(attribute=attribute, value=value)
    return shelf.choices[attribute.pk, value]


def _slug(record: Record) -> str:
    digest = hashlib.sha1(record.id.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{slugify(record.title)[:300] or 'product'}-{digest}"


def _free_slug(table: Any, name: str, longest: int) -> str:
    base = slugify(name)[: longest - 12] or "item"
    slug, number = base, 2
    while table.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
