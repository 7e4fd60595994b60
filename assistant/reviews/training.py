"""Teaches the reader of reviews: the only writer of SentimentVersion.

Invariants: one training at a time; a classifier is used only if it is not worse than the one in use, on reviews that were held
out from both; a training that was killed is marked as failed by the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from assistant.models import SentimentVersion
from assistant.reviews import insights, reading
from assistant.reviews.sentences import sentences
from language import sentiment_training
from language.sentiment_training import Example, Plan, Quality
from language.weights import Weights
from shop.models import Review

S = SentimentVersion.State
PATIENCE = timedelta(hours=2)
SLACK = 0.005
"""By how much a new classifier may be less accurate than the one in use, which was taught with fewer reviews."""
MOST_SENTENCES, SHORTEST = 6000, 3
PLAN = Plan()
Tick = Callable[[int, int], object]


class Running(Exception):
    """A reader is in training already."""


def start() -> SentimentVersion:
    """Note that a training begins. Raises Running."""
    old = timezone.now() - PATIENCE
    SentimentVersion.objects.filter(state=S.TRAINING, started_at__lt=old).update(
        state=S.FAILED, error="The training was interrupted.", ended_at=timezone.now()
    )
    try:
        with transaction.atomic():
            return SentimentVersion.objects.create()
    except IntegrityError as error:
        raise Running("A reader of reviews is in training already: wait for it to end.") from error


def run(
    version: SentimentVersion,
    *,
    start_from: Weights | None = None,
    plan: Plan = PLAN,
    tick: Tick | None = None,
) -> SentimentVersion:
    """Learn from the published reviews, measure, and where it is not worse use it and read all reviews anew. Minutes.

    What goes wrong is noted in the version and raised: TooFewTexts, weights.WeightsMissing.
    """
    try:
        _run(version, start_from, plan, tick)
    except Exception as error:
        _note(version, state=S.FAILED, error=str(error)[:2000], ended_at=timezone.now())
        raise
    version.refresh_from_db()
    return version


def examples() -> list[Example]:
    """Published reviews with words, oldest first, so that the split stays the same while reviews are added."""
    rows = Review.objects.published().exclude(text="").order_by("pk").values_list("title", "text", "rating")
    return [Example(f"{title}. {text}" if title else text, rating) for title, text, rating in rows]


def single_sentences(lessons: list[Example]) -> list[Example]:
    """Sentences of those who gave one star or five: such reviews rarely mix, and aspects are read by the sentence."""
    found: list[Example] = []
    for one in lessons:
        if one.stars in {1, 5}:
            parts = [part.text for part in sentences(one.text) if len(part.text.split()) >= SHORTEST]
            found += [Example(part, one.stars) for part in parts]
    unkind = [one for one in found if one.stars == 1]
    kind = [one for one in found if one.stars == 5]
    return [*unkind[:MOST_SENTENCES], *kind[: min(MOST_SENTENCES, max(2 * len(unkind), 200))]]


def _run(version: SentimentVersion, start_from: Weights | None, plan: Plan, tick: Tick | None) -> None:
    every = examples()
    lessons, held_out = sentiment_training.split(every, share=plan.held_out, seed=plan.seed)
    folder = Path(settings.VAR) / "models" / "sentiment" / f"{version.pk}"

    def told(done: int, total: int, loss: float) -> None:
        if tick is not None:
            tick(done, total)
        percent = 95 * done // max(total, 1)
        if percent > version.progress:
            _note(version, progress=percent)

    report = sentiment_training.train(
        every, folder=folder, start=start_from, plan=plan, extra=single_sentences(lessons), tick=told
    )
    before = _before(held_out)
    figures = {
        "after": asdict(report.quality),
        "before": asdict(before),
        "texts": report.texts,
        "seconds": round(report.seconds, 1),
    }
    _note(version, folder=str(folder), report=figures)
    if report.quality.accuracy < before.accuracy - SLACK:
        _note(version, state=S.CANDIDATE, progress=100, ended_at=timezone.now())
        return
    with transaction.atomic():
        SentimentVersion.objects.filter(state=S.ACTIVE).update(state=S.RETIRED)
        _note(version, state=S.ACTIVE, progress=100, ended_at=timezone.now())
    insights.read_all()


def _before(held_out: list[Example]) -> Quality:
    """What the reader in use makes of the same reviews; the lexicon before the first one."""
    reader = insights.current() or reading.ByLexicon()
    return sentiment_training.score(
        [one.stars for one in held_out], reader.read([one.text for one in held_out])
    )


def _note(version: SentimentVersion, **changes: Any) -> None:
    SentimentVersion.objects.filter(pk=version.pk).update(**changes)
    for name, value in changes.items():
        setattr(version, name, value)
