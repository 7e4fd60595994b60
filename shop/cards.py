"""Product cards: what every list shows of a product, read in two queries whatever their number.

A discount is shown only with the lowest price of the 30 days before it (Directive 98/6/EC, article 6a).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from shop import planned, prices
from shop.models import Product, ProductImage, Variant

NEW_FOR = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Picture:
    name: str
    alt: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class Card:
    """`list_price` and `lowest` belong to the cheapest variant; they are None without a discount."""

    id: int
    title: str
    url: str
    brand: str
    image: Picture | None
    price: Decimal
    list_price: Decimal | None
    lowest: Decimal | None
    has_price_range: bool
    rating_average: Decimal | None
    rating_count: int
    is_new: bool
    is_available: bool

    @property
    def slug(self) -> str:
        """What names the product in its address."""
        return self.url.partition("?")[0].rstrip("/").rpartition("/")[2]

    @property
    def is_on_sale(self) -> bool:
        return self.list_price is not None

    @property
    def percent_off(self) -> int:
        """Whole percent, rounded down so that the promise is kept."""
        return int(100 - 100 * self.price / self.list_price) if self.list_price else 0


def by_ids(ids: Sequence[int]) -> list[Card]:
    """Cards in the order of the ids; products that are gone meanwhile are left out. Two queries."""
    if not ids:
        return []
    with planned.cursor() as cursor:
        cursor.execute(CARDS, [list(ids)])
        rows = {row[0]: row for row in cursor.fetchall()}
    lowest = prices.lowest_before([row[-2] for row in rows.values() if row[-1]])
    now = timezone.now()
    return [_read(rows[key], lowest, now) for key in ids if key in rows]


CARDS = """
SELECT product.id, product.title, product.slug, product.price_from, product.price_from <> product.price_to, product.published_at, brand.name,
    rating.average, rating.count, picture.file, picture.alt,
    EXISTS (
        SELECT FROM shop_variant AS variant JOIN shop_stock AS stock ON stock.variant_id = variant.id
        WHERE variant.product_id = product.id AND variant.is_active AND stock.on_hand > stock.reserved
    ), cheapest.id, cheapest.list_price
FROM shop_product AS product
LEFT JOIN shop_brand AS brand ON brand.id = product.brand_id
LEFT JOIN shop_ratingsummary AS rating ON rating.product_id = product.id
LEFT JOIN LATERAL (SELECT file, alt FROM shop_productimage AS image WHERE image.product_id = product.id
    ORDER BY position, id LIMIT 1) AS picture ON true
LEFT JOIN LATERAL (SELECT id, list_price FROM shop_variant AS variant WHERE variant.product_id = product.id AND is_active
    ORDER BY price, position, id LIMIT 1) AS cheapest ON true
WHERE product.id = ANY(%s::bigint[]) AND product.status = 'published' AND product.price_from IS NOT NULL
"""
"""As `annotated`, written out: lists are read so often that composing the statement anew took longer than running it."""


def _read(row: tuple[Any, ...], lowest: Mapping[int, Decimal], now: datetime) -> Card:
    pk, title, slug, price, has_range, published_at, brand, average, count, file, alt, *sale = row
    is_available, variant, list_price = sale
    return Card(
        id=pk,
        title=title,
        url=_address(slug, get_script_prefix()),
        brand=brand or "",
        image=_picture(file, alt),
        price=price,
        list_price=list_price,
        lowest=lowest.get(variant),
        has_price_range=has_range,
        rating_average=average,
        rating_count=count or 0,
        is_new=_is_new(published_at, now),
        is_available=is_available,
    )


@lru_cache(maxsize=20_000)
def _address(slug: str, _prefix: str) -> str:
    return reverse("shop:product", args=[slug])


def shelves(wanted: Mapping[str, QuerySet[Product]]) -> dict[str, list[Card]]:
    """Several short lists at once, each of its (sliced) query set's products in its order. Three queries in all."""
    arrays = {name: ArraySubquery(query.values("pk")) for name, query in wanted.items()}
    row = Product.objects.order_by("pk").annotate(**arrays).values_list(*wanted).first()
    found = {name: ids or [] for name, ids in zip(wanted, row or [None] * len(wanted), strict=True)}
    cards = {card.id: card for card in by_ids(sorted({pk for ids in found.values() for pk in ids}))}
    return {name: [cards[pk] for pk in ids if pk in cards] for name, ids in found.items()}


def of_product(product: Product) -> Card:
    """From a product of `Product.objects.for_cards()`, without a query; the lowest price is left to `by_ids`."""
    variants = list(product.variants.all())
    cheapest = min(variants, key=lambda variant: (variant.price, variant.position, variant.pk), default=None)
    first = next(iter(product.images.all()), None)
    rating = getattr(product, "rating", None)
    return Card(
        id=product.pk,
        title=product.title,
        url=product.get_absolute_url(),
        brand=product.brand.name if product.brand else "",
        image=_picture(first.file.name, first.alt) if first else None,
        price=product.price_from or Decimal(0),
        list_price=cheapest.list_price if cheapest else None,
        lowest=None,
        has_price_range=product.price_from != product.price_to,
        rating_average=rating.average if rating else None,
        rating_count=rating.count if rating else 0,
        is_new=_is_new(product.published_at, timezone.now()),
        is_available=any(variant.stock.available > 0 for variant in variants if hasattr(variant, "stock")),
    )


def annotated(products: QuerySet[Product]) -> QuerySet[Product]:
    """With everything a card needs as columns `card_*`."""
    images = ProductImage.objects.filter(product=OuterRef("pk")).order_by("position", "pk")
    variants = Variant.objects.active().filter(product=OuterRef("pk"))
    cheapest = variants.order_by("price", "position", "pk")
    return products.select_related("brand", "rating").annotate(
        card_image=Subquery(images.values("file")[:1]),
        card_image_alt=Subquery(images.values("alt")[:1]),
        card_variant=Subquery(cheapest.values("pk")[:1]),
        card_list_price=Subquery(cheapest.values("list_price")[:1]),
        card_available=Exists(variants.filter(stock__on_hand__gt=F("stock__reserved"))),
    )


def from_annotated(products: Iterable[Product]) -> tuple[Card, ...]:
    """Cards without the lowest price before a discount; so they show none. One query."""
    now = timezone.now()
    return tuple(replace(_card(product, None, now), list_price=None) for product in products)


def _card(product: Any, lowest: Decimal | None, now: datetime) -> Card:
    rating = getattr(product, "rating", None)
    return Card(
        id=product.pk,
        title=product.title,
        url=product.get_absolute_url(),
        brand=product.brand.name if product.brand else "",
        image=_picture(product.card_image, product.card_image_alt),
        price=product.price_from or Decimal(0),
        list_price=product.card_list_price,
        lowest=lowest,
        has_price_range=product.price_from != product.price_to,
        rating_average=rating.average if rating else None,
        rating_count=rating.count if rating else 0,
        is_new=_is_new(product.published_at, now),
        is_available=product.card_available,
    )


def _picture(name: str | None, alt: str | None) -> Picture | None:
    return Picture(name=name, alt=alt or "") if name else None


def _is_new(published_at: datetime | None, now: datetime) -> bool:
    return published_at is not None and published_at > now - NEW_FOR
