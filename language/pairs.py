"""Pairs of texts that belong together, and how they are dealt out: what is held back, and what meets in a batch. Pure.

The invariant of a batch: a text is never taught away from an anchor it belongs to, whatever else the batch holds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pair:
    """`anchor` (a query) belongs to `positive` (the text of a product). `product` says whose text it is, when a product
    has several; `weight` is how much the pair counts."""

    anchor: str
    positive: str
    product: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Batch:
    """`right[i]` is the column of texts that anchor i belongs to; `silent[i, j]` says that column j is no lesson for it."""

    anchors: list[str]
    texts: list[str]
    right: np.ndarray
    silent: np.ndarray
    weights: np.ndarray


class Known:
    """Which texts belong to which anchors, over all pairs and not only those of one batch."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._products = {pair.positive: pair.product for pair in pairs if pair.product}
        self._belonging: dict[str, set[str]] = {}
        for pair in pairs:
            self._belonging.setdefault(pair.anchor, set()).update({pair.positive, pair.product} - {""})

    def belongs(self, text: str, *, anchor: str) -> bool:
        """Whether the text, or another text of the same product, was paired with the anchor."""
        belonging = self._belonging.get(anchor, set())
        return text in belonging or self._products.get(text) in belonging


def split(pairs: Sequence[Pair], *, share: float, limit: int, seed: int) -> tuple[list[Pair], list[Pair]]:
    """(to learn from, held out): a share of the anchors, at most `limit`, with all their pairs. The same seed, the same split."""
    anchors = sorted({pair.anchor for pair in pairs})
    random.Random(seed).shuffle(anchors)
    held = set(anchors[: min(limit, round(share * len(anchors)))])
    return [p for p in pairs if p.anchor not in held], [p for p in pairs if p.anchor in held]


def batches(pairs: Sequence[Pair], *, known: Known, size: int, seed: int) -> Iterator[Batch]:
    """All pairs once, in an order decided by the seed. The last batch may be smaller."""
    order = random.Random(seed)
    shuffled = list(pairs)
    order.shuffle(shuffled)
    for start in range(0, len(shuffled), size):
        yield _batch(shuffled[start : start + size], known=known, order=order)


def _batch(pairs: list[Pair], *, known: Known, order: random.Random) -> Batch:
    columns: dict[str, int] = {}
    for pair in pairs:
        columns.setdefault(pair.positive, len(columns))
    right = np.array([columns[pair.positive] for pair in pairs])
    silent = np.array([[known.belongs(text, anchor=pair.anchor) for text in columns] for pair in pairs])
    silent[np.arange(len(pairs)), right] = False
    return Batch(
        anchors=[pair.anchor for pair in pairs],
        texts=list(columns),
        right=right,
        silent=silent,
        weights=np.array([pair.weight for pair in pairs], dtype=np.float32),
    )
