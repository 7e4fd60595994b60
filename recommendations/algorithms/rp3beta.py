"""Three steps of a random walk from item to shopper to item, with popular ends held back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from recommendations.algorithms.base import Algorithm, Scores, Table
from recommendations.algorithms.events import History, Interactions
from recommendations.algorithms.neighbours import row, strongest, summed, summed_many, without_diagonal


class RP3Beta(Algorithm):
    """w_ij = sum_u (1/n_i)^alpha (1/n_u)^alpha / n_j^beta (Paudel and others, TiiS 2017); each item keeps its best `neighbours`."""

    name = "rp3beta"

    def __init__(self, *, alpha: float = 1.0, beta: float = 0.4, neighbours: int = 200) -> None:
        self.alpha, self.beta, self.neighbours = alpha, beta, neighbours
        self.table = sparse.csr_array((0, 0), dtype=np.float32)

    def settings(self) -> dict[str, Any]:
        return {"alpha": self.alpha, "beta": self.beta, "neighbours": self.neighbours}

    def state(self) -> dict[str, Table]:
        return {"table": self.table}

    def _fit(self, interactions: Interactions) -> None:
        taken = interactions.matrix()
        by_shopper = np.maximum(np.bincount(interactions.shoppers, minlength=interactions.shopper_count), 1)
        support = np.maximum(interactions.support(), 1)
        out = sparse.diags_array(support**-self.alpha) @ taken.T
        back = sparse.diags_array(by_shopper**-self.alpha) @ taken
        walked = without_diagonal(sparse.csr_array(out @ back))
        held = sparse.csr_array((walked @ sparse.diags_array(support**-self.beta)).astype(np.float32))
        self.table = strongest(held, self.neighbours)

    def _scores(self, history: History) -> Scores:
        return summed(self.table, history.items)

    def _many(self, histories: Sequence[History]) -> Scores:
        return summed_many(self.table, [history.items for history in histories])

    def _similar(self, item: int) -> Scores:
        return row(self.table, item)
