"""What the product page shows: one product, the variant chosen, its price history, reviews and neighbours.

Invariant: price, stock and rating of the page and of its structured data come from the same Detail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject, Left, Length

from shop import cards, delivery, options, prices, reviews
from shop.models import AttributeValue, Category, Product, ProductImage, Review, Variant, VariantOption

REVIEWS_PER_PAGE, NEIGHBOURS, PATH_STEP = 6, 5, 4


class NotFound(Exception):
    """No published product has this address."""


@dataclass(frozen=True, kw_only=True)
class Trait:
    """A row of the attributes table; `value` is a text, or True or False for yes and no."""

    name: str
    value: str | bool
    unit: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    product: Product
    variant: Variant
    available: int
    lowest: Decimal | None
    options: tuple[options.Option, ...]
    pictures: tuple[cards.Picture, ...]
    traits: tuple[Trait, ...]
    trail: tuple[tuple[str, str], ...]
    reviews: tuple[Review, ...]
    review_sort: str
    review_page: int
    delivery: delivery.Option | None
    neighbours: tuple[cards.Card, ...]
    variants: tuple[Variant, ...]
    lowest_by_variant: Mapping[int, Decimal]

    @property
    def rating_count(self) -> int:
        rating = getattr(self.product, "rating", None)
        return rating.count if rating else 0

    @property
    def rating_average(self) -> Decimal | None:
        rating = getattr(self.product, "rating", None)
        return rating.average if rating else None

    @property
    def review_pages(self) -> int:
        return max(1, -(-self.rating_count // REVIEWS_PER_PAGE))

    @property
    def percent_off(self) -> int:
        listed = self.variant.list_price
        return int(100 - 100 * self.variant.price / listed) if listed else 0

    @property
    def most(self) -> int:
        """How many one cart line can hold."""
        return max(1, min(self.available, settings.CART_LINE_LIMIT))


def read(
    slug: str,
    *,
    sku: str = "",
    review_sort: str = "newest",
    review_page: int = 1,
    with_reviews: bool = True,
    with_neighbours: bool = True,
    with_delivery: bool = True,
) -> Detail:
    """Six queries, one less for each of reviews, neighbours and delivery that is left out. Raises NotFound.

    An unknown `sku` shows the first variant in stock.
    """
    product = _product(slug)
    variants = _variants(product)
    if not variants:
        raise NotFound(slug)
    chosen = next((one for one in variants if one.sku == sku), None) or _first(variants)
    sort = review_sort if review_sort in reviews.ORDERS else "newest"
    rating = getattr(product, "rating", None)
    page = min(max(review_page, 1), max(1, -(-(rating.count if rating else 0) // REVIEWS_PER_PAGE)))
    lowest = prices.lowest_before([one.pk for one in variants if one.list_price])
    return Detail(
        product=product,
        variant=chosen,
        available=options.available(chosen),
        lowest=lowest.get(chosen.pk) if chosen.list_price else None,
        options=options.of_variants(variants, chosen),
        pictures=_pictures(product, chosen),
        traits=tuple(_traits(product.traits)),
        trail=(*_trail(product), (product.title, product.get_absolute_url())),
        reviews=_reviews(product, sort, page) if with_reviews else (),
        review_sort=sort,
        review_page=page,
        delivery=_delivery(chosen) if with_delivery else None,
        neighbours=_neighbours(product) if with_neighbours else (),
        variants=tuple(variants),
        lowest_by_variant=lowest,
    )


def _delivery(chosen: Any) -> delivery.Option | None:
    """The cheapest way to the shop's own country."""
    offered = delivery.options(
        settings.DEFAULT_COUNTRY, weight_grams=chosen.weight_grams, items_total=chosen.price
    )
    return offered[0] if offered else None


