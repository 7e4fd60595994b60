"""Loads records into the catalogue: each row all or nothing, a good row whatever the others are.

A row that changes nothing writes nothing. A rehearsal does all of it and takes each row back before the next, so that it
promises what the load will do and nobody waits for its locks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet

from shop.exchange import creating, records, updating
from shop.exchange.records import BadRow, Record
from shop.exchange.shelf import Shelf
from shop.models import Product

CHUNK = 100
LOCK = 0x4D4147  # the advisory lock that two imports cannot hold at once
Tick = Callable[[int, int], object]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A good row: `outcome` is created, updated or unchanged; `product_id` is None for what a rehearsal made."""

    number: int
    id: str
    title: str
    outcome: str
    product_id: int | None
    changes: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Report:
    """The good rows, and the bad ones with line number and reason."""

    rows: list[Row] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def created(self) -> int:
        return self.count("created")

    @property
    def updated(self) -> int:
        return self.count("updated")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")


class _Rehearsed(Exception):
    """Takes a row back."""


def load(path: Path, *, tick: Tick = lambda done, total: None, is_rehearsal: bool = False) -> Report:
    """Import a file by product id, or by slug where a product has no id. Raises records.BadFile before anything is written.

    For each 100 rows some ten queries, and some ten more for each product that changes.
    """
    rows = _without_repetitions(list(records.read(path)))
    with _alone():
        shelf = Shelf(record.attributes or {} for _, record in rows if isinstance(record, Record))
        loader = _Loader(shelf, is_rehearsal=is_rehearsal)
        for start in range(0, len(rows), CHUNK):
            loader.load(rows[start : start + CHUNK])
            tick(min(start + CHUNK, len(rows)), len(rows))
    loader.report.rows.sort(key=lambda row: row.number)
    loader.report.rejected.sort()
    return loader.report


def _without_repetitions(rows: Sequence[tuple[int, Record | BadRow]]) -> list[tuple[int, Record | BadRow]]:
    seen: dict[str, int] = {}
    checked: list[tuple[int, Record | BadRow]] = []
    for number, record in rows:
        first = seen.setdefault(record.id, number) if isinstance(record, Record) else number
        if isinstance(record, Record) and first != number:
            checked.append((number, BadRow(f"id {record.id!r} stands in line {first} already")))
        else:
            checked.append((number, record))
    return checked


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One import at a time. Commits need not reach the disk one by one: what a crash loses is imported again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise records.BadFile("Another import is running; start this one when it is done.")
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


class _Loader:
    """One run through a file, a chunk at a time."""

    def __init__(self, shelf: Shelf, *, is_rehearsal: bool) -> None:
        self.shelf, self.is_rehearsal, self.report = shelf, is_rehearsal, Report()

    def load(self, chunk: Sequence[tuple[int, Record | BadRow]]) -> None:
        """New products together, which disturbs nobody; each of the others in a transaction of its own."""
        ids = [record.id for _, record in chunk if isinstance(record, Record)]
        present = {product.external_id or product.slug: product for product in _named(ids).order_by("pk")}
        fresh: list[tuple[int, Record]] = []
        for number, record in chunk:
            if isinstance(record, BadRow):
                self.report.rejected.append((number, str(record)))
                continue
            with self._rejecting(number):
                if record.id in present:
                    self._update(number, record, present[record.id])
                else:
                    creating.check(record, self.shelf)
                    fresh.append((number, record))
        try:
            self._create(fresh)
        except DatabaseError:
            for number, record in fresh:
                with self._rejecting(number):
                    self._create([(number, record)])

    def _create(self, found: Sequence[tuple[int, Record]]) -> None:
        made: list[Product] = []
        if found:
            with self._attempting():
                made = creating.create([record for _, record in found], self.shelf)
        for (number, record), product in zip(found, made, strict=True):
            self._note(number, record, "created", None if self.is_rehearsal else product.pk)

    def _update(self, number: int, record: Record, product: Product) -> None:
        changes = updating.differences(record, product, self.shelf)
        if changes:
            with self._attempting():
                locked = _named([record.id]).select_for_update(of=("self",), no_key=True).get()
                updating.update(record, locked, self.shelf)
        self._note(number, record, "updated" if changes else "unchanged", product.pk, changes)

    @contextlib.contextmanager
    def _attempting(self) -> Iterator[None]:
        """All or nothing, on the shelf as in the database; in a rehearsal, nothing."""
        with contextlib.suppress(_Rehearsed), self.shelf.growing(), transaction.atomic():
            yield
            if self.is_rehearsal:
                raise _Rehearsed

    @contextlib.contextmanager
    def _rejecting(self, number: int) -> Iterator[None]:
        try:
            yield
        except BadRow as error:
            self.report.rejected.append((number, str(error)))
        except DatabaseError as error:
            reason = f"the database refuses it: {str(error).splitlines()[0]}"
            self.report.rejected.append((number, reason))

    def _note(
        self, number: int, record: Record, outcome: str, product_id: int | None, changes: Sequence[str] = ()
    ) -> None:
        row = Row(
            number=number,
            id=record.id,
            title=record.title,
            outcome=outcome,
            product_id=product_id,
            changes=tuple(changes),
        )
        self.report.rows.append(row)


def _named(ids: Sequence[str]) -> QuerySet[Product]:
    named = Q(external_id__in=ids) | Q(external_id__isnull=True, slug__in=ids)
    return Product.objects.filter(named).prefetch_related("variants__stock", "attribute_values")
