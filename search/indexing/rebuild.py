"""Writes a whole new index beside the one in use and puts it in its place; what was begun goes on where it stopped."""

from __future__ import annotations

import contextlib
import random
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from search import completions, index, tuning
from search.indexing import documents, encoding, partitions, writing
from search.indexing.documents import Source
from search.indexing.numbering import Numbers
from search.models import Build, Document
from shop.models import Product

S = Build.State
CHUNK = 256
AHEAD = 2
"""Chunks that are encoded at the same time, beside the one that is written."""
SAMPLE = 1000
Tick = Callable[[int, int], object]


class Running(Exception):
    """Another process writes an index at the moment."""


def is_needed() -> bool:
    """Whether no index was ever written, or the one in use has another encoder than the shop wants. One query or two."""
    build = Build.objects.filter(state=S.ACTIVE).first()
    return build is None or build.counted_at is None or build.encoder != encoding.wanted()


def run(*, encoder: str = "", tick: Tick = lambda done, total: None, fresh: bool = False) -> Build:
    """Build, count, swap. `encoder` names another one than the shop uses now; `fresh` gives up what was begun.

    A build that was interrupted is continued when encoder and field weights are still the same. Raises Running.
    """
    encoder = encoder or encoding.wanted()
    with _alone():
        build = _begin(encoder, fresh=fresh)
        total = Product.objects.published().count()
        numbers = Numbers()
        done = Product.objects.published().filter(pk__lte=build.cursor).count()
        tick(done, total)
        for analysed, vectors, last in _prepared(build):
            _write(build, analysed, vectors, last, numbers)
            done += len(analysed)
            tick(done, total)
        partitions.add_indexes(build)
        _catch_up(build)
        index.refresh_statistics(build)
        activate(build)
    completions.refresh()
    build.refresh_from_db()
    return build


def reweigh(*, tick: Tick = lambda done, total: None) -> None:
    """Weigh the words of the index in use anew, with the fields' present weights; vectors stay. Raises Running."""
    with _alone():
        build = index.active()
        build.weights, build.average_lengths = tuning.current().fields.as_json(), _average_lengths()
        build.weighed_at = timezone.now()
        build.save(update_fields=["weights", "average_lengths", "weighed_at"])
        numbers, last, done, total = Numbers(), 0, 0, Product.objects.published().count()
        while ids := documents.published_after(last, limit=CHUNK):
            with transaction.atomic():
                index.reweigh(build, ids, numbers=numbers)
            last, done = ids[-1], done + len(ids)
            tick(done, total)
        index.refresh_statistics(build)


def _begin(encoder: str, *, fresh: bool) -> Build:
    begun = Build.objects.filter(state=S.BUILDING).first()
    if begun is not None:
        if not fresh and (begun.encoder, begun.weights) == (encoder, tuning.current().fields.as_json()):
            return begun
        abandon(begun)
    with transaction.atomic():
        build = index.create(encoder)
        build.average_lengths, build.weighed_at = _average_lengths(), timezone.now()
        build.save(update_fields=["average_lengths", "weighed_at"])
    return build


def _average_lengths() -> dict[str, float]:
    """From a sample of products; the same sample for the same shop."""
    ids = list(Product.objects.published().order_by("pk").values_list("pk", flat=True))
    sample = random.Random(0).sample(ids, min(SAMPLE, len(ids)))
    return writing.average_lengths(map(writing.analyse, documents.read(sample)))


Prepared = tuple[list[writing.Analysed], np.ndarray, int]


def _prepared(build: Build) -> Iterator[Prepared]:
    """Chunks of products behind the build's cursor in their order, with their vectors and the last id of each.

    The encoder is most of the work: it reads the next chunks in threads of its own while a chunk is analysed and written.
    """
    with ThreadPoolExecutor(max_workers=AHEAD, thread_name_prefix="encoding") as encoders:
        waiting: deque[tuple[list[Source], Future[np.ndarray], int]] = deque()
        last, is_more = build.cursor, True
        try:
            while is_more or waiting:
                while is_more and len(waiting) <= AHEAD:
                    ids = documents.published_after(last, limit=CHUNK)
                    is_more = bool(ids)
                    if ids:
                        last, sources = ids[-1], documents.read(ids)
                        vectors = encoders.submit(encoding.vectors, sources, source=build.encoder)
                        waiting.append((sources, vectors, last))
                if waiting:
                    sources, vectors, end = waiting.popleft()
                    yield [writing.analyse(source) for source in sources], vectors.result(), end
        finally:
            encoders.shutdown(wait=True, cancel_futures=True)


@transaction.atomic
def _write(
    build: Build, analysed: list[writing.Analysed], vectors: np.ndarray, last: int, numbers: Numbers
) -> None:
    index.write(build, analysed, vectors=vectors, numbers=numbers, is_newer=False)
    build.cursor = last
    build.save(update_fields=["cursor"])


def _catch_up(build: Build) -> None:
    """Products that changed or went while the build was in work; handlers of the outbox see to what comes later."""
    live = Product.objects.published()
    Document.objects.filter(build=build).exclude(product__in=live).delete()
    changed = live.filter(updated_at__gte=build.started_at).order_by("pk").values_list("pk", flat=True)
    ids = list(changed)
    for start in range(0, len(ids), CHUNK):
        index.refresh(ids[start : start + CHUNK])


@transaction.atomic
def activate(build: Build) -> None:
    """Put the build in use; the one before it stays, so that a rollback is one statement, and older ones go."""
    old = Build.objects.select_for_update().filter(state=S.ACTIVE).exclude(pk=build.pk)
    replaced = list(old)
    old.update(state=S.RETIRED)
    Build.objects.filter(pk=build.pk).update(state=S.ACTIVE, activated_at=timezone.now())
    keep = {build.pk, *(row.pk for row in replaced)}
    for row in Build.objects.filter(state__in=(S.RETIRED, S.FAILED)).exclude(pk__in=keep):
        partitions.drop(row)
        row.delete()


@transaction.atomic
def abandon(build: Build) -> None:
    """Give up a build that is in work."""
    partitions.drop(build)
    Build.objects.filter(pk=build.pk).delete()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """A lock of this connection; it ends with the process that holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, 1)", [index.LOCKS + 1])
        if not cursor.fetchone()[0]:
            raise Running("Another process writes the search index: wait for it, or stop it.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, 1)", [index.LOCKS + 1])


def is_running() -> bool:
    """Whether any process holds the lock under which an index is written. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = 1 AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [index.LOCKS + 1],
        )
        return cursor.fetchone()[0]
