"""Writes the lists of a version beside those in use: the only writer of Neighbours, ShopperList and Popular.

Invariant: writing a block again replaces it, so a worker that was killed half-way leaves nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from recommendations.algorithms.base import Ranked
from recommendations.algorithms.events import Codes
from recommendations.models import Neighbours, Popular, ShopperList, Version
from shop.activity import Shopper
from shop.models import Product, User

CLEARED_AT_ONCE = 20_000


@transaction.atomic
def neighbours(
    version: Version, role: str, product_ids: Sequence[int], found: Sequence[Ranked], ids: Codes
) -> None:
    """`ids` are the product ids of the items that lists name. Products that were deleted meanwhile are left out."""
    Neighbours.objects.filter(version=version, role=role, product__in=product_ids).delete()
    alive = set(
        Product.objects.filter(pk__in=product_ids)
        .select_for_update(of=("self",), no_key=True)
        .values_list("pk", flat=True)
    )
    _copy(
        Neighbours,
        ("version_id", "role", "product_id", "product_ids", "scores"),
        (
            (version.pk, role, product, *_columns(ranked, ids))
            for product, ranked in zip(product_ids, found, strict=True)
            if len(ranked) and product in alive
        ),
    )


@transaction.atomic
def shoppers(version: Version, people: Sequence[Shopper], found: Sequence[Ranked], ids: Codes) -> None:
    """Accounts that were deleted or objected meanwhile are left out."""
    users = [who.user_id for who in people if who.user_id is not None]
    visitors = [who.visitor for who in people if who.visitor is not None]
    ShopperList.objects.filter(version=version, user__in=users).delete()
    ShopperList.objects.filter(version=version, visitor__in=visitors).delete()
    willing = User.objects.filter(pk__in=users, uses_history=True, is_active=True)
    alive = set(willing.select_for_update(no_key=True).values_list("pk", flat=True))
    _copy(
        ShopperList,
        ("version_id", "user_id", "visitor", "product_ids", "scores"),
        (
            (version.pk, who.user_id, who.visitor, *_columns(ranked, ids))
            for who, ranked in zip(people, found, strict=True)
            if len(ranked) and (who.user_id is None or who.user_id in alive)
        ),
    )


@transaction.atomic
def popular(version: Version, found: Mapping[int | None, Ranked], ids: Codes) -> None:
    Popular.objects.filter(version=version).delete()
    _copy(
        Popular,
        ("version_id", "category_id", "product_ids", "scores"),
        ((version.pk, category, *_columns(ranked, ids)) for category, ranked in found.items()),
    )


def clear(version_ids: Iterable[int]) -> None:
    """Take the lists and pieces of old versions away; what they measured stays. In small transactions."""
    gone = list(version_ids)
    Version.objects.filter(pk__in=gone).update(has_lists=False)
    for table in ("neighbours", "shopperlist", "popular", "piece"):
        statement = (
            f"DELETE FROM recommendations_{table} WHERE id IN "  # noqa: S608 - names of ours
            f"(SELECT id FROM recommendations_{table} WHERE version_id = ANY(%s) LIMIT {CLEARED_AT_ONCE})"
        )
        with connection.cursor() as cursor:
            more = True
            while more:
                cursor.execute(statement, [gone])
                more = cursor.rowcount == CLEARED_AT_ONCE


def _columns(ranked: Ranked, ids: Codes) -> tuple[list[int], list[float]]:
    return ids[ranked.items].tolist(), [round(float(score), 5) for score in ranked.scores]


def _copy(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as target,
    ):
        for row in rows:
            target.write_row(row)
