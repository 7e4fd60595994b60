"""Reads and writes of the catalogue: categories, and products with everything that belongs to them.

Invariant: whoever listens to the outbox hears of every product that changed, in the transaction that changed it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from shop import outbox
from shop.models import Category, Product


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


@transaction.atomic
def changed(product: Product) -> None:
    """Something about the product was edited; a published product without a date gets one."""
    if product.is_published and product.published_at is None:
        Product.objects.filter(pk=product.pk).update(published_at=timezone.now())
    outbox.record("product.changed", product_id=product.pk)


def note_changed(product_ids: Iterable[int]) -> None:
    """Tell listeners of the products. In the caller's transaction; one query, none for no products."""
    ids = sorted(set(product_ids))
    if ids:
        outbox.record_all("product.changed", [{"product_id": product_id} for product_id in ids])


@transaction.atomic
def renamed(products: QuerySet[Product]) -> None:
    """A name that the products are found by, such as their brand's or category's, is another one. Two queries."""
    note_changed(products.values_list("pk", flat=True))


@transaction.atomic
def remove(products: QuerySet[Product]) -> None:
    """Delete products with all that belongs to them. Raises ProtectedError where orders hold their variants."""
    ids = list(products.values_list("pk", flat=True))
    Product.objects.filter(pk__in=ids).delete()
    note_changed(ids)


def created(products: Iterable[Product]) -> None:
    """New products stand on the shelves. In the transaction that makes them; one query."""
    note_changed(product.pk for product in products)


@transaction.atomic
def reword(product: Product, *, description: str, seo_title: str, seo_description: str) -> None:
    """Other words on the product's page; the facts stay. Two queries."""
    words = {"description": description, "seo_title": seo_title, "seo_description": seo_description}
    Product.objects.filter(pk=product.pk).update(**words, updated_at=timezone.now())
    note_changed([product.pk])


def publish(products: QuerySet[Product]) -> int:
    """Show products to shoppers; answers how many were not shown before. A product keeps its first date."""
    return _set_status(products, Product.Status.PUBLISHED)


def archive(products: QuerySet[Product]) -> int:
    """Take products off the shelves; their orders and reviews stay."""
    return _set_status(products, Product.Status.ARCHIVED)


@transaction.atomic
def _set_status(products: QuerySet[Product], status: str) -> int:
    ids = list(products.exclude(status=status).order_by("pk").values_list("pk", flat=True))
    rows = Product.objects.filter(pk__in=ids)
    if status == Product.Status.PUBLISHED:
        rows.filter(published_at=None).update(published_at=timezone.now())
    rows.update(status=status, updated_at=timezone.now())
    note_changed(ids)
    return len(ids)
