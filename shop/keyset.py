"""Lists that go on after a place (keyset paging): what appears before the place meanwhile moves nothing.

Nothing is counted, so the indexes of products give the rows in order, and only those that are shown are looked at.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from shop import cards, conditions, listing
from shop.facets import Selection
from shop.listing_sql import AFTER, ASCENDING, IN_STOCK_FIRST, KEYS, ORDERS
from shop.models import Product


def after(
    products: QuerySet[Product],
    selection: Selection,
    *,
    place: Sequence[Any] | None,
    size: int,
    default_sort: str = "popular",
) -> tuple[list[cards.Card], list[Any] | None]:
    """The cards that follow a place in the list, and the place behind them, None at the end. Three queries, four with facets.

    A place is the values that the last card was in order by. Raises ValueError for a place of another order.
    """
    sort = selection.sort or default_sort
    held_sql, parameters = conditions.of(selection).held()
    after_sql, values = _behind(sort, place)
    base_sql, base_parameters = listing.base(products)
    sql = (IN_STOCK_FIRST if sort == "popular" else AFTER).format(
        base=base_sql,
        held=held_sql,
        order=ORDERS[sort],
        after=after_sql,
        size=size + 1,
        keys=", ".join(f"{key}::text" for key in KEYS[sort]),
    )
    repeated = 2 if sort == "popular" else 1
    with connection.cursor() as cursor:
        cursor.execute(sql, [*base_parameters, *[*parameters, *values] * repeated])
        rows = cursor.fetchall()
    shown = cards.by_ids([pk for pk, _keys in rows[:size]])
    return shown, json.loads(rows[size - 1][1]) if len(rows) > size else None


def _behind(sort: str, place: Sequence[Any] | None) -> tuple[str, list[Any]]:
    """The condition that rows after the place fulfil."""
    keys = KEYS[sort]
    if place is None:
        return "true", []
    if len(place) != len(keys):
        raise ValueError("The place belongs to another order.")
    names = ", ".join(key.partition("::")[0] for key in keys)
    casts = ", ".join(f"%s::{key.partition('::')[2]}" for key in keys)
    return f"({names}) {'>' if sort in ASCENDING else '<'} ({casts})", list(place)