def _product(slug: str) -> Any:
    """With `pictures`, `traits` and `above` as lists of dicts. One query."""
    pictures = ProductImage.objects.filter(product=OuterRef("pk")).order_by("position", "pk")
    values = AttributeValue.objects.filter(product=OuterRef("pk")).order_by(
        "attribute__position", "attribute__name", "pk"
    )
    above = Category.objects.annotate(size=Length("path")).filter(
        path=Left(OuterRef("category__path"), F("size"))  # type: ignore[arg-type]
    )
    found = (
        Product.objects.published()
        .select_related("brand", "rating", "category")
        .annotate(
            pictures=ArraySubquery(
                pictures.values(
                    row=JSONObject(name="file", alt="alt", width="width", height="height", choice="choice_id")
                )
            ),
            traits=ArraySubquery(
                values.values(
                    row=JSONObject(
                        name="attribute__name",
                        unit="attribute__unit",
                        choice="choice__value",
                        number="number",
                        boolean="boolean",
                        text="text",
                    )
                )
            ),
            above=ArraySubquery(above.order_by("path").values(row=JSONObject(name="name", slug="slug"))),
        )
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise NotFound(slug)
    return found


def _variants(product: Product) -> list[Any]:
    """With `chosen`, the options of each as a list of dicts. One query."""
    held = VariantOption.objects.filter(variant=OuterRef("pk")).order_by("attribute__position", "pk")
    rows = held.values(
        row=JSONObject(
            code="attribute__code",
            name="attribute__name",
            label="choice__value",
            swatch="choice__swatch",
            choice="choice_id",
            position="choice__position",
        )
    )
    return list(
        Variant.objects.active()
        .filter(product=product)
        .select_related("stock")
        .annotate(chosen=ArraySubquery(rows))
        .order_by("position", "pk")
    )


def _first(variants: Sequence[Any]) -> Any:
    return next((one for one in variants if options.available(one) > 0), variants[0])


def _pictures(product: Any, chosen: Any) -> tuple[cards.Picture, ...]:
    """Those of the chosen option first, those of no option next; of other options only when there is no other picture."""
    wanted = {row["choice"] for row in chosen.chosen}
    own = [row for row in product.pictures if row["choice"] in wanted]
    plain = [row for row in product.pictures if row["choice"] is None]
    shown = own + plain or product.pictures
    return tuple(
        cards.Picture(name=row["name"], alt=row["alt"], width=row["width"], height=row["height"])
        for row in shown
    )


def _traits(rows: Sequence[dict[str, Any]]) -> Iterable[Trait]:
    """Several choices of one attribute share a row."""
    joined: dict[str, list[str]] = {}
    for row in rows:
        if row["choice"] is not None:
            joined.setdefault(row["name"], []).append(row["choice"])
    for row in rows:
        if row["boolean"] is not None:
            yield Trait(name=row["name"], value=row["boolean"], unit="")
        elif row["number"] is not None:
            yield Trait(
                name=row["name"], value=format(Decimal(str(row["number"])).normalize(), "f"), unit=row["unit"]
            )
        elif row["text"] is not None:
            yield Trait(name=row["name"], value=row["text"], unit="")
        elif row["name"] in joined:
            yield Trait(name=row["name"], value=", ".join(joined.pop(row["name"])), unit="")


def _trail(product: Any) -> list[tuple[str, str]]:
    return [(row["name"], Category(slug=row["slug"]).get_absolute_url()) for row in product.above]


def _reviews(product: Product, sort: str, page: int) -> tuple[Review, ...]:
    start = (page - 1) * REVIEWS_PER_PAGE
    return tuple(reviews.shown(product, sort=sort)[start : start + REVIEWS_PER_PAGE])


def _neighbours(product: Product) -> tuple[cards.Card, ...]:
    """The best loved others of the same shelf, without their price history."""
    near = Q(category_id=product.category_id) if product.category_id else Q(brand_id=product.brand_id)
    found = cards.annotated(Product.objects.published().filter(near).exclude(pk=product.pk))
    return cards.from_annotated(found.order_by("-popularity", "-pk")[:NEIGHBOURS])
