"""Tables of items by items: cut to the strongest, and summed over a history."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from recommendations.algorithms.base import Scores, Table
from recommendations.algorithms.events import Codes, Numbers


def strongest(table: sparse.csr_array, count: int) -> sparse.csr_array:
    """The same table with only the `count` largest values of each row; equal ones in the order of the columns."""
    kept = np.ones(len(table.data), dtype=bool)
    for low, high in zip(table.indptr[:-1], table.indptr[1:], strict=True):
        if high - low > count:
            values = table.data[low:high]
            edge = np.partition(values, high - low - count)[high - low - count]
            over = values > edge
            level = np.flatnonzero(values == edge)[: count - np.count_nonzero(over)]
            over[level] = True
            kept[low:high] = over
    starts = np.concatenate([[0], np.cumsum(kept)])[table.indptr]
    return sparse.csr_array((table.data[kept], table.indices[kept], starts), shape=table.shape)


def without_diagonal(table: sparse.csr_array) -> sparse.csr_array:
    """No item is its own neighbour."""
    found = table.tocoo()
    kept = found.row != found.col
    return sparse.csr_array((found.data[kept], (found.row[kept], found.col[kept])), shape=table.shape)


def summed(table: Table, items: Codes, weights: Numbers | None = None) -> Scores:
    """The weighted sum of the rows of some items."""
    if not len(items):
        return np.zeros(table.shape[1], np.float32)
    factors = np.ones(len(items), np.float32) if weights is None else weights.astype(np.float32)
    if isinstance(table, np.ndarray):
        return np.asarray(factors @ table[items], dtype=np.float32)
    found = np.zeros(table.shape[1], np.float32)
    for item, factor in zip(items, factors, strict=True):
        low, high = table.indptr[item], table.indptr[item + 1]
        found[table.indices[low:high]] += factor * table.data[low:high]
    return found


def summed_many(table: Table, rows: Sequence[Codes], weights: Sequence[Numbers] | None = None) -> Scores:
    """(rows, columns): `summed` for each history, as one product."""
    lengths = [len(items) for items in rows]
    places = np.repeat(np.arange(len(rows)), lengths)
    items = np.concatenate([*rows, np.empty(0, np.int64)])
    factors = np.ones(len(items)) if weights is None else np.concatenate([*weights, np.empty(0)])
    shape = (len(rows), table.shape[0])
    taken = sparse.csr_array((factors.astype(np.float32), (places, items)), shape=shape)
    found = taken @ table
    return np.asarray(found.toarray() if sparse.issparse(found) else found, dtype=np.float32)


def row(table: Table, item: int) -> Scores:
    return summed(table, np.array([item]))
