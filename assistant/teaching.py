"""Teaches the local writer the shop's own words: the only writer of WriterVersion.

Invariants: one training at a time; an adapter is used only after it made fewer slot errors on held-out lessons than the one in
use; a training that was killed is marked as failed by the next one.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from assistant import own_lessons, writers
from assistant.models import WriterVersion
from language import teaching, weights, writer
from language.conversion import bundled
from language.lessons import held_out, taught
from shop import broker

S = WriterVersion.State
LESSONS, OWN, HELD_OUT = 1600, 800, 120
PATIENCE = timedelta(hours=6)  # longer than the time limit of the task


class Running(Exception):
    """A writer is in training already."""


class NotTeachable(Exception):
    """The shop's writer is none that could be taught here."""


def for_training() -> WriterVersion:
    """Ask a worker of queue `train` for a training. Raises Running, NotTeachable, broker.NoWorker."""
    version = start()
    try:
        broker.send("assistant.tasks.train_writer", {"version_id": version.pk})
    except broker.NoWorker:
        version.delete()
        raise
    return version


def use(version: WriterVersion | None) -> None:
    """Write with this adapter from now on, or with the one that the shop came with. Raises NotTeachable where the adapter's
    files are gone."""
    if version is not None and not Path(version.folder, "adapter_model.safetensors").is_file():
        raise NotTeachable(
            f"The files of adapter {version.pk} are not in {version.folder or 'var/'} any more."
        )
    with transaction.atomic():
        WriterVersion.objects.filter(state=S.ACTIVE).update(state=S.RETIRED)
        if version is not None:
            _note(version, state=S.ACTIVE)
    cache.delete(writers.ADAPTER)


def start() -> WriterVersion:
    """Note that a training shall begin, for the worker of queue `train`. Raises Running, NotTeachable."""
    if settings.WRITER.partition(":")[0] != writer.LOCAL:
        raise NotTeachable("Only a local writer can be taught: set WRITER to local.")
    WriterVersion.objects.filter(state=S.TRAINING, started_at__lt=timezone.now() - PATIENCE).update(
        state=S.FAILED, error="The training was interrupted.", ended_at=timezone.now()
    )
    try:
        with transaction.atomic():
            return WriterVersion.objects.create()
    except IntegrityError as error:
        raise Running("A writer is in training already: wait for it to end.") from error


def run(version: WriterVersion, *, lessons: int = LESSONS, measured: int = HELD_OUT) -> WriterVersion:
    """Learn from grammars and the shop's own descriptions, measure, and use the adapter where it is better. Minutes to an
    hour. What goes wrong is noted in the version and raised."""
    try:
        report = _teach(version, lessons=lessons, measured=measured)
    except Exception as error:
        _note(version, state=S.FAILED, error=str(error)[:2000], ended_at=timezone.now())
        raise
    with transaction.atomic():
        if report.is_better:
            WriterVersion.objects.filter(state=S.ACTIVE).update(state=S.RETIRED)
        _note(
            version,
            state=S.ACTIVE if report.is_better else S.CANDIDATE,
            report=report.as_json(),
            progress=100,
            ended_at=timezone.now(),
        )
    cache.delete(writers.ADAPTER)
    return version


def _teach(version: WriterVersion, *, lessons: int, measured: int) -> teaching.Report:
    place = settings.WRITER.partition(":")[2]
    start = weights.find(place) if place else bundled()
    folder = Path(settings.VAR) / "models" / "writer" / f"{version.pk}"
    before = writers.adapter() or (None if place else writer.shipped_adapter())
    _note(version, folder=str(folder))
    return teaching.teach(
        [*taught(lessons), *own_lessons.lessons(OWN)],
        held_out(measured),
        folder=folder,
        start=start,
        before=before,
        tick=lambda done, total, loss: _progress(version, done, total),
    )


def _progress(version: WriterVersion, done: int, total: int) -> None:
    percent = 100 * done // max(total, 1)
    if percent != version.progress:
        _note(version, progress=percent)


def _note(version: WriterVersion, **changes: Any) -> None:
    WriterVersion.objects.filter(pk=version.pk).update(**changes)
    for name, value in changes.items():
        setattr(version, name, value)
