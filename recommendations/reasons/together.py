"""How many shoppers bought both of two products: counted, never guessed. Reads only; kept in the cache for a day.

Fewer than LEAST are not told: a count of one would tell what a single person bought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.cache import cache
from django.db import connection

from recommendations.memory import Memory

LEAST, MOST_BUYERS, KEPT = 3, 2000, 86_400
STATEMENT = """
SELECT pair.one, pair.other, (
    SELECT count(DISTINCT first.user_id) FROM (
        SELECT user_id FROM shop_shopperevent WHERE product_id = pair.one AND kind = 'purchase' AND user_id IS NOT NULL LIMIT %(most)s
    ) AS first WHERE EXISTS (
        SELECT 1 FROM shop_shopperevent AS second
        WHERE second.product_id = pair.other AND second.kind = 'purchase' AND second.user_id = first.user_id
    )
) FROM unnest(%(ones)s::bigint[], %(others)s::bigint[]) AS pair(one, other)
"""
Pair = tuple[int, int]
_remembered: Memory[Pair, int] = Memory(most=50_000, seconds=600)


def counts(pairs: Sequence[Pair]) -> Mapping[Pair, int]:
    """Those that may be told. What this process does not remember is a trip to the cache, and a query for pairs that are new to it."""
    return {pair: value for pair, value in _remembered.of(pairs, _held).items() if value >= LEAST}


def _held(wanted: list[Pair]) -> dict[Pair, int]:
    keys = {_key(pair): pair for pair in wanted}
    held = {keys[key]: value for key, value in cache.get_many(keys).items()}
    missing = [pair for pair in wanted if pair not in held]
    if missing:
        fresh = _count(missing)
        cache.set_many({_key(pair): value for pair, value in fresh.items()}, KEPT)
        held |= fresh
    return held


def _key(pair: Pair) -> str:
    return f"both:{min(pair)}:{max(pair)}"


def _count(pairs: Sequence[Pair]) -> dict[Pair, int]:
    ones, others = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"ones": list(ones), "others": list(others), "most": MOST_BUYERS})
        return {(one, other): count for one, other, count in cursor.fetchall()}
