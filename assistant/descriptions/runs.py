"""Runs: many proposals at once, made by a worker, watched, paused, looked at and accepted. The only writer of the runs.

Invariants: a product is proposed for once in a run, however many workers share it and whichever is killed; a paused run
begins no further product; nothing of a run reaches a page before its sample was looked at.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from assistant.descriptions import versions
from assistant.descriptions.brief import Brief
from assistant.descriptions.proposing import NothingToSay
from assistant.models import Description, DescriptionRun, DescriptionRunItem
from language.writer import Writer
from shop.models import Product, User

S, I = DescriptionRun.State, DescriptionRunItem.State  # noqa: E741 - states of runs and of their items
MOST_PRODUCTS, MOST_SAMPLE = 2000, 50
SECONDS = 60


class TooMany(Exception):
    """More products than one run takes."""


class NotLookedAt(Exception):
    """The sample must be looked at first; `left` proposals are to see."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Products by state. `seen` of `sample` were looked at; `open` proposals wait for a decision."""

    total: int
    waiting: int
    done: int
    skipped: int
    failed: int
    sample: int
    seen: int
    open: int

    @property
    def percent(self) -> int:
        return 100 * (self.total - self.waiting) // self.total if self.total else 100

    @property
    def may_accept(self) -> bool:
        return self.waiting == 0 and self.open > 0 and self.seen >= self.sample


@transaction.atomic
def start(
    products: QuerySet[Product], brief: Brief, *, by: User, sample: int = 5, replaces_people: bool = False
) -> DescriptionRun:
    """Note what is to be written; a worker does it. Raises TooMany."""
    ids = list(products.order_by("pk").values_list("pk", flat=True)[: MOST_PRODUCTS + 1])
    if len(ids) > MOST_PRODUCTS:
        raise TooMany
    run = DescriptionRun.objects.create(
        brief=asdict(brief),
        asked_by=by,
        sample=min(max(sample, 1), MOST_SAMPLE),
        replaces_people=replaces_people,
    )
    DescriptionRunItem.objects.bulk_create(
        [DescriptionRunItem(run=run, product_id=product_id) for product_id in ids], batch_size=1000
    )
    return run


def pause(run: DescriptionRun) -> bool:
    return _turn(run, (S.RUNNING,), S.PAUSED)


def go_on(run: DescriptionRun) -> bool:
    return _turn(run, (S.PAUSED, S.RUNNING), S.RUNNING)


def cancel(run: DescriptionRun) -> bool:
    """What is proposed stays open; nothing more is written."""
    return _turn(run, (S.RUNNING, S.PAUSED), S.CANCELLED)


def work(
    run_id: int,
    *,
    writer: Writer | None = None,
    seconds: float = SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> bool:
    """Write for a while, each product in a transaction of its own; whether there is more to do."""
    until = clock() + seconds
    while clock() < until:
        if not DescriptionRun.objects.filter(pk=run_id, state=S.RUNNING).exists():
            return False
        if not _next(run_id, writer):
            return not _finish(run_id)
    return True


def progress(run: DescriptionRun) -> Progress:
    """One query."""
    is_open = Q(description__state=Description.State.PROPOSED)
    counts = run.items.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(state=I.WAITING)),
        done=Count("pk", filter=Q(state=I.DONE)),
        skipped=Count("pk", filter=Q(state=I.SKIPPED)),
        failed=Count("pk", filter=Q(state=I.FAILED)),
        sample=Count("pk", filter=Q(is_sample=True) & is_open | Q(is_sample=True, seen_at__isnull=False)),
        seen=Count("pk", filter=Q(is_sample=True, seen_at__isnull=False)),
        open=Count("pk", filter=is_open),
    )
    return Progress(**counts)


def look_at(description: Description) -> None:
    """Somebody opened the proposal."""
    rows = DescriptionRunItem.objects.filter(description=description, seen_at=None)
    rows.update(seen_at=timezone.now())


def accept_all(run: DescriptionRun, *, by: User) -> tuple[int, int]:
    """Put every open proposal of the run on its page; how many were, and how many were left, such as stale ones.

    Raises NotLookedAt. Each in a transaction of its own.
    """
    found = progress(run)
    if not found.may_accept:
        raise NotLookedAt(max(found.sample - found.seen, found.waiting, 1))
    rows = Description.objects.open().filter(pk__in=run.items.values("description")).select_related("product")
    accepted = left = 0
    for row in rows.order_by("pk"):
        if row.is_stale:
            left += 1
            continue
        try:
            versions.accept(row, by=by, overwrite=run.replaces_people)
        except (versions.Decided, versions.WrittenByPerson):
            left += 1
        else:
            accepted += 1
    return accepted, left


def _turn(run: DescriptionRun, before: tuple[str, ...], after: str) -> bool:
    ended = timezone.now() if after == S.CANCELLED else None
    rows = DescriptionRun.objects.filter(pk=run.pk, state__in=before)
    return bool(rows.update(state=after, ended_at=ended))


@transaction.atomic
def _next(run_id: int, writer: Writer | None) -> bool:
    """Take one product that no other worker has; False when there is none. A killed worker's product is taken again."""
    waiting = DescriptionRunItem.objects.filter(run=run_id, state=I.WAITING)
    item = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("run", "product").first()
    if item is None:
        return False
    brief = Brief(**{**item.run.brief, "keywords": tuple(item.run.brief.get("keywords", ()))})
    if not item.run.replaces_people and versions.is_by_person(item.product, brief.language):
        item.state = I.SKIPPED
    else:
        _write(item, brief, writer)
    item.save()
    return True


def _write(item: DescriptionRunItem, brief: Brief, writer: Writer | None) -> None:
    try:
        item.description = versions.propose(item.product, brief, by=item.run.asked_by, writer=writer)
    except NothingToSay as error:
        item.state, item.note = I.FAILED, str(error)[:300]
    else:
        item.state = I.DONE


@transaction.atomic
def _finish(run_id: int) -> bool:
    """Draw the sample once nothing waits; False while another worker has products in hand."""
    run = DescriptionRun.objects.select_for_update().get(pk=run_id)
    if run.state != S.RUNNING or run.items.filter(state=I.WAITING).exists():
        return run.state != S.RUNNING
    done = list(run.items.filter(state=I.DONE).values_list("pk", flat=True))
    drawn = random.sample(done, min(run.sample, len(done)))
    run.items.filter(pk__in=drawn).update(is_sample=True)
    DescriptionRun.objects.filter(pk=run_id).update(state=S.DONE, ended_at=timezone.now())
    return True
