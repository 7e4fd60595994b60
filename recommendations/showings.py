"""Which shelves were shown and what was chosen from them: the only writer of Showing and Choice, and the reader of their sums.

Invariant: robots and people who object leave no row, a failure to note something never fails a page, and rows go after SHELF_DAYS.
A choice is believed only from whoever the shelf was shown to.
"""

from __future__ import annotations

import contextlib
import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from recommendations.models import Showing
from shop import afterwards
from shop.activity import Shopper

log = logging.getLogger(__name__)
COUNTS_FOR, FOLLOWED_FOR = timedelta(hours=24), timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A shelf before it is noted. The key is part of the addresses of its cards."""

    key: uuid.UUID
    shelf: str
    version_id: int | None
    product_ids: tuple[int, ...]
    explored: int | None = None


UNHURRIED = "SELECT set_config('synchronous_commit', 'off', true);"
"""In the same trip and for the one statement alone: a shelf that a crash makes us forget is worth less than waiting for the disk."""
NOTE = """
INSERT INTO recommendations_showing (key, shelf, version_id, user_id, visitor, product_ids, explored, at)
SELECT key, shelf, version.id, user_id, visitor, product_ids, explored, at
FROM (VALUES {rows}) AS shown (key, shelf, version_id, user_id, visitor, product_ids, explored, at)
LEFT JOIN recommendations_version AS version ON version.id = shown.version_id
WHERE user_id IS NULL OR EXISTS (SELECT FROM shop_user AS account WHERE account.id = shown.user_id AND account.uses_history)
"""
ROW = "(%s::uuid, %s, %s::bigint, %s::bigint, %s::uuid, %s::bigint[], %s::bigint, %s::timestamptz)"
Row = tuple[uuid.UUID, str, int | None, int | None, uuid.UUID | None, list[int], int | None, datetime]


def note(shopper: Shopper | None, shelves: Sequence[Shown]) -> None:
    """The shelves of one page, in one query once the answer is sent; none for robots and for people who object."""
    if shopper is None or not shelves:
        return
    now = timezone.now()
    rows: list[Row] = [
        (
            shelf.key,
            shelf.shelf,
            shelf.version_id,
            shopper.user_id,
            shopper.visitor,
            list(shelf.product_ids),
            shelf.explored,
            now,
        )
        for shelf in shelves
    ]
    afterwards.do(_write, rows)


def _write(rows: Sequence[Row]) -> None:
    """Of accounts that still are and still may be followed: between the page and this moment they may have objected."""
    statement = NOTE.format(rows=", ".join([ROW] * len(rows)))
    with _forgiving("shelf"), connection.cursor() as cursor:
        cursor.execute(
            f"{'' if connection.in_atomic_block else UNHURRIED}{statement}",
            [value for row in rows for value in row],
        )


CHOICE = """
INSERT INTO recommendations_choice (showing_id, product_id, position, at)
SELECT showing.id, product.id, array_position(showing.product_ids, product.id), %(now)s
FROM recommendations_showing AS showing, shop_product AS product
WHERE showing.key = %(key)s AND showing.at > %(since)s AND product.slug = %(slug)s
    AND product.id = ANY(showing.product_ids) AND (showing.user_id = %(user)s OR showing.visitor = %(visitor)s)
ON CONFLICT (showing_id, product_id) DO NOTHING
"""


def note_choice(*, key: uuid.UUID, shopper: Shopper | None, slug: str) -> None:
    """A product of a shelf was opened by whoever saw the shelf. One query; a repetition adds nothing."""
    if shopper is None:
        return
    now = timezone.now()
    values: dict[str, Any] = {
        "key": key,
        "slug": slug,
        "now": now,
        "since": now - COUNTS_FOR,
        "user": shopper.user_id,
        "visitor": shopper.visitor,
    }
    with _forgiving("choice"), connection.cursor() as cursor:
        cursor.execute(CHOICE, values)


FOLLOW_UP = """
UPDATE recommendations_choice AS choice SET {column} = event.at
FROM recommendations_showing AS showing, shop_shopperevent AS event
WHERE showing.id = choice.showing_id AND event.product_id = choice.product_id AND event.kind = %(kind)s
    AND choice.{column} IS NULL AND choice.at > %(since)s
    AND event.at BETWEEN choice.at AND choice.at + %(within)s
    AND (event.user_id = showing.user_id OR event.visitor = showing.visitor)
