"""Items that the same shoppers took, and items taken one soon after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from recommendations.algorithms.base import Algorithm, Scores, Table
from recommendations.algorithms.events import History, Interactions, Numbers
from recommendations.algorithms.neighbours import row, strongest, summed, summed_many, without_diagonal


class ItemKNN(Algorithm):
    """Cosine of two items' shoppers with shrinkage: n_ij / (sqrt(n_i n_j) + shrink), the `neighbours` nearest of each item that is
    scored (Sarwar and others, WWW 2001). `fading` < 1 weighs a shopper's last events most: each earlier one that much less."""

    name = "item_knn"

    def __init__(self, *, neighbours: int = 100, shrink: float = 10.0, fading: float = 1.0) -> None:
        if neighbours < 1 or shrink < 0 or not 0 < fading <= 1:
            raise ValueError(
                "It takes a neighbour at least, a shrinkage from 0 and a fading above 0 and up to 1."
            )
        self.neighbours, self.shrink, self.fading = neighbours, shrink, fading
        self.table = sparse.csr_array((0, 0), dtype=np.float32)

    def settings(self) -> dict[str, Any]:
        return {"neighbours": self.neighbours, "shrink": self.shrink, "fading": self.fading}

    def state(self) -> dict[str, Table]:
        return {"table": self.table}

    def _fit(self, interactions: Interactions) -> None:
        self.table = self._shortened(self._together(interactions), interactions)

    def _together(self, interactions: Interactions) -> sparse.csr_array:
        taken = interactions.matrix()
        return sparse.csr_array(taken.T @ taken)

    def _shortened(self, together: sparse.csr_array, interactions: Interactions) -> sparse.csr_array:
        support = interactions.support()
        pairs = without_diagonal(together).tocoo()
        values = pairs.data / (np.sqrt(support[pairs.row] * support[pairs.col]) + self.shrink)
        near = sparse.csr_array((values.astype(np.float32), (pairs.row, pairs.col)), shape=pairs.shape)
        return sparse.csr_array(strongest(near, self.neighbours).T)

    def _scores(self, history: History) -> Scores:
        return summed(self.table, history.items, self._fading(history))

    def _many(self, histories: Sequence[History]) -> Scores:
        weights = [self._fading(history) for history in histories]
        return summed_many(self.table, [history.items for history in histories], weights)

    def _fading(self, history: History) -> Numbers:
        return np.asarray(self.fading ** np.arange(len(history) - 1, -1, -1), dtype=float)

    def _similar(self, item: int) -> Scores:
        return row(self.table, item)


class SequenceKNN(ItemKNN):
    """The same with pairs counted by nearness in a shopper's order of events: 1/d for items d places apart, up to `window`. Items
    of one sitting tell more of each other than two years of one shopper do."""

    name = "sequence_knn"

    def __init__(
        self, *, window: int = 12, neighbours: int = 100, shrink: float = 4.0, fading: float = 1.0
    ) -> None:
        super().__init__(neighbours=neighbours, shrink=shrink, fading=fading)
        self.window = window

    def settings(self) -> dict[str, Any]:
        return super().settings() | {"window": self.window}

    def _together(self, interactions: Interactions) -> sparse.csr_array:
        shape = (interactions.item_count, interactions.item_count)
        total = sparse.csr_array(shape, dtype=np.float32)
        for apart in range(1, min(self.window, len(interactions) - 1) + 1):
            same = interactions.shoppers[apart:] == interactions.shoppers[:-apart]
            before, after = interactions.items[:-apart][same], interactions.items[apart:][same]
            worth = np.full(len(before), 1 / apart, np.float32)
            total = total + sparse.csr_array((worth, (before, after)), shape=shape)
        return sparse.csr_array(total + total.T)
