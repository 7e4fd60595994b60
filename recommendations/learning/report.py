"""All that is measured of a fresh model on what was held out: beside its parts, where little is known, and at each variety. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from recommendations import metrics
from recommendations.algorithms.base import Algorithm
from recommendations.algorithms.content import Vectors
from recommendations.algorithms.hybrid import Hybrid
from recommendations.learning import judging, lists
from recommendations.learning.judging import Held

VARIETIES = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7)
TRADED_SHOPPERS = 500
Tick = Callable[[int, int], object]


def beside_parts(
    hybrid: Hybrid, held: Held, *, may_show: np.ndarray, tick: Tick
) -> dict[str, dict[str, float]]:
    """Figures of the hybrid and of each part alone, on the same shoppers."""
    every: list[Algorithm] = [*hybrid.parts, hybrid]
    found = {}
    for done, algorithm in enumerate(every):
        found[algorithm.name] = judging.judge(algorithm, held, may_show=may_show).figures
        tick(done + 1, len(every))
    return found


def variety(
    hybrid: Hybrid, held: Held, *, vectors: Vectors, may_show: np.ndarray, chosen: float
) -> list[Mapping[str, Any]]:
    """What each setting of variety costs and brings: one row each, the chosen one included."""
    shoppers = list(held.wanted)[:: max(len(held.wanted) // TRADED_SHOPPERS, 1)]
    support = held.rest.support()
    hidden = np.flatnonzero(~may_show)
    histories = [held.rest.history(who) for who in shoppers]
    ranked = list(hybrid.recommend_many(histories, count=lists.CANDIDATES, without=hidden))
    rows: list[Mapping[str, Any]] = []
    for value in sorted({*VARIETIES, chosen}):
        tally = metrics.Tally(support)
        for who, candidates in zip(shoppers, ranked, strict=True):
            told = lists.varied(candidates, variety=value, vectors=vectors, support=support)
            tally.add(told.items[: metrics.DEEP], held.wanted[who])
        if tally.lists:
            rows.append(
                {"variety": value, "shoppers": tally.lists} | {name: tally.as_json()[name] for name in TRADED}
            )
    return rows


TRADED = ("ndcg@10", "recall@10", "coverage@10", "gini@10", "popularity@10", "tail@10", "overlap@10")


def popular_lift(hybrid: Hybrid, held: Held) -> dict[str, dict[str, float]]:
    """Of the hybrid, and of popularity as a yardstick."""
    wanted = [part for part in hybrid.parts if part.name == "popularity"]
    return {algorithm.name: judging.popularity_lift(algorithm, held) for algorithm in [*wanted, hybrid]}