"""


def follow_up() -> int:
    """Note what became of choices: put into the cart, bought within a week; answers how many were noted. Two queries."""
    since = timezone.now() - FOLLOWED_FOR - timedelta(days=1)
    noted = 0
    with connection.cursor() as cursor:
        for column, kind in (("carted_at", "cart"), ("bought_at", "purchase")):
            parameters: dict[str, Any] = {"kind": kind, "since": since, "within": FOLLOWED_FOR}
            cursor.execute(FOLLOW_UP.format(column=column), parameters)
            noted += cursor.rowcount
    return noted


def prune() -> int:
    """Forget what was shown, with what was chosen, after SHELF_DAYS. In bites, so that no lock lasts."""
    old = timezone.now() - timedelta(days=settings.SHELF_DAYS)
    gone = 0
    while True:
        ids = list(Showing.objects.filter(at__lt=old).order_by("at").values_list("pk", flat=True)[:5000])
        if not ids:
            return gone
        Showing.objects.filter(pk__in=ids).delete()
        gone += len(ids)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of one shelf and version: how often it was shown, and to what share of showings something came of it."""

    shelf: str
    version_id: int | None
    showings: int
    clicks: int
    carts: int
    orders: int
    up: int
    down: int
    less: int


FIGURES = """
SELECT shelf, version_id, sum(showings), sum(clicks), sum(carts), sum(orders), sum(up), sum(down), sum(less) FROM (
    SELECT showing.shelf, showing.version_id, 1 AS showings, count(choice.id) FILTER (WHERE choice.id IS NOT NULL) AS clicks,
        count(choice.carted_at) AS carts, count(choice.bought_at) AS orders, 0 AS up, 0 AS down, 0 AS less
    FROM recommendations_showing AS showing LEFT JOIN recommendations_choice AS choice ON choice.showing_id = showing.id
    WHERE showing.at >= %(since)s GROUP BY showing.id
    UNION ALL
    SELECT shelf, version_id, 0, 0, 0, 0, count(*) FILTER (WHERE kind = 'up'), count(*) FILTER (WHERE kind = 'down'),
        count(*) FILTER (WHERE kind = 'less')
    FROM recommendations_feedback WHERE at >= %(since)s GROUP BY shelf, version_id
) AS every GROUP BY shelf, version_id ORDER BY shelf, version_id
"""


def figures(*, since: datetime) -> list[Figures]:
    """Sums by shelf and version. One query over what was shown since."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"since": since})
        return [
            Figures(
                shelf=row[0],
                version_id=row[1],
                showings=int(row[2]),
                clicks=int(row[3]),
                carts=int(row[4]),
                orders=int(row[5]),
                up=int(row[6]),
                down=int(row[7]),
                less=int(row[8]),
            )
            for row in cursor.fetchall()
        ]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """How often a new product stood in the place for one, and how often it was opened from there."""

    shown: int = 0
    opened: int = 0


TRIED = """
SELECT showing.explored, count(*), count(choice.id) FROM recommendations_showing AS showing
LEFT JOIN recommendations_choice AS choice ON choice.showing_id = showing.id AND choice.product_id = showing.explored
WHERE showing.explored IS NOT NULL AND showing.at >= %(since)s GROUP BY showing.explored
"""


def tried(*, since: datetime) -> dict[int, Tried]:
    """By product. One query, over the index of shelves that had such a place."""
    with connection.cursor() as cursor:
        cursor.execute(TRIED, {"since": since})
        return {row[0]: Tried(shown=row[1], opened=row[2]) for row in cursor.fetchall()}


BESIDE = """
SELECT coalesce(sum(cardinality(showing.product_ids) - 1), 0), coalesce(sum(chosen.others), 0)
FROM recommendations_showing AS showing CROSS JOIN LATERAL (
    SELECT count(*) AS others FROM recommendations_choice AS choice
    WHERE choice.showing_id = showing.id AND choice.product_id <> showing.explored
) AS chosen
WHERE showing.explored IS NOT NULL AND showing.at >= %(since)s
"""


def beside(*, since: datetime) -> Tried:
    """The other places of the shelves that had one for a new product. One query."""
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, {"since": since})
        shown, opened = cursor.fetchone()
        return Tried(shown=int(shown), opened=int(opened))


@contextlib.contextmanager
def _forgiving(what: str) -> Iterator[None]:
    """Inside a transaction of the caller only a savepoint is lost."""
    try:
        with transaction.atomic() if connection.in_atomic_block else contextlib.nullcontext():
            yield
    except DatabaseError:
        log.exception("A %s was not noted", what)
