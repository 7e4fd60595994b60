"""What is taken most, of late and around a moment. The same for all who come at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from recommendations.algorithms.base import Algorithm, Scores, Table
from recommendations.algorithms.events import History, Interactions

DAY = 86_400.0


class Popularity(Algorithm):
    """Events of an item, each worth half as much after every `half_life` days before the last event of all (None: no decay)."""

    name = "popularity"

    def __init__(self, *, half_life: float | None = None) -> None:
        if half_life is not None and half_life <= 0:
            raise ValueError("A half-life is a number of days above 0.")
        self.half_life = half_life
        self.worth = np.zeros(0, np.float32)

    def settings(self) -> dict[str, Any]:
        return {"half_life": self.half_life}

    def state(self) -> dict[str, Table]:
        return {"worth": self.worth}

    def _fit(self, interactions: Interactions) -> None:
        weights = np.ones(len(interactions))
        if self.half_life is not None and len(interactions):
            ages = (interactions.times.max() - interactions.times) / DAY
            weights = 0.5 ** (ages / self.half_life)
        counted = np.bincount(interactions.items, weights, interactions.item_count)
        self.worth = counted.astype(np.float32)

    def _scores(self, history: History) -> Scores:
        return self.worth

    def _many(self, histories: Sequence[History]) -> Scores:
        return np.broadcast_to(self.worth, (len(histories), self.item_count))

    def _similar(self, item: int) -> Scores:
        return self.worth


class Trend(Algorithm):
    """What was taken around the moment of a shopper's events: what is in season and new for who comes now, and of their time for
    who came long ago. Events near in time count most (exponential in both directions, `days` wide), in log(1 + weight). Moments are rounded to `buckets`, each with its list ready."""

    name = "trend"

    def __init__(self, *, days: float = 365.0, buckets: int = 64) -> None:
        self.days, self.buckets = days, buckets
        self.middles = np.zeros(0)
        self.counts = np.zeros((0, 0), np.float32)
        self.worth = np.zeros((0, 0), np.float32)

    def settings(self) -> dict[str, Any]:
        return {"days": self.days, "buckets": self.buckets}

    def state(self) -> dict[str, Table]:
        return {"middles": self.middles, "counts": self.counts, "worth": self.worth}

    def _fit(self, interactions: Interactions) -> None:
        items, times = interactions.items, interactions.times
        self.middles = np.zeros(0)
        self.counts = self.worth = np.zeros((1, interactions.item_count), np.float32)
        if not len(interactions):
            return
        edges = np.linspace(times.min(), times.max(), self.buckets + 1)
        self.middles = (edges[1:] + edges[:-1]) / 2
        place = np.clip(np.searchsorted(edges, times, side="right") - 1, 0, self.buckets - 1)
        flat = np.bincount(
            place * interactions.item_count + items, minlength=self.buckets * interactions.item_count
        )
        self.counts = flat.reshape(self.buckets, -1).astype(np.float32)
        apart = np.abs(self.middles[:, None] - self.middles) / (DAY * self.days)
        self.worth = np.log1p(np.exp(-apart).astype(np.float32) @ self.counts)

    def _scores(self, history: History) -> Scores:
        if not len(self.middles) or not len(history.times):
            return self.worth[-1]
        return self.worth[np.argmin(np.abs(self.middles - np.median(history.times)))]

    def _similar(self, item: int) -> Scores:
        """Taken in the same times: cosine of the two over time."""
        lengths = np.linalg.norm(self.counts, axis=0)
        return (self.counts[:, item] @ self.counts) / np.maximum(lengths * lengths[item], 1e-9)
