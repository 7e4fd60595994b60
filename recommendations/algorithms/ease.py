"""EASE: the linear model of items by items, exact where memory and shoppers allow, by neighbourhoods where not.

Column j of the model is the ridge regression of item j on the other items (Steck, WWW 2019). Three ways to it: with fewer
shoppers than items through the shoppers' matrix, with few items through one inverse, and else for each item over its nearest
`support` items only, which takes memory for what is kept alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from recommendations.algorithms.base import Algorithm, Scores, Table, TooLarge
from recommendations.algorithms.events import History, Interactions
from recommendations.algorithms.neighbours import row, strongest, summed, summed_many

EXACT_ITEMS = 12_000
"""Items up to which the exact model is fitted: its time grows with the cube, its memory with the square."""
FLOAT32, GIB = 4, 2**30


class EASE(Algorithm):
    """`penalty` is the lambda of the paper, `near_penalty` that of neighbourhoods, where fewer weights have to be held back; `memory_gib` what a fit may take. Raises TooLarge where even the result would not fit."""

    name = "ease"

    def __init__(
        self,
        *,
        penalty: float = 200.0,
        near_penalty: float = 50.0,
        support: int = 200,
        exact_items: int = EXACT_ITEMS,
        memory_gib: float = 6.0,
    ) -> None:
        if min(penalty, near_penalty) <= 0 or support < 1:
            raise ValueError("The penalty must be above 0, and an item needs a neighbour at least.")
        self.near_penalty = near_penalty
        self.penalty, self.support, self.exact_items, self.memory_gib = (
            penalty,
            support,
            exact_items,
            memory_gib,
        )
        self.table: Table = np.zeros((0, 0), np.float32)

    def settings(self) -> dict[str, Any]:
        return {
            "penalty": self.penalty,
            "near_penalty": self.near_penalty,
            "support": self.support,
            "exact_items": self.exact_items,
            "memory_gib": self.memory_gib,
        }

    def state(self) -> dict[str, Table]:
        return {"table": self.table}

    def _fit(self, interactions: Interactions) -> None:
        taken = interactions.matrix()
        shoppers, items = taken.shape
        exact_gib = 3 * FLOAT32 * items**2 / GIB
        if exact_gib <= self.memory_gib and items <= self.exact_items:
            through_shoppers = shoppers < items
            self.table = (_by_shoppers if through_shoppers else _by_items)(taken, self.penalty)
            return
        kept_gib = 3 * 8 * items * self.support / GIB
        if kept_gib > self.memory_gib:
            raise TooLarge(
                f"EASE over {items:,} items with {self.support} neighbours takes {kept_gib:.1f} GiB, {self.memory_gib:g} are "
                "allowed: take fewer neighbours, or item_knn or rp3beta instead."
            )
        self.table = by_neighbourhoods(taken, penalty=self.near_penalty, support=self.support)

    def assemble(self, blocks: Sequence[sparse.csr_array], *, item_count: int) -> Self:
        """Take blocks of `by_neighbourhoods` that were fitted elsewhere for what `fit` would have found."""
        self.item_count = item_count
        self.table = sum(blocks[1:], start=blocks[0])
        return self

    def _scores(self, history: History) -> Scores:
        return summed(self.table, history.items)

    def _many(self, histories: Sequence[History]) -> Scores:
        return summed_many(self.table, [history.items for history in histories])

    def _similar(self, item: int) -> Scores:
        return row(self.table, item)


def _by_items(taken: sparse.csr_array, penalty: float) -> NDArray[np.float32]:
    """B = I - P / diag(P) with P = (X'X + penalty)^-1, by Cholesky in place."""
    gram = (taken.T @ taken).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += penalty
    inverse = linalg.inv(gram, overwrite_a=True, check_finite=False, assume_a="pos") if len(gram) else gram
    return _scaled(np.asarray(inverse))


def _by_shoppers(taken: sparse.csr_array, penalty: float) -> NDArray[np.float32]:
    """The same P = (I - X' (XX' + penalty)^-1 X) / penalty (Woodbury), for fewer shoppers than items."""
    dense = taken.toarray()
    small = (taken @ taken.T).toarray().astype(np.float64) + penalty * np.eye(len(dense))
    inverse = (
        -dense.T @ np.linalg.solve(small, dense).astype(np.float32)
        if len(dense)
        else np.zeros((dense.shape[1],) * 2, np.float32)
    )
    inverse[np.diag_indices_from(inverse)] += 1
    return _scaled(inverse)


def _scaled(inverse: NDArray[np.float32]) -> NDArray[np.float32]:
    table = inverse / -np.diag(inverse)
    table[np.diag_indices_from(table)] = 0
    return table.astype(np.float32)


def by_neighbourhoods(
    taken: sparse.csr_array, *, penalty: float, support: int, items: range | None = None
) -> sparse.csr_array:
    """The regression of each item on its `support` nearest (by cosine) only. `items` fits a block of the columns alone, so that
    several machines can share them: the sum of all blocks is the whole."""
    count = taken.shape[1]
    wanted = items if items is not None else range(count)
    columns = sparse.csc_array(taken)
    near = _nearest(columns, wanted, support)
    rows, places, values = [], [], []
    for number, item in enumerate(wanted):
        chosen = near.indices[near.indptr[number] : near.indptr[number + 1]]
        if not len(chosen):
            continue
        part = columns[:, np.append(chosen, item)]
        local = (part.T @ part).toarray().astype(np.float64)
        system = local[:-1, :-1]
        system[np.diag_indices_from(system)] += penalty
        factor = linalg.cho_factor(system, overwrite_a=True, check_finite=False)
        rows.append(chosen)
        places.append(np.full(len(chosen), item))
        values.append(linalg.cho_solve(factor, local[:-1, -1], check_finite=False))
    if not rows:
        return sparse.csr_array((count, count), dtype=np.float32)
    flat = np.concatenate(values).astype(np.float32)
    return sparse.csr_array((flat, (np.concatenate(rows), np.concatenate(places))), shape=(count, count))


def _nearest(taken: sparse.csc_array, items: range, support: int) -> sparse.csr_array:
    """(items, all items): the highest cosines of some items with all others."""
    size = np.sqrt(np.maximum(np.diff(taken.indptr), 1))
    pairs = (taken[:, items.start : items.stop].T @ taken).tocoo()
    others = pairs.row + items.start != pairs.col
    row, column = pairs.row[others], pairs.col[others]
    cosine = pairs.data[others] / (size[row + items.start] * size[column])
    return strongest(sparse.csr_array((cosine, (row, column)), shape=pairs.shape), support)
