"""One score from several legs: normalisation, weighted sum, plain reciprocal ranks, and weights learned from judgments. Pure.

A leg is an array with one score for each candidate of a query, in the candidates' order. Invariants: a candidate's fused
score does not depend on the order of the candidates, and multiplying a leg by a positive number changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Scores = NDArray[np.float64]

LEGS = {"lexical": 1.0, "title": 0.0, "semantic": 0.5, "popularity": 0.05}
RANK_CONSTANT = 60


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each leg counts; a leg without a weight counts nothing."""

    legs: Mapping[str, float] = field(default_factory=lambda: dict(LEGS))

    def __post_init__(self) -> None:
        if any(not isfinite(weight) or weight < 0 for weight in self.legs.values()):
            raise ValueError("Weights of legs must be finite numbers of at least 0.")
        if not any(self.legs.values()):
            raise ValueError("At least one leg must count.")

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `as_json` wrote; nothing stored gives the defaults."""
        legs = stored.get("legs")
        return cls({name: float(weight) for name, weight in legs.items()}) if legs else cls()

    def as_json(self) -> dict[str, Any]:
        return {"legs": dict(self.legs)}


@dataclass(frozen=True, slots=True, eq=False)
class JudgedList:
    """The candidates of one query: their scores by leg, and what each is worth to who asked."""

    legs: Mapping[str, Scores]
    grades: Scores

    @property
    def teaches(self) -> bool:
        """Whether it has both better and worse candidates."""
        return bool(len(self.grades)) and self.grades.max() > self.grades.min()


def normalised(scores: Scores) -> Scores:
    """Shares of the best score, from 0 to 1; scores below zero, such as cosines of opposites, count as zero."""
    floored = np.maximum(np.asarray(scores, dtype=np.float64), 0.0)
    best = floored.max(initial=0.0)
    return floored / best if best > 0 else floored


def fuse(legs: Mapping[str, Scores], weights: FusionWeights) -> Scores:
    """The weighted sum of normalised legs, at most the sum of the weights."""
    size = len(next(iter(legs.values()), ()))
    total = np.zeros(size)
    for name, weight in weights.legs.items():
        if weight and name in legs:
            total += weight * normalised(legs[name])
    return total


def reciprocal_ranks(legs: Mapping[str, Scores], *, constant: int = RANK_CONSTANT) -> Scores:
    """Reciprocal rank fusion, the baseline (Cormack, Clarke and Büttcher, SIGIR 2009).

    Equal scores share their best rank; a score of zero or less is not found by that leg.
    """
    total = np.zeros(len(next(iter(legs.values()), ())))
    for scores in legs.values():
        falling = np.sort(-np.asarray(scores, dtype=np.float64))
        ranks = 1 + np.searchsorted(falling, -np.asarray(scores, dtype=np.float64), side="left")
        total += np.where(np.asarray(scores) > 0, 1.0 / (constant + ranks), 0.0)
    return total


def order(scores: Scores, *, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions from best to worst; equal scores by falling id, so that pages never overlap."""
    return np.lexsort((-np.asarray(ids, dtype=np.int64), -np.asarray(scores)))


def fit(
    lists: Sequence[JudgedList], *, names: Sequence[str] = tuple(LEGS), ridge: float = 1e-3
) -> FusionWeights:
    """Weights that make judged candidates likely (ListNet: Cao and others, ICML 2007), none below zero, summing to 1.

    Minimises the cross entropy between the grades' shares and the softmax of the fused scores: convex, so the answer does
    not depend on the start. Raises ValueError when no list has both better and worse candidates.
    """
    taught = [entry for entry in lists if entry.teaches]
    if not taught:
        raise ValueError("Nothing to learn from: no query has both a better and a worse candidate.")
    features = np.concatenate([_columns(entry.legs, names, len(entry.grades)) for entry in taught])
    shares = np.concatenate([entry.grades / entry.grades.sum() for entry in taught])
    starts = np.cumsum([0, *(len(entry.grades) for entry in taught[:-1])])
    found = minimize(
        listwise_loss,
        np.full(len(names), 1.0),
        args=(features, shares, starts, ridge),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * len(names),
    )
    raw = np.asarray(found.x)
    if not raw.sum() > 0:
        raise ValueError("No leg agrees with the judgments, so there is nothing to weigh by.")
    return FusionWeights({name: float(weight) for name, weight in zip(names, raw / raw.sum(), strict=True)})


def listwise_loss(
    weights: Scores, features: Scores, shares: Scores, starts: NDArray[np.int64], ridge: float
) -> tuple[float, Scores]:
    """Mean cross entropy over lists that begin at `starts`, and its gradient. `shares` sum to 1 in each list."""
    lengths = np.diff(np.append(starts, len(shares)))
    raw = features @ weights
    raw = raw - np.repeat(np.maximum.reduceat(raw, starts), lengths)
    exponentials = np.exp(raw)
    sums = np.add.reduceat(exponentials, starts)
    chances = exponentials / np.repeat(sums, lengths)
    logs = raw - np.repeat(np.log(sums), lengths)
    count = len(starts)
    loss = -float(shares @ logs) / count + ridge * float(weights @ weights)
    gradient = features.T @ (chances - shares) / count + 2 * ridge * weights
    return loss, gradient


def _columns(legs: Mapping[str, Scores], names: Sequence[str], size: int) -> Scores:
    return np.column_stack([normalised(legs[name]) if name in legs else np.zeros(size) for name in names])
