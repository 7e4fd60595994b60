"""Reads of the ways into the catalogue: a category with its family, brands, collections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Left, Length

from shop.models import Brand, Category, Collection, CollectionItem, Product, ProductImage, Variant


@dataclass(frozen=True, kw_only=True)
class Family:
    """A category, those above it from the department down, and the listed ones right below it."""

    category: Category
    above: tuple[Category, ...]
    below: tuple[Category, ...]

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(one.name, one.get_absolute_url()) for one in (*self.above, self.category)]


def family(slug: str) -> Family:
    """One query. Raises Category.DoesNotExist."""
    path = Category.objects.filter(slug=slug).values("path")[:1]
    rows = (
        Category.objects.annotate(wanted=Subquery(path), size=Length("path"), wanted_size=Length("wanted"))
        .filter(
            Q(path=Left("wanted", F("size")))  # type: ignore[arg-type]
            | Q(path__startswith=F("wanted"), size=F("wanted_size") + Category.steplen, is_listed=True)
        )
        .order_by("path")
    )
    found = list(rows)
    category = next((row for row in found if row.slug == slug), None)
    if category is None:
        raise Category.DoesNotExist(slug)
    return Family(
        category=category,
        above=tuple(row for row in found if row.depth < category.depth),
        below=tuple(row for row in found if row.depth > category.depth),
    )


def brands() -> QuerySet[Brand]:
    """Brands that have something to sell, by name, with `.product_count`."""
    offered = Q(products__status=Product.Status.PUBLISHED, products__price_from__isnull=False)
    return Brand.objects.annotate(product_count=Count("products", filter=offered)).filter(product_count__gt=0)


def collections() -> QuerySet[Collection]:
    """Published collections with something in them; `.product_picture` is the first picture of their first product."""
    items = CollectionItem.objects.filter(collection=OuterRef("pk"), product__status=Product.Status.PUBLISHED)
    pictures = (
        ProductImage.objects.filter(
            product__collectionitem__collection=OuterRef("pk"), product__status=Product.Status.PUBLISHED
        )
        .order_by("product__collectionitem__position", "product__collectionitem__pk", "position", "pk")
        .values("file")[:1]
    )
    return Collection.objects.filter(Exists(items), is_published=True).annotate(
        product_picture=Subquery(pictures)
    )


def in_collection(collection: Collection) -> QuerySet[Product]:
    """The collection's published products; `relevance` keeps the merchant's order."""
    place = CollectionItem.objects.filter(collection=collection, product=OuterRef("pk")).values("position")[
        :1
    ]
    return (
        Product.objects.published()
        .filter(pk__in=CollectionItem.objects.filter(collection=collection).values("product"))
        .annotate(relevance=Cast(Subquery(place) * Value(-1), FloatField()))
    )


def on_offer() -> QuerySet[Product]:
    reduced = Variant.objects.active().filter(product=OuterRef("pk"), list_price__isnull=False)
    return Product.objects.published().filter(Exists(reduced))


def by_initial(found: Sequence[Brand]) -> list[tuple[str, list[Brand]]]:
    """Brands grouped under the first letter of their names, # for what does not begin with one."""
    groups: dict[str, list[Brand]] = {}
    for brand in found:
        initial = brand.name[:1].upper()
        groups.setdefault(initial if initial.isalpha() else "#", []).append(brand)
    return sorted(groups.items())
