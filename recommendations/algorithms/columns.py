"""What the hybrid knows of each candidate: one column for each reason why a shopper might take it. Pure arithmetic on scores.

Invariant: a column says the same whatever scale an algorithm scores in, and where events are few, content speaks in place of
the collaborative algorithms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommendations.algorithms.base import NEVER, Algorithm, Scores, best
from recommendations.algorithms.events import Codes, History, Numbers

PER_ALGORITHM = 100
TOP = 20
FEW_EVENTS = 3.0
"""Events of a shopper or an item at which what is known of them counts half."""
TRUST_IN_TEXT = 0.5
FAINT = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of items without shoppers: `labels` (items, labels) has a 1 for each category, brand or other value of an item,
    `prices` NaN where there is none."""

    labels: sparse.csr_array
    prices: Numbers

    @classmethod
    def none(cls, items: int) -> Facts:
        return cls(sparse.csr_array((items, 0), dtype=np.float32), np.full(items, np.nan))


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Numbers of items, and (candidates, columns) beside them."""

    items: Codes
    columns: NDArray[np.float64]


def names(parts: Sequence[Algorithm]) -> list[str]:
    """Of the columns, in order."""
    bases = [part.name for part in parts]
    plain = [*bases, *(f"log {name}" for name in bases), "labels", "price", "support"]
    return [*plain, *(f"{name} for few events" for name in bases)]


def of(history: History, *, parts: Sequence[Algorithm], facts: Facts, support: Numbers) -> Candidates:
    """Columns of the best `PER_ALGORITHM` items of each algorithm that the history does not have."""
    newcomer = History(history.items, history.ratings, history.times)
    taken = newcomer.items[(newcomer.items >= 0) & (newcomer.items < len(support))]
    free = np.ones(len(support), dtype=bool)
    free[taken] = False
    scores = {part.name: part.scores(newcomer) for part in parts}
    items = _candidates(scores, free)
    if not len(items):
        return Candidates(items, np.zeros((0, len(names(parts)))))
    levels, logs = _levels(scores, free, items)
    if "content" in scores:
        known = (support[items] / (support[items] + 1))[:, None]
        text = levels[:, [list(scores).index("content")]]
        levels = known * levels + (1 - known) * TRUST_IN_TEXT * text
    few = FEW_EVENTS / (FEW_EVENTS + len(taken))
    other = [_labels(taken, items, facts), _prices(taken, items, facts), np.log1p(support[items])]
    return Candidates(items, np.hstack([levels, logs, np.column_stack(other), few * levels]))


def _candidates(scores: Mapping[str, Scores], free: NDArray[np.bool_]) -> Codes:
    found = [best(np.where(free, row, NEVER), count=PER_ALGORITHM).items for row in scores.values()]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def _levels(
    scores: Mapping[str, Scores], free: NDArray[np.bool_], items: Codes
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scores in standard deviations above the mean of all free items, and the logarithm of their share of the best ones' lead."""
    levels, logs = [], []
    for row in scores.values():
        others = row[free].astype(np.float64)
        mean, width = others.mean(), others.std()
        top = -np.partition(-others, TOP)[:TOP].mean() if len(others) > TOP else others.max()
        lead = max(top - mean, FAINT * width)
        above = row[items].astype(np.float64) - mean
        levels.append(above / width if width > 1e-12 else np.zeros(len(items)))
        logs.append(np.log(np.maximum(above / lead, FAINT)) if width > 1e-12 else np.zeros(len(items)))
    return np.column_stack(levels), np.column_stack(logs)


def _labels(taken: Codes, items: Codes, facts: Facts) -> Numbers:
    """The mean share of the history that has each of a candidate's labels."""
    if not len(taken) or not facts.labels.shape[1]:
        return np.zeros(len(items))
    shares = np.asarray(facts.labels[taken].sum(axis=0)).ravel() / len(taken)
    own = facts.labels[items]
    counts = np.maximum(np.asarray(own.sum(axis=1)).ravel(), 1)
    return np.asarray(own @ shares).ravel() / counts


def _prices(taken: Codes, items: Codes, facts: Facts) -> Numbers:
    """Minus how far the logarithm of the price is from the history's median; 0 where a price is missing."""
    paid = facts.prices[taken]
    paid = paid[np.isfinite(paid) & (paid > 0)]
    asked = facts.prices[items]
    usable = np.isfinite(asked) & (asked > 0)
    if not len(paid) or not usable.any():
        return np.zeros(len(items))
    return np.where(usable, -np.abs(np.log(np.where(usable, asked, 1.0)) - np.median(np.log(paid))), 0.0)
