"""Trains versions and puts them in use: the only writer of Version.

Invariants: one training at a time; shoppers get the old version until the new one is whole and no worse, and what goes wrong
never touches it; a training that was killed is taken up again where it stood, and one that gives no sign of life is marked as
failed by the next. Two versions back are kept whole, so that rolling back is one statement.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from recommendations import experiments
from recommendations.learning.model import Settings
from recommendations.models import Version
from recommendations.pipeline import memory, pieces, stages, writing

S, Stage = Version.Status, Version.Stage
PATIENCE = timedelta(minutes=30)
MOST_TRIES = 3
KEPT = 2
LOCK = 0x2EC0
BEAT_SECONDS = 1.0
Tick = Callable[[str, int, int], object]
Dispatch = Callable[[Version, str, list[str]], object]


class Running(Exception):
    """A recommender is in training already."""


class NotUsable(Exception):
    """The version cannot be put in use; the message says why."""


def default_settings() -> Settings:
    return Settings(variety=settings.RECOMMENDATIONS_VARIETY)


def start(chosen: Settings | None = None) -> Version:
    """Note that a training shall begin. Raises Running. One that gave no sign of life for half an hour was killed."""
    Version.objects.filter(status=S.TRAINING, beat_at__lt=timezone.now() - PATIENCE).update(
        status=S.FAILED, error="The training was interrupted.", finished_at=timezone.now()
    )
    try:
        with transaction.atomic():
            return Version.objects.create(settings=(chosen or default_settings()).as_json())
    except IntegrityError as error:
        raise Running("A recommender is in training already: wait for it to end, or give it up.") from error


def give_up(version: Version, reason: str) -> bool:
    """Mark a training as failed; whether it was one. Workers that still are at it stop at their next unit."""
    ended = Version.objects.filter(pk=version.pk, status=S.TRAINING).update(
        status=S.FAILED, error=reason[:2000], finished_at=timezone.now()
    )
    if ended:
        writing.clear([version.pk])
    return bool(ended)


def run(version: Version, *, tick: Tick = lambda step, done, total: None) -> Version:
    """All stages in this process. What goes wrong is noted in the version and raised."""
    begin(version, dispatch=lambda *_: None)
    while (version := Version.objects.get(pk=version.pk)).status == S.TRAINING:
        stage = version.stage
        names = stages.units(version, stage)
        for done, unit in enumerate(names):
            step(version_id=version.pk, stage=stage, unit=unit, dispatch=lambda *_: None, tick=tick)
            tick(str(Stage(stage).label), done + 1, len(names))
    return version


def begin(version: Version, *, dispatch: Dispatch) -> None:
    """The first stage; `dispatch` gives the units of a stage to workers."""
    if Version.objects.filter(pk=version.pk, stage=Stage.WAITING).update(
        stage=Stage.GATHER, beat_at=timezone.now()
    ):
        dispatch(version, Stage.GATHER, stages.units(version, Stage.GATHER))


def step(
    *,
    version_id: int,
    stage: str,
    unit: str,
    dispatch: Dispatch,
    is_again: bool = False,
    tick: Tick = lambda step, done, total: None,
) -> None:
    """Do one unit, and where it was the last of its stage, hand out the next stage. Harmless when it is done already, when
    somebody else is at it, or when the training ended meanwhile. `is_again` says that a worker died over it, which may have been
    in the moment between two stages."""
    version = Version.objects.filter(pk=version_id, status=S.TRAINING).first()
    if version is None:
        return
    if version.stage != stage:
        if is_again:
            dispatch(version, version.stage, stages.units(version, version.stage))
        return
    with _alone(f"{version_id} {stage} {unit}") as is_free:
        if not is_free:
            return
        try:
            if stage == Stage.PROMOTE:
                _promote(version)
                return
            if not pieces.is_done(version, f"{stage} {unit}"):
                _do(version, stage, unit, tick)
            _advance(version, stage, dispatch)
        except Exception as error:
            give_up(version, f"{type(error).__name__}: {error}")
            raise


class KilledAgain(RuntimeError):
    """A unit killed its workers as often as it is allowed to."""


def _do(version: Version, stage: str, unit: str, tick: Tick) -> None:
    name = f"{stage} {unit}"
    if pieces.begin(version, name) > MOST_TRIES:
        raise KilledAgain(
            f"“{name}” killed its worker {MOST_TRIES} times, most likely for want of memory: give the worker more, or take "
            "fewer events (ACTIVITY_DAYS)."
        )
    beat = _Beat(version, stage, tick)
    began = time.perf_counter()
    with memory.peak() as peak:
        content, changes = stages.work(version, stage, unit, tick=beat)
    with transaction.atomic():
        pieces.finish(version, name, content)
        Version.objects.filter(pk=version.pk).update(
            **changes,
            beat_at=timezone.now(),
            seconds=F("seconds") + time.perf_counter() - began,
            peak_memory_mb=Greatest(F("peak_memory_mb"), Value(peak.megabytes)),
        )


class _Beat:
    """Notes once a second how far a stage is, which also says that somebody is at it."""

    def __init__(self, version: Version, stage: str, tick: Tick) -> None:
        self.version, self.stage, self.tick, self.last = version, stage, tick, 0.0
        self.whole = len(stages.units(version, stage))

    def __call__(self, done: int, total: int) -> None:
        self.tick(str(Stage(self.stage).label), done, total)
        if time.monotonic() - self.last < BEAT_SECONDS:
            return
        self.last = time.monotonic()
        low, high = stages.PERCENT[Stage(self.stage)]
        finished = sum(name.startswith(f"{self.stage} ") for name in pieces.done(self.version))
        share = (finished + done / max(total, 1)) / max(self.whole, 1)
        Version.objects.filter(pk=self.version.pk).update(
            beat_at=timezone.now(), progress=min(round(low + (high - low) * share), 99)
        )


def _advance(version: Version, stage: str, dispatch: Dispatch) -> None:
    """Whoever finishes the last unit of a stage hands out the next; stages without units are passed over."""
    version.refresh_from_db()
    done = pieces.done(version)
    if any(f"{stage} {unit}" not in done for unit in stages.units(version, stage)):
        return
    upcoming = stages.after(stage)
    while not (names := stages.units(version, upcoming)):
        upcoming = stages.after(upcoming)
    moved = Version.objects.filter(pk=version.pk, status=S.TRAINING, stage=stage).update(
        stage=upcoming, beat_at=timezone.now(), progress=stages.PERCENT.get(upcoming, (99, 99))[0]
    )
    if moved:
        dispatch(version, upcoming, names)


def _promote(version: Version) -> None:
    """Use it if it is no worse; clear away what is too old to be rolled back to."""
    is_worse = version.report["verdict"]["is_worse"]
    with transaction.atomic():
        ended = {"stage": Stage.DONE, "progress": 100, "finished_at": timezone.now(), "has_lists": True}
        if is_worse:
            Version.objects.filter(pk=version.pk).update(status=S.CANDIDATE, **ended)
        else:
            Version.objects.filter(pk=version.pk).update(**ended)
            _put_in_use(version)
    clean()


@transaction.atomic
def _put_in_use(version: Version) -> None:
    """One statement takes the old version out and one puts this in; nobody sees the moment between."""
    list(Version.objects.select_for_update().filter(status=S.LIVE))
    Version.objects.filter(status=S.LIVE).exclude(pk=version.pk).update(status=S.RETIRED)
    Version.objects.filter(pk=version.pk).update(status=S.LIVE, promoted_at=timezone.now())
    experiments.end()
    experiments.forget_choice()


def use(version: Version) -> Version:
    """Put an older version, or one that was not better, in use: at once, for its lists are there. Raises NotUsable."""
    with transaction.atomic():
        row = Version.objects.select_for_update().usable().filter(pk=version.pk).first()
        if row is None:
            raise NotUsable("The lists of this version are not there: it failed, or was cleared away.")
        if row.status != S.LIVE:
            _put_in_use(row)
    row.refresh_from_db()
    return row


def clean() -> list[int]:
    """Clear away lists and pieces of all but the version in use, the last two that were, the last that was not better, and those
    in an experiment; which they were. What they measured is kept."""
    whole = Version.objects.filter(has_lists=True)
    kept = set(whole.filter(status=S.LIVE).values_list("pk", flat=True))
    kept |= set(whole.filter(status=S.RETIRED).order_by("-promoted_at").values_list("pk", flat=True)[:KEPT])
    kept |= set(whole.filter(status=S.CANDIDATE).values_list("pk", flat=True)[:1])
    kept |= experiments.compared()
    gone = list(whole.exclude(pk__in=kept).values_list("pk", flat=True))
    writing.clear(gone)
    return gone


@contextlib.contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Whether nobody else is at it; the lock is this connection's and ends with the process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK, name])
        is_free = cursor.fetchone()[0]
        try:
            yield is_free
        finally:
            if is_free:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK, name])
