"""Products that exist, brought to what a record says. What the record does not say stays."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from shop import catalog, stock
from shop.exchange import creating, describing
from shop.exchange.records import BadRow, Record
from shop.exchange.shelf import Shelf
from shop.models import AttributeValue, Category, Product, StockMovement, Variant


def differences(record: Record, product: Product, shelf: Shelf) -> list[str]:
    """What the record would change, in words; the product comes with its variants and values. No query. Raises BadRow."""
    found = [name for name, value in _texts(record).items() if getattr(product, name) != value]
    if record.category is not None:
        category = shelf.category(record.category)
        is_new = bool(record.category) and category is None
        if is_new or product.category_id != (category and category.pk):
            found.append("category")
    if record.brand is not None:
        brand_id = shelf.brand(record.brand)
        if (bool(record.brand) and brand_id is None) or product.brand_id != brand_id:
            found.append("brand")
    if record.attributes is not None:
        values = {describing.key(row) for row in product.attribute_values.all()}
        if describing.known(record, shelf) != values:
            found.append("attributes")
    return found + _sales(record, product)


def update(record: Record, product: Product, shelf: Shelf) -> None:
    """In the caller's transaction, which has locked the product. Raises BadRow."""
    category = shelf.grow_category(record.category or ())
    wanted = _texts(record)
    if record.category is not None:
        wanted["category_id"] = category and category.pk
    if record.brand is not None:
        wanted["brand_id"] = shelf.grow_brand(record.brand)
    differing = {name: value for name, value in wanted.items() if getattr(product, name) != value}
    for name, value in differing.items():
        setattr(product, name, value)
    if differing:
        product.save(update_fields=[*differing, "updated_at"])
    if record.price is not None or record.stock is not None:
        _sell(record, product)
    if record.attributes is not None:
        _describe(record, product, category or product.category, shelf)
    catalog.changed(product)


def _texts(record: Record) -> dict[str, Any]:
    texts: dict[str, Any] = {"title": record.title}
    return texts if record.description is None else {**texts, "description": record.description}


def _sales(record: Record, product: Product) -> list[str]:
    """How price and stock of the only variant would change; of several, that something is asked of them at all."""
    if record.price is None and record.stock is None:
        return []
    variants = list(product.variants.all())
    if len(variants) != 1 or not hasattr(variants[0], "stock"):
        return ["price and stock"]
    price, units = variants[0].price, variants[0].stock.on_hand
    found = [f"price {price} → {record.price}"] if record.price not in {None, price} else []
    return [*found, f"stock {units} → {record.stock}"] if record.stock not in {None, units} else found


def _sell(record: Record, product: Product) -> None:
    """Price and stock of a product's only variant. Raises BadRow where several make one price ambiguous."""
    variants = list(product.variants.all())
    if len(variants) > 1:
        raise BadRow("the product has several variants; change their price and stock in the admin")
    if variants:
        _reprice(record, variants[0])
        return
    if record.price is None:
        raise BadRow("a product needs a price before it can have stock")
    sku = f"I-{creating.digest(record.id)[:12].upper()}"
    variant = Variant.objects.create(product=product, sku=sku, price=record.price)
    stock.create({variant.pk: record.stock or 0}, low_at=settings.LOW_STOCK)


def _reprice(record: Record, variant: Variant) -> None:
    if record.price is not None and record.price != variant.price:
        variant.price = record.price
        if variant.list_price is not None and variant.list_price <= record.price:
            variant.list_price = None
        variant.save(update_fields=["price", "list_price"])
    if record.stock is None:
        return
    try:
        stock.count(variant.pk, on_hand=record.stock, reason=StockMovement.Reason.IMPORTED)
    except stock.BelowReserved:
        raise BadRow(
            f"stock {record.stock} is less than the {variant.stock.reserved} units that orders hold"
        ) from None


def _describe(record: Record, product: Product, category: Category | None, shelf: Shelf) -> None:
    """Attributes that the record does not name go."""
    wanted = {describing.key(row): row for row in describing.rows(record, product, category, shelf)}
    present = {describing.key(row): row.pk for row in product.attribute_values.all()}
    AttributeValue.objects.filter(pk__in=[pk for key, pk in present.items() if key not in wanted]).delete()
    AttributeValue.objects.bulk_create([row for key, row in wanted.items() if key not in present])
