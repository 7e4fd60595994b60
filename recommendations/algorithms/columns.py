"""What the hybrid knows of each candidate: one column for each reason why a shopper might take it. Pure arithmetic on scores.

Invariant: a column says the same whatever scale an algorithm scores in, and where events are few, content speaks in place of
the collaborative algorithms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommendations.algorithms.base import NEVER, Algorithm, Scores, best
from recommendations.algorithms.events import Codes, History, Numbers

PER_ALGORITHM, PER_NEW = 100, 50
TOP = 20
FEW_EVENTS = 3.0
"""Events of a shopper or an item at which what is known of them counts half."""
TRUST_IN_TEXT = 0.5
OTHER = ("labels", "price", "support", "new")
"""Beside the algorithms: shared labels, distance in price, log of an item's events, and whether it has few or none of them."""
FAINT, FLAT = 1e-3, 1e-12


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
    plain = [*bases, *(f"log {name}" for name in bases), *OTHER]
    return [*plain, *(f"{name} for few events" for name in bases)]


def of(history: History, *, parts: Sequence[Algorithm], facts: Facts, support: Numbers) -> Candidates:
    """Columns of the best `PER_ALGORITHM` items of each algorithm that the history does not have, and of `PER_NEW` new ones."""
    return next(of_many([history], parts=parts, facts=facts, support=support))


def of_many(
    histories: Sequence[History], *, parts: Sequence[Algorithm], facts: Facts, support: Numbers
) -> Iterator[Candidates]:
    """`of` for each history; the scores of all of them are held at one time."""
    newcomers = [History(history.items, history.ratings, history.times) for history in histories]
    tables = {part.name: part.scores_of(newcomers) for part in parts}
    for place, newcomer in enumerate(newcomers):
        taken = newcomer.items[(newcomer.items >= 0) & (newcomer.items < len(support))]
        scores = {name: table[place] for name, table in tables.items()}
        yield _of(taken, scores, facts=facts, support=support)


def _of(taken: Codes, scores: Mapping[str, Scores], *, facts: Facts, support: Numbers) -> Candidates:
    leads = [_lead(row, np.unique(taken)) for row in scores.values()]
    found = [lead.best for lead in leads]
    if "content" in scores:
        found.append(_newest(scores["content"], taken, support))
    items = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    if not len(items):
        return Candidates(items, np.zeros((0, 3 * len(scores) + len(OTHER))))
    levels = np.column_stack([lead.levels(items) for lead in leads])
    logs = np.column_stack([lead.logs(items) for lead in leads])
    known = support[items] / (support[items] + 1)
    if "content" in scores:
        text = list(scores).index("content")
        levels = _with_text(levels, text, known, TRUST_IN_TEXT)
        logs = _with_text(logs, text, known, 1.0)
    few = FEW_EVENTS / (FEW_EVENTS + len(taken))
    other = [
        _labels(taken, items, facts),
        _prices(taken, items, facts),
        np.log1p(support[items]),
        1 - known,
    ]
    return Candidates(items, np.hstack([levels, logs, np.column_stack(other), few * levels]))


def _newest(text: Scores, taken: Codes, support: Numbers) -> Codes:
    """Of what nobody took yet, the nearest by text: no other algorithm would name it."""
    hidden = np.where(support > 0, NEVER, text)
    hidden[taken] = NEVER
    return best(hidden, count=PER_NEW).items


def _with_text(table: NDArray[np.float64], text: int, known: Numbers, trust: float) -> NDArray[np.float64]:
    """Where an item's events are few, what its text says stands in for every algorithm."""
    share = known[:, None]
    return share * table + (1 - share) * trust * table[:, [text]]


@dataclass(frozen=True, slots=True, eq=False)
class _Lead:
    """One algorithm's scores of all items, with the mean, the width and the best of those that are free to be taken."""

    scores: Scores
    best: Codes
    mean: float
    width: float
    top: float

    def levels(self, items: Codes) -> Numbers:
        """Standard deviations above the mean of all free items."""
        above = self.scores[items].astype(np.float64) - self.mean
        return above / self.width if self.width > FLAT else np.zeros(len(items))

    def logs(self, items: Codes) -> Numbers:
        """The logarithm of their share of the best ones' lead."""
        if self.width <= FLAT:
            return np.zeros(len(items))
        above = self.scores[items].astype(np.float64) - self.mean
        return np.log(np.maximum(above / max(self.top - self.mean, FAINT * self.width), FAINT))


def _lead(scores: Scores, taken: Codes) -> _Lead:
    """One pass over all items for the sums and one for the best: this is where a list's time goes."""
    free = scores.copy()
    free[taken] = NEVER
    found = best(free, count=PER_ALGORITHM)
    others = len(scores) - len(taken)
    if not others:
        return _Lead(scores, found.items, 0.0, 0.0, 0.0)
    free[taken] = 0
    mean = float(free.sum(dtype=np.float64)) / others
    free -= np.float32(mean)
    free[taken] = 0
    width = float(np.sqrt(np.square(free, out=free).sum(dtype=np.float64) / others))
    top = found.scores[:TOP].mean(dtype=np.float64) if others > TOP else found.scores[0]
    return _Lead(scores, found.items, mean, width, float(top))


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
