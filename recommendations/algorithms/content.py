"""Likeness of items by their vectors of text, mapped to where shoppers put them; the only algorithm that knows cold items.

Each item lies at two places side by side: its own vector, and the point in the space of shared shoppers (truncated SVD of the
cosine-normalised events) that a ridge regression from vectors to points foretells. An item that nobody took yet has both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from recommendations.algorithms.base import Algorithm, Scores, Table
from recommendations.algorithms.events import History, Interactions
from recommendations.algorithms.neighbours import summed, summed_many

Vectors = NDArray[np.float32]


class Content(Algorithm):
    """`vectors` (items, d), one row for each item, zeros where there is no text. Likeness of two items is the cosine of their own
    vectors plus `mapped` times that of the mapped ones; a shopper likes what is like the mean of what they took."""

    name = "content"

    def __init__(
        self,
        vectors: Vectors | None = None,
        *,
        dimensions: int = 64,
        penalty: float = 10.0,
        mapped: float = 2.0,
        fading: float = 0.98,
    ) -> None:
        self.vectors = np.zeros((0, 0), np.float32) if vectors is None else np.asarray(vectors, np.float32)
        self.dimensions, self.penalty, self.mapped, self.fading = dimensions, penalty, mapped, fading
        self.places = np.zeros((0, 0), np.float32)

    def settings(self) -> dict[str, Any]:
        names = ("dimensions", "penalty", "mapped", "fading")
        return {name: getattr(self, name) for name in names}

    def state(self) -> dict[str, Table]:
        return {"places": self.places}

    def _fit(self, interactions: Interactions) -> None:
        if len(self.vectors) != interactions.item_count:
            raise ValueError(
                f"There are {interactions.item_count} items and {len(self.vectors)} vectors; each item needs one."
            )
        own = _unit(self.vectors)
        points = _points(interactions, self.dimensions)
        known = (interactions.support() > 0) & (np.abs(own).sum(axis=1) > 0)
        if points.shape[1] and known.any():
            taught = own[known].astype(np.float64)
            system = taught.T @ taught + self.penalty * np.eye(own.shape[1])
            mapping = np.linalg.solve(system, taught.T @ points[known])
            own = np.hstack([own, np.sqrt(self.mapped) * _unit(own @ mapping)])
        self.places = own.astype(np.float32)

    def _scores(self, history: History) -> Scores:
        if not len(history):
            return np.zeros(self.item_count, np.float32)
        weights = self.fading ** np.arange(len(history) - 1, -1, -1)
        profile = summed(self.places, history.items, weights / weights.sum())
        return self.places @ profile

    def _many(self, histories: Sequence[History]) -> Scores:
        weights = [self.fading ** np.arange(len(history) - 1, -1, -1) for history in histories]
        shares = [row / max(row.sum(), 1e-9) for row in weights]
        return summed_many(self.places, [history.items for history in histories], shares) @ self.places.T

    def _similar(self, item: int) -> Scores:
        return self.places @ self.places[item]


def _points(interactions: Interactions, dimensions: int) -> NDArray[np.float64]:
    """(items, k) unit rows, k at most `dimensions` and what the events allow, which may be 0."""
    taken = interactions.matrix().astype(np.float64)
    most = min(dimensions, min(taken.shape) - 1)
    if most < 1 or not taken.nnz:
        return np.zeros((interactions.item_count, 0))
    people = np.maximum(np.bincount(interactions.shoppers, minlength=interactions.shopper_count), 1)
    scaled = (
        sparse.diags_array(people**-0.5)
        @ taken
        @ sparse.diags_array(np.maximum(interactions.support(), 1) ** -0.5)
    )
    _, sizes, right = svds(scaled, k=most, rng=np.random.default_rng(0))
    return _unit(right.T * sizes)


def _unit(rows: NDArray[Any]) -> NDArray[Any]:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
