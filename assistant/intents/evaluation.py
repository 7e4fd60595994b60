"""Measures reading of intents on a folder of train.tsv, val.tsv and test.tsv (label, text), by the classifier that serves."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.intents import corpus
from language.classifier import OUT_OF_SCOPE, Classifier, Label, NothingToLearn, Recipe
from language.encoder import Encoder

TIMED = 400
Tick = Callable[[str, int, int], object]
Teach = Callable[[Sequence[str], Sequence[str]], Encoder]


@dataclass(frozen=True, kw_only=True)
class Report:
    """`accuracy` is of labels in scope and `kept` of those in scope that are also not refused; `out_of_scope_recall` and
    `false_refusal_rate` are at the threshold chosen on val; None where the folder has no text out of scope."""

    labels: int
    train: int
    test: int
    accuracy: float | None
    kept: float | None
    out_of_scope_recall: float | None
    false_refusal_rate: float | None
    auroc: float | None
    fit_seconds: float
    p50_ms: float
    p95_ms: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(
    folder: Path,
    *,
    model: Encoder,
    recipe: Recipe | None = None,
    teach: Teach | None = None,
    tick: Tick = lambda step, done, total: None,
) -> Report:
    """With `teach`, the encoder is first taught the labels of train. Raises corpus.BadFolder before anything is fitted."""
    train, val, test = (corpus.labelled(folder / f"{part}.tsv") for part in ("train", "val", "test"))
    tick("Learning", 0, 1)
    began = time.perf_counter()
    try:
        model = teach(*train) if teach else model
        fitted = Classifier.fit(*train, encoder=model, recipe=recipe, validation=val)
    except NothingToLearn as error:
        raise corpus.BadFolder(f"{folder / 'train.tsv'}: {error}") from error
    seconds = time.perf_counter() - began
    tick("Learning", 1, 1)
    texts, labels = test
    found = fitted.predict(texts)
    times = timed(fitted, texts, tick=lambda done, total: tick("Reading", done, total))
    return report(
        found,
        labels,
        train=len(train[0]),
        names=len(set(train[1]) - {OUT_OF_SCOPE}),
        seconds=seconds,
        times=times,
    )


def timed(fitted: Classifier, texts: Sequence[str], *, tick: Callable[[int, int], object]) -> list[float]:
    """Milliseconds of single texts that the encoder has not seen alone before, encoding included."""
    fitted.predict(["warm"])
    times = []
    for done, text in enumerate(list(dict.fromkeys(texts))[:TIMED], start=1):
        began = time.perf_counter()
        fitted.predict([text])
        times.append((time.perf_counter() - began) * 1000)
        tick(done, min(len(texts), TIMED))
    return times


def report(
    found: Sequence[Label],
    labels: Sequence[str],
    *,
    train: int,
    names: int,
    seconds: float,
    times: Sequence[float],
) -> Report:
    strange = np.array([label == OUT_OF_SCOPE for label in labels])
    refused = np.array([label.is_out_of_scope for label in found])
    right = np.array([label.name == wanted for label, wanted in zip(found, labels, strict=True)])
    inside = ~strange
    return Report(
        labels=names,
        train=train,
        test=len(labels),
        accuracy=_share(right[inside]),
        kept=_share((right & ~refused)[inside]),
        out_of_scope_recall=_share(refused[strange]),
        false_refusal_rate=_share(refused[inside]),
        auroc=_auroc(np.array([label.distance for label in found]), strange),
        fit_seconds=round(seconds, 1),
        p50_ms=round(statistics.median(times), 2),
        p95_ms=round(float(np.quantile(times, 0.95)), 2),
    )


def _share(flags: np.ndarray) -> float | None:
    return round(float(flags.mean()), 4) if len(flags) else None


def _auroc(scores: np.ndarray, strange: np.ndarray) -> float | None:
    """The chance that a text out of scope is farther than one in scope (Mann-Whitney), ties half."""
    from sklearn.metrics import roc_auc_score

    if strange.all() or not strange.any():
        return None
    return round(float(roc_auc_score(strange, scores)), 4)
