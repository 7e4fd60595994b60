"""The ranker that combines all algorithms with labels, price and support, weighted by what shoppers took next.

Its `weights` are learned from `lessons`: some shoppers' events are hidden, the algorithms are fitted on the rest, and the weights
make what was hidden likely (listwise). Newcomers of one to three events have weights of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms import columns, lessons, weights
from recommendations.algorithms.base import NEVER, Algorithm, BadFile, Scores, Table
from recommendations.algorithms.columns import Candidates, Facts
from recommendations.algorithms.content import Content
from recommendations.algorithms.ease import EASE
from recommendations.algorithms.events import Codes, History, Interactions, Numbers
from recommendations.algorithms.item_knn import ItemKNN, SequenceKNN
from recommendations.algorithms.popularity import Popularity, Trend
from recommendations.algorithms.ratings import KNN, SVD, ShopperKNN
from recommendations.algorithms.rp3beta import RP3Beta
from recommendations.algorithms.weights import Weights

KINDS: dict[str, type[Algorithm]] = {
    kind.name: kind
    for kind in (Popularity, Trend, SVD, KNN, ShopperKNN, ItemKNN, SequenceKNN, RP3Beta, EASE, Content)
}
Tick = Callable[[int, int], object]


class Hybrid(Algorithm):
    """`parts` are fitted here with `fit`, or before with `learn`. `facts` and `settings` are those of the catalogue."""

    name: ClassVar[str] = "hybrid"

    def __init__(self, parts: Sequence[Algorithm] = (), *, facts: Facts | None = None, seed: int = 0) -> None:
        self.parts = list(parts)
        self.facts = facts
        self.seed = seed
        self.learned = Weights.none()
        self.support = np.zeros(0)

    def settings(self) -> dict[str, Any]:
        return {"seed": self.seed}

    def state(self) -> dict[str, Table]:
        facts = self.facts or Facts.none(self.item_count)
        return {
            "weights": self.learned.whole,
            "few": self.learned.few,
            "new_by_text": np.array(self.learned.new_by_text),
            "support": self.support,
            "labels": facts.labels,
            "prices": facts.prices,
        }

    def _fit(self, interactions: Interactions) -> None:
        for part in self.parts:
            part.fit(interactions)
        self.learn(interactions)

    def learn(self, interactions: Interactions, *, tick: Tick = lambda done, total: None) -> Self:
        """Weights for parts that are fitted on the same events already; `learned.figures` says how good they are."""
        if not self.parts:
            raise ValueError("A hybrid needs an algorithm at least.")
        self.item_count = interactions.item_count
        self.support = interactions.support()
        facts = self.facts or Facts.none(self.item_count)
        made = lessons.of(interactions, parts=self.parts, facts=facts, seed=self.seed, tick=tick)
        self.learned = weights.learn(made, self.parts)
        return self

    def _candidates(self, history: History, parts: Sequence[Algorithm], support: Numbers) -> Candidates:
        facts = self.facts or Facts.none(self.item_count)
        return columns.of(history, parts=parts, facts=facts, support=support)

    def _scores(self, history: History) -> Scores:
        """Minus infinity for what no part has among its best."""
        return self._many([history])[0]

    def _many(self, histories: Sequence[History]) -> Scores:
        scores = np.full((len(histories), self.item_count), NEVER, dtype=np.float32)
        facts = self.facts or Facts.none(self.item_count)
        found = columns.of_many(histories, parts=self.parts, facts=facts, support=self.support)
        for row, history, candidates in zip(scores, histories, found, strict=True):
            row[candidates.items] = self._ranked(candidates, len(history))
        return scores

    def over(self, parts: Sequence[Algorithm], interactions: Interactions) -> Hybrid:
        """The same weights over the same parts fitted on other events."""
        made = Hybrid(parts, facts=self.facts, seed=self.seed)
        made.item_count, made.support = interactions.item_count, interactions.support()
        made.learned = self.learned
        return made

    def _ranked(self, candidates: Candidates, events: int) -> Numbers:
        """Scores; those of new items may be dealt among them anew, the highest to the nearest by text."""
        scores = candidates.columns @ self.learned.of(events)
        if self.learned.new_by_text:
            names = columns.names(self.parts)
            new = np.flatnonzero(candidates.columns[:, names.index("new")] == 1)
            nearest = new[np.argsort(-candidates.columns[new, names.index(Content.name)], kind="stable")]
            scores[nearest] = np.sort(scores[new])[::-1]
        return scores

    def _similar(self, item: int) -> Scores:
        return self._scores(History.of(item))

    def contributions(self, history: History, items: Codes) -> dict[str, Numbers]:
        """What each column adds to the scores of some candidates: the evidence behind a recommendation; 0 for no candidates."""
        candidates = self._candidates(history, self.parts, self.support)
        places = {int(item): place for place, item in enumerate(candidates.items)}
        worth = self.learned.of(len(history))
        rows = np.array(
            [
                candidates.columns[places[int(item)]] * worth if int(item) in places else np.zeros(len(worth))
                for item in items
            ]
        ).reshape(len(items), len(worth))
        return dict(zip(columns.names(self.parts), rows.T, strict=True))

    def save(self, folder: Path) -> None:
        """The parts lie beside it."""
        super().save(folder)
        for part in self.parts:
            part.save(folder)
        names = json.dumps([part.name for part in self.parts])
        (folder / "parts.json").write_text(names, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        found = super().load(folder)
        try:
            names = json.loads((folder / "parts.json").read_text(encoding="utf-8"))
            found.parts = [KINDS[name].load(folder) for name in names]
        except (OSError, ValueError, KeyError) as error:
            raise BadFile(f"{folder} does not hold the parts of a hybrid: {error}") from error
        if {len(found.learned.whole), found.learned.few.shape[-1]} != {len(columns.names(found.parts))}:
            raise BadFile(f"{folder} holds the weights of other columns: it was made by another release.")
        return found

    def _restore(self, flat: dict[str, NDArray[Any]]) -> None:
        super()._restore(flat)
        kept = self.__dict__
        self.facts = Facts(kept.pop("labels"), kept.pop("prices"))
        self.learned = Weights(kept.pop("weights"), kept.pop("few"), bool(kept.pop("new_by_text")))
