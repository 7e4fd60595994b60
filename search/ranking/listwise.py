"""Linear scores learned from judged lists of candidates: how good they are, and better weights for them. Pure.

A column is one number for each candidate and a score the weighted sum of a candidate's columns. Invariant: weights are
only replaced by what ranks better lists that were kept from the learner, so that learning never makes a search worse
as far as its lessons can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from search.ranking import metrics

Scores = NDArray[np.float64]
Weights = Mapping[str, float]

FEWEST = 20
DEEPEST = 60
"""Candidates of a list that teach, from the top: those below are told apart by everything."""
KEPT_EVERY = 4
FLAT = 1e-6
"""A column that spreads less is the same for all and teaches nothing: its weight stays."""
STRENGTH = 50.0
"""How many lists the weights at the start are worth."""


class TooFew(Exception):
    """There are not enough judged lists to learn from; the message says how many there are and how many it takes."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedList:
    """The candidates of one query, best first: their columns by name, and what each was worth to who asked."""

    columns: Mapping[str, Scores]
    grades: Scores

    @property
    def teaches(self) -> bool:
        """Whether its top has both better and worse candidates."""
        top = self.grades[:DEEPEST]
        return bool(len(top)) and top.max() > top.min()


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights, and the mean NDCG@10 on lists kept from the learner: `before` with those at the start, `after` with what was
    learned. Weights are those at the start unless `is_better`."""

    weights: Weights
    lists: int
    before: float
    after: float

    @property
    def is_better(self) -> bool:
        return self.after > self.before


def check(weights: Weights) -> None:
    """Raises ValueError for weights that rank nothing."""
    if any(not isfinite(weight) for weight in weights.values()):
        raise ValueError("Weights must be finite numbers.")
    if not any(weights.values()):
        raise ValueError("At least one weight must differ from 0.")


def weigh(columns: Mapping[str, Scores], weights: Weights, *, size: int) -> Scores:
    """The weighted sum of the columns; a column without a weight and a weight without a column add nothing."""
    total = np.zeros(size)
    for name, weight in weights.items():
        if weight and name in columns:
            total += weight * np.asarray(columns[name], dtype=np.float64)
    return total


def mean_ndcg(lists: Sequence[JudgedList], weights: Weights) -> float:
    """Mean NDCG@10 over the lists that teach, against the best order of each list's own candidates."""
    found = [_ndcg(entry, weights) for entry in lists if entry.teaches]
    return float(np.mean(found)) if found else 0.0


def learn(
    lists: Sequence[JudgedList], fit: Callable[[Sequence[JudgedList]], Weights], start: Weights
) -> Learned:
    """Fit on most lists, measure on the rest, and where that is better fit once more on all. Raises TooFew."""
    taught = [entry for entry in lists if entry.teaches]
    if len(taught) < FEWEST:
        raise TooFew(
            f"Only {len(taught)} queries have both better and worse results; it takes {FEWEST} to learn."
        )
    kept = taught[::KEPT_EVERY]
    tried = fit([entry for number, entry in enumerate(taught) if number % KEPT_EVERY])
    before, after = mean_ndcg(kept, start), mean_ndcg(kept, tried)
    return Learned(fit(taught) if after > before else start, len(taught), before, after)


def fit(
    lists: Sequence[JudgedList], start: Weights, *, is_positive: bool, strength: float = STRENGTH
) -> Weights:
    """Weights near `start`, in its scale, that make judged candidates likely (ListNet: Cao and others, ICML 2007).

    Minimises the cross entropy between the grades' shares and the softmax of the scores, plus the squared distance from
    `start` in standard deviations of the columns, which counts as much as `strength` lists: a few lessons move the
    weights a little. Scores are first sharpened by one factor, which is taken out again at the end. Convex, so the
    answer is the only one. Raises TooFew when no list teaches.
    """
    taught = [entry for entry in lists if entry.teaches]
    if not taught:
        raise TooFew("No query has both better and worse results, so there is nothing to learn from.")
    names = list(start)
    packed = _packed(taught, names)
    spread = packed.columns.std(axis=0)
    scale = np.where(spread > FLAT, spread, np.inf)
    initial = np.array([start[name] for name in names])
    along = replace(packed, columns=(packed.columns @ initial)[:, None])
    sharpness = max(float(_minimised(along, np.ones(1), 0.0, is_positive=True)[0]), 1e-3)
    target = np.where(spread > FLAT, sharpness * initial * spread, 0.0)
    scaled = replace(packed, columns=packed.columns / scale)
    found = _minimised(scaled, target, strength / len(taught), is_positive=is_positive)
    weights = np.where(spread > FLAT, found / scale / sharpness, initial)
    return {name: round(float(weight), 6) for name, weight in zip(names, weights, strict=True)}


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Lists one below the other: `columns` (candidates, columns), `shares` of each list's grades, where lists begin."""

    columns: Scores
    shares: Scores
    starts: NDArray[np.int64]


def loss(weights: Scores, lists: Packed, target: Scores, pull: float) -> tuple[float, Scores]:
    """Mean cross entropy plus `pull` times the squared distance from `target`, and the gradient."""
    starts, shares = lists.starts, lists.shares
    lengths = np.diff(np.append(starts, len(shares)))
    raw = lists.columns @ weights
    raw = raw - np.repeat(np.maximum.reduceat(raw, starts), lengths)
    exponentials = np.exp(raw)
    sums = np.add.reduceat(exponentials, starts)
    chances = exponentials / np.repeat(sums, lengths)
    logs = raw - np.repeat(np.log(sums), lengths)
    away = weights - target
    value = -float(shares @ logs) / len(starts) + pull * float(away @ away)
    return value, lists.columns.T @ (chances - shares) / len(starts) + 2 * pull * away


def _minimised(lists: Packed, target: Scores, pull: float, *, is_positive: bool) -> Scores:
    bounds = [(0.0 if is_positive else None, None)] * len(target)
    found = minimize(loss, target, args=(lists, target, pull), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x)


def _packed(lists: Sequence[JudgedList], names: Sequence[str]) -> Packed:
    tops = [entry.grades[:DEEPEST] for entry in lists]
    return Packed(
        columns=np.concatenate([_matrix(entry, names) for entry in lists]),
        shares=np.concatenate([top / top.sum() for top in tops]),
        starts=np.cumsum([0, *(len(top) for top in tops[:-1])]),
    )


def _matrix(entry: JudgedList, names: Sequence[str]) -> Scores:
    nothing = np.zeros(len(entry.grades))
    rows = [entry.columns.get(name, nothing) for name in names]
    return np.column_stack(rows).astype(np.float64)[:DEEPEST]


def _ndcg(entry: JudgedList, weights: Weights) -> float:
    scores = weigh(entry.columns, weights, size=len(entry.grades))
    best = np.argsort(-scores, kind="stable")[: metrics.SHALLOW]
    return metrics.ndcg(
        best.tolist(), {place: float(entry.grades[place]) for place in np.flatnonzero(entry.grades)}
    )
