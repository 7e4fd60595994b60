"""Teaches the encoder the shop's own words: the only writer of EncoderVersion.

Invariants: one training at a time; an encoder is used only after it was better on pairs that were held out and a whole
index was written with it; a training that was killed is marked as failed by the next one.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from language import training, weights
from language.pairs import Pair
from search import index
from search.indexing import documents, encoding, rebuild
from search.models import Click, EncoderVersion
from shop.models import Product, Review

S = EncoderVersion.State
LEAST_GAIN = 0.005
"""By how much the mean reciprocal rank of held-out pairs must rise."""
WORTH = {"click": 1.0, "cart": 2.0, "bought": 3.0}
MOST_PAIRS = 60_000
WAITING, PATIENCE = "Waiting for a worker", timedelta(minutes=30)
CHUNK = 500


class Running(Exception):
    """An encoder is in training already."""


def start() -> EncoderVersion:
    """Note that a training shall begin, for the worker of queue `train`. Raises Running.

    One that was noted, and is neither at work nor waiting since a short while, was killed.
    """
    if not _is_running():
        waiting = Q(step=WAITING, started_at__gt=timezone.now() - PATIENCE)
        EncoderVersion.objects.filter(~waiting, state=S.TRAINING).update(
            state=S.FAILED, error="The training was interrupted.", ended_at=timezone.now()
        )
    try:
        with transaction.atomic():
            return EncoderVersion.objects.create(name=encoding.wanted(), step=WAITING)
    except IntegrityError as error:
        raise Running("An encoder is in training already: wait for it to end.") from error


def give_up(version: EncoderVersion, reason: str) -> None:
    """Note that it will not begin."""
    _note(version, state=S.FAILED, step="", error=reason, ended_at=timezone.now())


def run(version: EncoderVersion) -> EncoderVersion:
    """Collect pairs, learn, measure, and where it is better write an index with it and use both. Minutes.

    What goes wrong is noted in the version and raised. Raises Running and what `language.training.train` does.
    """
    with _alone():
        try:
            _run(version)
        except Exception as error:
            _note(version, state=S.FAILED, error=str(error)[:2000], ended_at=timezone.now())
            raise
    version.refresh_from_db()
    return version


def _run(version: EncoderVersion) -> None:
    before = version.name
    _note(version, step="Collecting pairs")
    found = list(itertools.islice(pairs(), MOST_PAIRS))
    folder = Path(settings.VAR) / "models" / "encoder" / f"{version.pk}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    _note(version, step="Learning")
    report = training.train(
        found,
        folder=folder,
        start=weights.find(before),
        tick=lambda done, total, loss: _progress(version, done, total),
    )
    _note(version, name=str(folder), report=asdict(report))
    if report.after.mrr < report.before.mrr + LEAST_GAIN:
        _note(version, state=S.CANDIDATE, step="", progress=100, ended_at=timezone.now())
        return
    _note(version, step="Writing the index")
    _use(version)


def promote(version: EncoderVersion | None) -> None:
    """Write an index with this encoder, or with the one of the settings for None, and use both. Raises rebuild.Running."""
    with _alone():
        _use(version)


def _use(version: EncoderVersion | None) -> None:
    rebuild.run(encoder=version.name if version else settings.ENCODER)
    with transaction.atomic():
        EncoderVersion.objects.filter(state=S.ACTIVE).update(state=S.RETIRED)
        if version:
            _note(version, state=S.ACTIVE, step="", progress=100, ended_at=timezone.now())


def pairs() -> Iterator[Pair]:
    """What belongs together: queries and what was chosen, titles and descriptions, reviews and their products.

    Passages are those that the index encodes. A query's own pairs come first, so that a limit keeps them.
    """
    yield from _clicked()
    ids = list(Product.objects.published().order_by("pk").values_list("pk", flat=True))
    for start_at in range(0, len(ids), CHUNK):
        sources = documents.read(ids[start_at : start_at + CHUNK])
        passages = {source.product_id: source.passage for source in sources}
        for source in sources:
            if source.texts["description"]:
                yield Pair(source.heading, source.texts["description"], product=str(source.product_id))
        reviews = Review.objects.published().filter(product__in=passages).exclude(text="").order_by("pk")
        for product_id, text in reviews.values_list("product_id", "text"):
            yield Pair(text, passages[product_id], product=str(product_id), weight=0.5)


def _clicked() -> Iterator[Pair]:
    clicks = Click.objects.filter(product__in=Product.objects.published()).order_by("-at")
    rows = list(clicks.values_list("query__text", "product_id", "carted_at", "bought_at")[:MOST_PAIRS])
    for start_at in range(0, len(rows), CHUNK):
        part = rows[start_at : start_at + CHUNK]
        passages = {source.product_id: source.passage for source in documents.read([row[1] for row in part])}
        for text, product_id, carted, bought in part:
            worth = WORTH["bought" if bought else "cart" if carted else "click"]
            if product_id in passages:
                yield Pair(text, passages[product_id], product=str(product_id), weight=worth)


def _progress(version: EncoderVersion, done: int, total: int) -> None:
    percent = 100 * done // max(total, 1)
    if percent != version.progress:
        _note(version, progress=percent)


def _note(version: EncoderVersion, **changes: Any) -> None:
    EncoderVersion.objects.filter(pk=version.pk).update(**changes)
    for name, value in changes.items():
        setattr(version, name, value)


def _is_running() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, 2)", [index.LOCKS])
        is_free = cursor.fetchone()[0]
        if is_free:
            cursor.execute("SELECT pg_advisory_unlock(%s, 2)", [index.LOCKS])
    return not is_free


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """A lock of this connection; it ends with the process that holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, 2)", [index.LOCKS])
        if not cursor.fetchone()[0]:
            raise Running("An encoder is in training already: wait for it to end.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, 2)", [index.LOCKS])
