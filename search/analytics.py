"""What the query log tells the owner: how much is searched, found, chosen and bought, how fast, and with which words.

Reads only; five queries whatever the period, each one pass over the period's rows.

Who counts. A click can only be noted of somebody who may be followed, so shares of clicks, carts and orders are shares of
*watched* searches: those that found something and were made by an account, by a visitor with an id, or led to a click.

Privacy. People type names, addresses and illnesses into search boxes. Words that fewer than FEW different people typed are
therefore only counted, unless the reader may see the log itself (`view_loggedquery`), which the owner may and no staff
role may from the start. Rows of people who object to being followed cannot be told apart and count as one person together.
The same holds for the way words were typed: where no single spelling reaches FEW people, the normalised words are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import reduce
from typing import Any, Self

from django.db import connection
from django.utils import timezone

from search.sql import analytics as sql

FEW = 3
ROWS, LONGEST_FILE = 15, 1000
UNCHOSEN_FROM = 3
"""So many watched searches must have led to no click before words are called unchosen."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Sums over searches. `empty`: no product had the words or was near in meaning, whatever was shown instead; what a
    shopper narrowed to nothing is not empty.

    `first`, `ten`: watched searches with a click on place 1, on places up to 10; `reciprocal`: sum of 1 / the best place.
    """

    searches: int = 0
    empty: int = 0
    corrected: int = 0
    watched: int = 0
    clicked: int = 0
    first: int = 0
    ten: int = 0
    carted: int = 0
    bought: int = 0
    reciprocal: float = 0.0

    def plus(self, other: Counts) -> Counts:
        return Counts(
            **{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(Counts)}
        )

    @property
    def empty_share(self) -> float | None:
        return _share(self.empty, self.searches)

    @property
    def click_through(self) -> float | None:
        return _share(self.clicked, self.watched)

    @property
    def click_through_at_1(self) -> float | None:
        return _share(self.first, self.watched)

    @property
    def click_through_at_10(self) -> float | None:
        return _share(self.ten, self.watched)

    @property
    def mean_reciprocal_rank(self) -> float | None:
        """Of the best place that was clicked, over searches with a click (Voorhees, TREC-8 1999)."""
        return _share(self.reciprocal, self.clicked)

    @property
    def cart_rate(self) -> float | None:
        return _share(self.carted, self.watched)

    @property
    def order_rate(self) -> float | None:
        return _share(self.bought, self.watched)


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, kw_only=True)
class Day:
    on: date
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days in a row, the last one today, of the shop's time zone."""

    days: tuple[Day, ...]

    @property
    def counts(self) -> Counts:
        return reduce(Counts.plus, (day.counts for day in self.days), Counts())


@dataclass(frozen=True, kw_only=True)
class Times:
    """Milliseconds that half, 95 and 99 of a hundred searches stay within; None without searches."""

    p50: float | None
    p95: float | None
    p99: float | None


@dataclass(frozen=True, kw_only=True)
class Words:
    """Queries with the same terms, by the way most people typed them. `people` is a lower bound."""

    text: str
    searches: int
    people: int
    empty: int
    watched: int
    clicked: int

    @property
    def click_through(self) -> float | None:
        return _share(self.clicked, self.watched)


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The most frequent words of each kind; `hidden` counts the words that too few people typed, and their searches."""

    top: tuple[Words, ...]
    empty: tuple[Words, ...]
    unchosen: tuple[Words, ...]
    hidden: int
    hidden_searches: int


@dataclass(frozen=True, kw_only=True)
class Correction:
    text: str
    corrected: str
    searches: int
    watched: int
    clicked: int

    @property
    def click_through(self) -> float | None:
        return _share(self.clicked, self.watched)


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a moment on, until now."""

    since: datetime
    zone: str

    @classmethod
    def of_days(cls, days: int) -> Self:
        """Today and the days before it, in the shop's time zone."""
        first = timezone.localdate() - timedelta(days=days - 1)
        midnight = datetime.combine(first, time.min, tzinfo=timezone.get_current_timezone())
        return cls(since=midnight, zone=timezone.get_current_timezone_name())

    @property
    def parameters(self) -> dict[str, Any]:
        return {"since": self.since, "zone": self.zone}


def period(days: int) -> Period:
    """The last so many days, today among them. One query."""
    names = [part.name for part in fields(Counts)]
    with connection.cursor() as cursor:
        cursor.execute(_of_searches(sql.DAYS), Span.of_days(days).parameters)
        found = {row[0]: Counts(**dict(zip(names, row[1:], strict=True))) for row in cursor.fetchall()}
    today = timezone.localdate()
    every = (today - timedelta(days=ago) for ago in reversed(range(days)))
    return Period(days=tuple(Day(on=on, counts=found.get(on, Counts())) for on in every))


def before(days: int) -> Counts:
    """Searches of as many days before the period, and the empty ones among them; nothing else is counted. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _of_searches(sql.BEFORE),
            {"since": Span.of_days(2 * days).since, "until": Span.of_days(days).since},
        )
        searches, empty = cursor.fetchone()
    return Counts(searches=searches, empty=empty)


def times(days: int) -> Times:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY milliseconds)"
            " FROM search_loggedquery WHERE at >= %(since)s",
            Span.of_days(days).parameters,
        )
        found = cursor.fetchone()[0] or [None, None, None]
    return Times(p50=found[0], p95=found[1], p99=found[2])


def lists(days: int, *, with_rare: bool, rows: int = ROWS) -> Lists:
    """Words by frequency; `with_rare` is for those who may see the log itself. One query."""
    parameters = {"few": 1 if with_rare else FEW, "rows": rows, "unchosen": UNCHOSEN_FROM}
    with connection.cursor() as cursor:
        cursor.execute(_of_searches(sql.LISTS), Span.of_days(days).parameters | parameters)
        found = cursor.fetchall()
    names = [part.name for part in fields(Words)]
    kinds: dict[str, list[Words]] = {"top": [], "empty": [], "unchosen": [], "hidden": []}
    for kind, _place, *values in found:
        kinds[kind].append(Words(**dict(zip(names, values, strict=True))))
    [hidden] = kinds["hidden"]
    return Lists(
        top=tuple(kinds["top"]),
        empty=tuple(kinds["empty"]),
        unchosen=tuple(kinds["unchosen"]),
        hidden=hidden.people,
        hidden_searches=hidden.searches,
    )


def corrections(days: int, *, with_rare: bool, rows: int = ROWS) -> tuple[Correction, ...]:
    """What was typed and what was searched for instead, the most frequent first. One query."""
    parameters = {"few": 1 if with_rare else FEW, "rows": rows}
    names = [part.name for part in fields(Correction)]
    with connection.cursor() as cursor:
        cursor.execute(_of_searches(sql.CORRECTIONS), Span.of_days(days).parameters | parameters)
        return tuple(Correction(**dict(zip(names, row, strict=True))) for row in cursor.fetchall())


def _of_searches(statement: str) -> str:
    searches = sql.SEARCHES.format(is_empty=sql.IS_EMPTY)
    return statement.format(searches=searches, is_empty=sql.IS_EMPTY)
