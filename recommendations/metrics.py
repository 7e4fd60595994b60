"""How good and how various lists of recommendations are. Pure.

Relevance is binary: whatever the shopper took later counts, whatever rating it got. Invariant: every figure but popularity
lies between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms.events import Codes, Numbers

SHALLOW, DEEP = 10, 20
HEAD = 0.2
Hits = NDArray[np.bool_]
DISCOUNTS = 1 / np.log2(np.arange(2, DEEP + 2))


def precision(hits: Hits, *, depth: int) -> float:
    """Of `depth` places, the share with a hit; a shorter list leaves places empty."""
    return float(np.count_nonzero(hits[:depth])) / depth


def recall(hits: Hits, *, relevant: int, depth: int) -> float:
    """Of all relevant items, the share among the first `depth`."""
    return float(np.count_nonzero(hits[:depth])) / relevant if relevant else 0.0


def ndcg(hits: Hits, *, relevant: int, depth: int) -> float:
    """Gain 1, discount 1 / log2(rank + 1), ideal over min(depth, relevant) (Järvelin and Kekäläinen, 2002). Depth is up to 20."""
    if not relevant:
        return 0.0
    top = hits[:depth]
    return float(DISCOUNTS[: len(top)] @ top / DISCOUNTS[: min(depth, relevant)].sum())


def hit(hits: Hits, *, depth: int) -> float:
    """1 where anything among the first `depth` is relevant."""
    return float(hits[:depth].any())


def gini(counts: Numbers) -> float:
    """How unequally recommendations fall on items: 0 when all get the same, near 1 when one gets everything. `counts` has a number
    for every item of the catalogue; 0 without recommendations."""
    ordered = np.sort(counts)
    total = ordered.sum()
    if not total:
        return 0.0
    size = len(ordered)
    return float((2 * np.arange(1, size + 1) - size - 1) @ ordered / (size * total))


@dataclass(eq=False)
class Tally:
    """Adds up lists, one shopper after the other. `support` is the events of each item in training."""

    support: Numbers
    sums: dict[str, float] = field(default_factory=dict)
    lists: int = 0
    counts: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.counts = np.zeros(len(self.support))

    def add(self, ranking: Codes, wanted: Codes, *, relevant: int | None = None) -> None:
        """One list, best first, and what was taken; `relevant` counts also what is no item of the catalogue."""
        if len(np.unique(ranking)) != len(ranking):
            raise ValueError("A list names each item once; this one repeats an item and would be paid twice.")
        total = len(wanted) if relevant is None else relevant
        hits = np.isin(ranking[:DEEP], wanted)
        for name, value in {
            "precision@10": precision(hits, depth=SHALLOW),
            "recall@10": recall(hits, relevant=total, depth=SHALLOW),
            "recall@20": recall(hits, relevant=total, depth=DEEP),
            "ndcg@10": ndcg(hits, relevant=total, depth=SHALLOW),
            "ndcg@20": ndcg(hits, relevant=total, depth=DEEP),
            "hit@10": hit(hits, depth=SHALLOW),
        }.items():
            self.sums[name] = self.sums.get(name, 0.0) + value
        self.counts[ranking[:SHALLOW]] += 1
        self.lists += 1

    def as_json(self) -> dict[str, float]:
        """Means over the lists, and of their first ten places: coverage, Gini, popularity, the share that goes to the tail (what is
        outside the fifth of the items that is taken most), and the mean overlap of two lists. Raises ValueError for no list."""
        if not self.lists:
            raise ValueError("There is no list to measure.")
        shown = self.counts.sum()
        return {name: round(value / self.lists, 4) for name, value in self.sums.items()} | {
            "coverage@10": round(float(np.mean(self.counts > 0)), 4),
            "gini@10": round(gini(self.counts), 4),
            "popularity@10": round(float(self.counts @ self.support / shown), 2) if shown else 0.0,
            "tail@10": round(float(self.counts[tail(self.support)].sum() / shown), 4) if shown else 0.0,
            "overlap@10": round(self._overlap(), 4),
        }

    def _overlap(self) -> float:
        """Over all pairs: an item that c lists show is shared by c (c - 1) / 2 pairs."""
        pairs = self.lists * (self.lists - 1)
        return float(self.counts @ (self.counts - 1) / (pairs * SHALLOW)) if pairs else 0.0


def tail(support: Numbers) -> NDArray[np.bool_]:
    """All items but the fifth that is taken most; equal ones in their order."""
    outside = np.ones(len(support), dtype=bool)
    outside[np.argsort(-support, kind="stable")[: round(HEAD * len(support))]] = False
    return outside


def rmse(predicted: Numbers, given: Numbers) -> float:
    """Root mean squared error of ratings."""
    return float(np.sqrt(np.mean((predicted - given) ** 2)))


def overlap(lists: Sequence[Codes], *, pairs: int = 2000, seed: int = 0) -> float:
    """The mean share of the first ten that two shoppers' lists have in common, over so many pairs; 0 for less than two lists."""
    if len(lists) < 2:
        return 0.0
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(pairs):
        one, other = rng.choice(len(lists), 2, replace=False)
        length = max(min(len(lists[one]), len(lists[other]), SHALLOW), 1)
        found.append(len(np.intersect1d(lists[one][:SHALLOW], lists[other][:SHALLOW])) / length)
    return float(np.mean(found))
