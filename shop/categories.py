"""The category tree's shape: where a category stands. Names, moves and removals are told to whoever keeps products by them."""

from __future__ import annotations

from django.db import connection, transaction

from shop import catalog
from shop.models import Category, Product

LOCK = 0x4D4154  # the advisory lock that two changes of the tree's shape cannot hold at once


class InsideItself(Exception):
    """A category cannot stand below itself."""


def indented() -> list[tuple[int, str]]:
    """Ids and names in tree order, deeper ones indented. One query."""
    rows = Category.objects.order_by("path").only("pk", "name", "depth")
    return [(row.pk, "\u2003" * (row.depth - 1) + row.name) for row in rows]


def parent_of(category: Category) -> Category | None:
    """One query, none for a department."""
    return Category.objects.get_parent(category) if category.depth > 1 else None


def place_of(category: Category) -> int:
    """The category's place among its siblings, from one. One query."""
    start = category.path[: -Category.steplen]
    return Category.objects.filter(
        depth=category.depth, path__startswith=start, path__lte=category.path
    ).count()


@transaction.atomic
def add(values: dict[str, object], *, parent: Category | None, place: int | None = None) -> Category:
    """A new category, last among its siblings unless a place is named."""
    _alone()
    made = (
        Category.objects.add_child(Category.objects.get(pk=parent.pk), values)
        if parent
        else Category.objects.add_root(values)
    )
    return move(made, parent=parent, place=place) if place else made


@transaction.atomic
def move(category: Category, *, parent: Category | None, place: int | None = None) -> Category:
    """Put the category with all below it under the parent, at the place from one, or last. Raises InsideItself."""
    _alone()
    category = Category.objects.get(pk=category.pk)
    parent = Category.objects.get(pk=parent.pk) if parent else None
    if parent is not None and parent.path.startswith(category.path):
        raise InsideItself
    siblings = list(
        (Category.objects.get_children(parent) if parent else Category.objects.get_root_nodes()).exclude(
            pk=category.pk
        )
    )
    if place is not None and place <= len(siblings):
        Category.objects.move(category, siblings[max(place, 1) - 1], "left")
    elif parent is not None:
        Category.objects.move(category, parent, "last-child")
    elif siblings:
        Category.objects.move(category, siblings[-1], "right")
    category = Category.objects.get(pk=category.pk)
    changed(category)
    return category


def changed(category: Category) -> None:
    """The category was renamed or moved: its products and those below it are found by other words."""
    catalog.renamed(Product.objects.in_category(category))


def holds_products(category: Category) -> bool:
    return Product.objects.in_category(category).exists()


def _alone() -> None:
    """Paths are computed before they are written; two at once would compute the same one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
