"""How well candidates suit what a shopper did: a sum over the shopper's own signals, so that each share can be told. Pure.

score(c) = sum over signals s of weight(s) * suits(s, c), suits(s, c) = neighbours + nearness + shared traits in the SHARES below.
Invariant: a signal's share of a score does not depend on the other signals; so the one with the largest share is the one whose
removal lowers the score most, and may be called the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]
SHARES = {"neighbours": 1.0, "nearness": 0.7, "shared": 0.5}
FLOOR = 0.35
"""Cosines of products that have nothing in common lie about here and below."""


def neighbours(lists: Sequence[Mapping[int, float]], ids: Sequence[int]) -> Numbers:
    """(signals, candidates): each signal's list of neighbours with shares from 0 to 1."""
    places = {product: place for place, product in enumerate(ids)}
    found = np.zeros((len(lists), len(ids)), np.float32)
    for row, near in enumerate(lists):
        for product, share in near.items():
            place = places.get(product)
            if place is not None:
                found[row, place] = share
    return found


def nearness(signals: Numbers, candidates: Numbers, floors: Numbers | float = FLOOR) -> Numbers:
    """(signals, candidates): cosines of unit rows above a floor, stretched to 0..1."""
    if not signals.size or not candidates.size or signals.shape[1] != candidates.shape[1]:
        return np.zeros((len(signals), len(candidates)), np.float32)
    floor = np.reshape(np.asarray(floors, np.float32), (-1, 1))
    return np.clip((signals @ candidates.T - floor) / (1 - floor), 0, 1)


class Traits:
    """Which candidate has which traits, laid out flat, so that a signal's traits are compared with all candidates at once."""

    def __init__(self, held: Sequence[Places]) -> None:
        self.count = len(held)
        self.flat = np.concatenate(held) if held else np.empty(0, np.int64)
        self.owners = np.repeat(np.arange(len(held)), [len(one) for one in held])
        self.most = int(self.flat.max(initial=-1)) + 1

    def shared(self, weights: Mapping[int, float]) -> Numbers:
        """(candidates,): the share of a signal's weighted traits that each candidate has."""
        whole = sum(weights.values())
        if not whole or not self.count:
            return np.zeros(self.count, np.float32)
        table = np.zeros(self.most, np.float32)
        for trait, weight in weights.items():
            if trait < self.most:
                table[trait] = weight
        return (np.bincount(self.owners, table[self.flat], self.count) / whole).astype(np.float32)

    def having(self, traits: Sequence[int]) -> NDArray[np.int64]:
        """(candidates,): how many of the traits each has."""
        return np.bincount(self.owners, np.isin(self.flat, traits), self.count).astype(np.int64)


def shares(scores: Sequence[float]) -> list[float]:
    """Scores of a list, best first, as shares of the best; by rank where none is above zero."""
    best = max(scores, default=0.0)
    if best <= 0:
        return [1 - place / len(scores) for place in range(len(scores))]
    return [max(score, 0.0) / best for score in scores]
