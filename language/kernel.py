"""Regularised least squares over examples: every label is a function that is 1 on its examples and 0 on the others. Pure.

With the kernel exp(-focus (1 - a.b)) of unit rows it is as good as a support vector machine and fitted by one Cholesky
decomposition, from which what every example would have got without its group follows exactly (Rifkin and Lippert, 2007), so
that drawing a border needs no second fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_BLOCK = 256


def product(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """rows @ others.T. One row is multiplied in this thread: on a busy machine the threads of BLAS wait for each other longer
    than that takes."""
    return np.einsum("ij,kj->ik", rows, others) if len(rows) == 1 else rows @ others.T


@dataclass(frozen=True, eq=False)
class Rows:
    """Two halves of unit rows: dense vectors and sparse grams, with the share of the likeness that the grams have."""

    vectors: np.ndarray
    grams: Any
    spelling: float

    def __len__(self) -> int:
        return len(self.vectors)

    def part(self, start: int, end: int) -> Rows:
        return Rows(self.vectors[start:end], self.grams[start:end], self.spelling)

    def at(self, places: np.ndarray) -> Rows:
        return Rows(self.vectors[places], self.grams[places], self.spelling)

    def likeness(self, others: Rows) -> np.ndarray:
        """(n, m) of float32, at most 1 and 1 for equal rows."""
        found = np.empty((len(self), len(others)), dtype=np.float32)
        weight = self.spelling / (1 + self.spelling)
        for at in range(0, len(self), _BLOCK):
            part = slice(at, at + _BLOCK)
            found[part] = product(self.vectors[part], others.vectors) * np.float32(1 - weight)
            spelled = others.grams @ np.ascontiguousarray(self.grams[part].toarray().T)
            found[part] += spelled.T * np.float32(weight / 2)
        return found


@dataclass(frozen=True, eq=False)
class Fitted:
    """`weights` (examples, labels) of the examples' kernels; `unseen` (examples, labels) is what each would have got
    without its group."""

    weights: np.ndarray
    unseen: np.ndarray


def kernel(likeness: np.ndarray, *, focus: float) -> np.ndarray:
    """In place."""
    np.subtract(likeness, 1, out=likeness)
    np.multiply(likeness, np.float32(focus), out=likeness)
    return np.exp(likeness, out=likeness)


def fit(
    likeness: np.ndarray, targets: np.ndarray, *, focus: float, ridge: float, groups: Sequence[str] | None
) -> Fitted:
    """`likeness` (n, n) is used up; `targets` (n, labels) are 0 or 1. n^3 operations; without groups nothing is left out."""
    from scipy.linalg import cho_factor, cho_solve, lapack

    matrix = kernel(likeness, focus=focus)
    matrix[np.diag_indices(len(matrix))] += np.float32(ridge)
    factor = cho_factor(matrix, lower=True, overwrite_a=True, check_finite=False)
    weights = cho_solve(factor, targets.astype(np.float32), check_finite=False)
    if groups is None:
        return Fitted(weights, targets.astype(np.float32))
    inverse, _ = lapack.spotri(factor[0], lower=1, overwrite_c=1)
    unseen = np.empty_like(weights)
    for places in _members(groups):
        block = np.tril(inverse[np.ix_(places, places)])
        block = block + np.tril(block, -1).T
        unseen[places] = targets[places] - np.linalg.solve(block, weights[places])
    return Fitted(weights, unseen)


def _members(groups: Sequence[str]) -> Iterator[np.ndarray]:
    found: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        found.setdefault(group, []).append(place)
    return (np.array(places) for places in found.values())
