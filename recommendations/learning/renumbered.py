"""An older model over a catalogue that changed since: the same scores under other numbers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from recommendations.algorithms.base import NEVER, Algorithm, Scores, Table
from recommendations.algorithms.events import Codes, History, Interactions


class Renumbered(Algorithm):
    """`places` has for each present item its number in the older model, -1 for what was not there then."""

    name: ClassVar[str] = "renumbered"

    def __init__(self, older: Algorithm, places: Codes) -> None:
        self.older, self.places, self.item_count = older, places, len(places)

    def _fit(self, interactions: Interactions) -> None:
        raise TypeError("An older model is not fitted again.")

    def _scores(self, history: History) -> Scores:
        return self._many([history])[0]

    def _many(self, histories: Sequence[History]) -> Scores:
        scores = self.older.scores_of([self._older(history) for history in histories])
        found = np.full((len(histories), self.item_count), NEVER, np.float32)
        there = self.places >= 0
        found[:, there] = scores[:, self.places[there]]
        return found

    def _older(self, history: History) -> History:
        items = self.places[history.items]
        return History(items[items >= 0], history.ratings[items >= 0], history.times[items >= 0])

    def _similar(self, item: int) -> Scores:
        return self._scores(History.of(item))

    def state(self) -> dict[str, Table]:
        raise TypeError("An older model is kept under its own numbers.")


def places(present: Codes, older: Codes) -> Codes:
    """Of each present product id its row among the older ones, which ascend; -1 where it is none of them."""
    if not len(older):
        return np.full(len(present), -1, np.int64)
    found = np.minimum(np.searchsorted(older, present), len(older) - 1)
    return np.where(older[found] == present, found, -1)
