"""Loads records into the catalogue: each row all or nothing, a good row whatever the others are.

A row that changes nothing writes nothing.
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


@dataclass(kw_only=True)
class Report:
    """How many rows made, changed or left a product as it was; the bad ones with line number and reason."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


def load(path: Path, *, tick: Tick = lambda done, total: None) -> Report:
    """Import a file by product id, or by slug where a product has no id. Raises records.BadFile before anything is written.

    For each 100 rows some ten queries, and some ten more for each product that changes.
    """
    rows = _without_repetitions(list(records.read(path)))
    report = Report()
    with _alone():
        shelf = Shelf(record.attributes or {} for _, record in rows if isinstance(record, Record))
        for start in range(0, len(rows), CHUNK):
            _load_chunk(rows[start : start + CHUNK], shelf, report)
            tick(min(start + CHUNK, len(rows)), len(rows))
    report.rejected.sort()
    return report


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


def _load_chunk(chunk: Sequence[tuple[int, Record | BadRow]], shelf: Shelf, report: Report) -> None:
    """New products together, which disturbs nobody; each of the others in a transaction of its own."""
    present = {
        product.external_id or product.slug: product
        for product in _named([record.id for _, record in chunk if isinstance(record, Record)]).order_by("pk")
    }
    fresh: list[tuple[int, Record]] = []
    for number, record in chunk:
        if isinstance(record, BadRow):
            report.rejected.append((number, str(record)))
        elif record.id in present:
            with _rejecting(number, report):
                _update(record, present[record.id], shelf, report)
        else:
            with _rejecting(number, report):
                creating.check(record, shelf)
                fresh.append((number, record))
    try:
        _create([record for _, record in fresh], shelf, report)
    except DatabaseError:
        for number, record in fresh:
            with _rejecting(number, report):
                _create([record], shelf, report)


@contextlib.contextmanager
def _rejecting(number: int, report: Report) -> Iterator[None]:
    try:
        yield
    except BadRow as error:
        report.rejected.append((number, str(error)))
    except DatabaseError as error:
        report.rejected.append((number, f"the database refuses it: {str(error).splitlines()[0]}"))


def _create(found: Sequence[Record], shelf: Shelf, report: Report) -> None:
    if found:
        with shelf.growing(), transaction.atomic():
            creating.create(found, shelf)
        report.created += len(found)


def _update(record: Record, product: Product, shelf: Shelf, report: Report) -> None:
    if updating.is_current(record, product, shelf):
        report.unchanged += 1
        return
    with shelf.growing(), transaction.atomic():
        locked = _named([record.id]).select_for_update(of=("self",), no_key=True).get()
        updating.update(record, locked, shelf)
    report.updated += 1


def _named(ids: Sequence[str]) -> QuerySet[Product]:
    named = Q(external_id__in=ids) | Q(external_id__isnull=True, slug__in=ids)
    return Product.objects.filter(named).prefetch_related("variants__stock", "attribute_values")
