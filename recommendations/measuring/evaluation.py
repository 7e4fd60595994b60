"""Fits every algorithm on a folder's training events and measures the lists it makes for the shoppers of the test.

Invariant: nothing of the test is known before the lists are made; what is tuned is tuned on a part of train.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from language import encoder
from recommendations import metrics
from recommendations.algorithms.base import Algorithm, TooLarge
from recommendations.algorithms.content import Content
from recommendations.algorithms.ease import EASE
from recommendations.algorithms.hybrid import Hybrid
from recommendations.algorithms.item_knn import ItemKNN, SequenceKNN
from recommendations.algorithms.popularity import Popularity, Trend
from recommendations.algorithms.ratings import KNN, SVD, ShopperKNN
from recommendations.algorithms.rp3beta import RP3Beta
from recommendations.measuring import coldness
from recommendations.measuring.folder import Split, read

Tick = Callable[[str, int, int], object]
ENCODED_AT_ONCE = 512
TICK_EVERY, TIMED = 50, 500
ONLY_ALONE = frozenset({KNN.name, ShopperKNN.name})
"""Too slow to fit again for the hybrid's lessons, and too poor at ranking to be missed."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """`models` holds the figures by algorithm; `left_out` why an algorithm could not be fitted."""

    users: int
    items: int
    interactions: int
    newcomers: int
    models: Mapping[str, Mapping[str, float]]
    left_out: Mapping[str, str]
    hybrid: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "users": self.users,
            "items": self.items,
            "interactions": self.interactions,
            "newcomers": self.newcomers,
            "peak_memory_mb": peak_memory_mb(),
            "models": self.models,
            "left_out": self.left_out,
            "hybrid": self.hybrid,
        }


def run(
    folder: Path, *, encoder_source: str, with_cold: bool = False, tick: Tick = lambda step, done, total: None
) -> Report:
    """Raises folder.BadFolder before anything is fitted. `with_cold` also measures new items and newcomers."""
    split = read(folder)
    rated = len(np.unique(split.train.ratings)) > 1
    models: dict[str, Mapping[str, float]] = {}
    left_out: dict[str, str] = {}
    parts: list[Algorithm] = []
    for algorithm in algorithms(split, encoder_source=encoder_source, tick=tick):
        name = algorithm.name
        if isinstance(algorithm, SVD | KNN) and not rated:
            left_out[name] = "all ratings are equal, so there is nothing to predict"
            continue
        tick(f"Fitting {name}", 0, 1)
        began = Clock()
        try:
            algorithm.fit(split.train)
        except TooLarge as error:
            left_out[name] = str(error)
            continue
        took = began.took()
        tick(f"Fitting {name}", 1, 1)
        models[name] = measure(algorithm, split, tick=tick) | took
        if name not in ONLY_ALONE:
            parts.append(algorithm)
    hybrid = Hybrid(parts, facts=split.facts)
    began = Clock()
    hybrid.learn(split.train, tick=lambda done, total: tick("Fitting hybrid", done, total))
    took = began.took()
    together = {key: round(sum((models[part.name][key] for part in parts), took[key]), 2) for key in took}
    models[hybrid.name] = measure(hybrid, split, tick=tick) | together
    return Report(
        users=len(split.wanted),
        items=split.train.item_count,
        interactions=len(split.train),
        newcomers=split.newcomers,
        models=models,
        left_out=left_out,
        hybrid={
            "kept_ndcg@10": {name: round(value, 4) for name, value in hybrid.learned.figures.items()},
            **(coldness.measure(hybrid, split) if with_cold else {}),
        },
    )


def algorithms(split: Split, *, encoder_source: str, tick: Tick) -> list[Algorithm]:
    """All that stand alone, in the order of the report; content only where there are texts."""
    found: list[Algorithm] = [
        Popularity(),
        Trend(),
        SVD(),
        KNN(),
        ShopperKNN(),
        ItemKNN(),
        SequenceKNN(),
        RP3Beta(),
        EASE(),
    ]
    if split.texts:
        found.append(Content(vectors(split.texts, encoder_source=encoder_source, tick=tick)))
    return found


def vectors(texts: Any, *, encoder_source: str, tick: Tick) -> np.ndarray:
    """(texts, d) float32; zeros for an empty text, which has no meaning to compare."""
    model = encoder.load(encoder_source)
    found = np.zeros((len(texts), model.dimensions), np.float32)
    filled = [place for place, text in enumerate(texts) if text]
    for start in range(0, len(filled), ENCODED_AT_ONCE):
        chosen = filled[start : start + ENCODED_AT_ONCE]
        found[chosen] = model.encode([texts[place] for place in chosen])
        tick("Reading texts", start + len(chosen), len(filled))
    return found


class Clock:
    """Seconds since it was made: on the wall, and of this process's work, which a busy machine does not lengthen."""

    def __init__(self) -> None:
        self.wall, self.work = time.perf_counter(), time.process_time()

    def took(self) -> dict[str, float]:
        return {
            "fit_seconds": round(time.perf_counter() - self.wall, 2),
            "fit_cpu_seconds": round(time.process_time() - self.work, 2),
        }


def measure(algorithm: Algorithm, split: Split, *, tick: Tick) -> dict[str, float]:
    """Rank everything unseen for each shopper of the test."""
    tally = metrics.Tally(split.train.support())
    histories = map(split.train.history, split.wanted)
    lists = algorithm.recommend_many(histories, count=metrics.DEEP)
    for done, (ranking, (shopper, wanted)) in enumerate(
        zip(lists, split.wanted.items(), strict=True), start=1
    ):
        tally.add(ranking.items, wanted, relevant=split.relevant[shopper])
        if done % TICK_EVERY == 0 or done == len(split.wanted):
            tick(f"Ranking with {algorithm.name}", done, len(split.wanted))
    figures = tally.as_json()
    if isinstance(algorithm, SVD | KNN):
        figures["rmse"] = round(_rmse(algorithm, split), 4)
    return figures | {"recommend_p95_ms": round(_p95_ms(algorithm, split), 2)}


def _rmse(algorithm: SVD | KNN, split: Split) -> float:
    predicted = [algorithm.predict(split.train.history(who), what) for who, what in split.wanted.items()]
    return metrics.rmse(np.concatenate(predicted), np.concatenate(list(split.ratings.values())))


def _p95_ms(algorithm: Algorithm, split: Split) -> float:
    """Of single lists, for some of the shoppers: a shop is asked for one at a time."""
    every = max(len(split.wanted) // TIMED, 1)
    times = []
    for shopper in list(split.wanted)[::every]:
        history = split.train.history(shopper)
        began = time.perf_counter()
        algorithm.recommend(history, count=metrics.DEEP)
        times.append((time.perf_counter() - began) * 1000)
    return float(np.percentile(times, 95))


def peak_memory_mb() -> int:
    """The most memory that this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10))
