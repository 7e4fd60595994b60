"""New products from records, many at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from shop import catalog, stock
from shop.exchange import describing
from shop.exchange.records import BadRow, Record
from shop.exchange.shelf import Shelf
from shop.models import AttributeValue, Product, Variant


def check(record: Record, shelf: Shelf) -> None:
    """Raises BadRow for what cannot become a product. No query."""
    if record.stock is not None and record.price is None:
        raise BadRow("a product needs a price before it can have stock")
    describing.check(record, shelf)


def create(found: Sequence[Record], shelf: Shelf) -> list[Product]:
    """Products with variant, stock and attributes, in the caller's transaction. Seven queries and one for each new name."""
    products = Product.objects.bulk_create([_product(record, shelf) for record in found])
    pairs = list(zip(found, products, strict=True))
    variants = Variant.objects.bulk_create(
        [
            Variant(product=product, sku=f"I-{digest(record.id)[:12].upper()}", price=record.price)
            for record, product in pairs
            if record.price is not None
        ]
    )
    on_hand = {product.pk: record.stock or 0 for record, product in pairs}
    units = {variant.pk: on_hand[variant.product_id] for variant in variants}
    stock.create(units, low_at=settings.LOW_STOCK)
    AttributeValue.objects.bulk_create(
        [
            row
            for record, product in pairs
            for row in describing.rows(record, product, shelf.category(record.category or ()), shelf)
        ]
    )
    catalog.created(products)
    return products


def digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _product(record: Record, shelf: Shelf) -> Product:
    """Without a price it is a draft."""
    category = shelf.grow_category(record.category or ())
    return Product(
        external_id=record.id,
        slug=f"{slugify(record.title)[:300] or 'product'}-{digest(record.id)[:8]}",
        title=record.title,
        description=record.description or "",
        category=category,
        brand_id=shelf.grow_brand(record.brand or ""),
        status=Product.Status.DRAFT if record.price is None else Product.Status.PUBLISHED,
        published_at=None if record.price is None else timezone.now(),
    )
