"""The ranker that combines all algorithms with labels, price and support, weighted by what shoppers took next.

Its weights are learned from events that were kept from the algorithms: some shoppers' events are hidden, the algorithms are
fitted on the rest, and the weights make what was hidden likely (listwise). Invariant: weights that rank no better than the
best single algorithm on shoppers kept from the learner are not used; that algorithm is.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from recommendations import metrics
from recommendations.algorithms import columns
from recommendations.algorithms.base import AT_ONCE, NEVER, Algorithm, BadFile, Scores, Table
from recommendations.algorithms.columns import Candidates, Facts
from recommendations.algorithms.content import Content
from recommendations.algorithms.ease import EASE
from recommendations.algorithms.events import Codes, History, Interactions, Numbers
from recommendations.algorithms.item_knn import ItemKNN, SequenceKNN
from recommendations.algorithms.popularity import Popularity, Trend
from recommendations.algorithms.ratings import KNN, SVD, ShopperKNN
from recommendations.algorithms.rp3beta import RP3Beta
from search.ranking.listwise import Packed, loss

KINDS: dict[str, type[Algorithm]] = {
    kind.name: kind
    for kind in (Popularity, Trend, SVD, KNN, ShopperKNN, ItemKNN, SequenceKNN, RP3Beta, EASE, Content)
}
HIDDEN, MOST_HIDDEN, MOST_FOLDS, MOST_LESSONS = 0.25, 0.05, 5, 2000
FEWEST_EVENTS, FEWEST_LESSONS, KEPT_EVERY = 3, 20, 4
NEW_ITEMS, NEWCOMER_EVERY, NEWCOMER_EVENTS = 0.03, 3, 3
PULL = 1e-3
Tick = Callable[[int, int], object]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """The candidates for one shopper, which of them were hidden, and how many were hidden in all."""

    candidates: Candidates
    taken: NDArray[np.bool_]
    hidden: int


class Hybrid(Algorithm):
    """`parts` are fitted here with `fit`, or before with `learn`. `facts` and `settings` are those of the catalogue."""

    name: ClassVar[str] = "hybrid"

    def __init__(self, parts: Sequence[Algorithm] = (), *, facts: Facts | None = None, seed: int = 0) -> None:
        self.parts = list(parts)
        self.facts = facts
        self.seed = seed
        self.weights = np.zeros(0)
        self.support = np.zeros(0)
        self.figures: dict[str, float] = {}

    def settings(self) -> dict[str, Any]:
        return {"seed": self.seed}

    def state(self) -> dict[str, Table]:
        facts = self.facts or Facts.none(self.item_count)
        return {
            "weights": self.weights,
            "support": self.support,
            "labels": facts.labels,
            "prices": facts.prices,
        }

    def _fit(self, interactions: Interactions) -> None:
        for part in self.parts:
            part.fit(interactions)
        self.learn(interactions)

    def learn(self, interactions: Interactions, *, tick: Tick = lambda done, total: None) -> Self:
        """Weights for parts that are fitted on the same events already. `figures` then has NDCG@10 on lessons that were kept."""
        if not self.parts:
            raise ValueError("A hybrid needs an algorithm at least.")
        self.item_count = interactions.item_count
        self.support = interactions.support()
        lessons, short = self._lessons(interactions, tick)
        kept = lessons[::KEPT_EVERY]
        alone = {part.name: _ndcg(kept, _single(place, self.parts)) for place, part in enumerate(self.parts)}
        first = max(alone, key=lambda name: alone[name]) if kept else self.parts[-1].name
        self.weights = _single([part.name for part in self.parts].index(first), self.parts)
        self.figures = dict(alone)
        if len(lessons) < FEWEST_LESSONS:
            return self
        tried = _learned([lesson for number, lesson in enumerate(lessons) if number % KEPT_EVERY] + short)
        self.figures["hybrid"] = _ndcg(kept, tried)
        if self.figures["hybrid"] > alone[first]:
            self.weights = _learned(lessons + short)
        return self

    def _lessons(self, interactions: Interactions, tick: Tick) -> tuple[list[Lesson], list[Lesson]]:
        """Those of shoppers with all the rest of their history, and of some with its last few events only."""
        rng = np.random.default_rng(self.seed)
        folds = hidden_folds(interactions, rng)
        found: list[Lesson] = []
        short: list[Lesson] = []
        for number, hidden in enumerate(folds):
            rest = interactions.only(~(hidden | _new(interactions, hidden, rng)))
            parts = [copy.copy(part).fit(rest) for part in self.parts]
            support = rest.support()
            shoppers = np.unique(interactions.shoppers[hidden])
            for begin in range(0, len(shoppers), AT_ONCE):
                chosen = shoppers[begin : begin + AT_ONCE]
                histories = [rest.history(int(shopper)) for shopper in chosen]
                wanted = [_wanted(interactions, hidden, int(shopper)) for shopper in chosen]
                found += self._told(histories, wanted, parts, support)
                some = slice(number % NEWCOMER_EVERY, None, NEWCOMER_EVERY)
                newcomers = [_newcomer(history, rng) for history in histories[some]]
                short += self._told(newcomers, wanted[some], parts, support)
                tick(number * 100 + 100 * begin // len(shoppers), len(folds) * 100)
        tick(1, 1)
        return found, short

    def _told(
        self,
        histories: Sequence[History],
        wanted: Sequence[Codes],
        parts: Sequence[Algorithm],
        support: Numbers,
    ) -> list[Lesson]:
        facts = self.facts or Facts.none(self.item_count)
        tables = columns.of_many(histories, parts=parts, facts=facts, support=support)
        return [
            Lesson(candidates, np.isin(candidates.items, took), len(took))
            for candidates, took in zip(tables, wanted, strict=True)
        ]

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
        for row, candidates in zip(scores, found, strict=True):
            row[candidates.items] = candidates.columns @ self.weights
        return scores

    def _similar(self, item: int) -> Scores:
        return self._scores(History.of(item))

    def contributions(self, history: History, items: Codes) -> dict[str, Numbers]:
        """What each column adds to the scores of some candidates: the evidence behind a recommendation; 0 for no candidates."""
        candidates = self._candidates(history, self.parts, self.support)
        places = {int(item): place for place, item in enumerate(candidates.items)}
        rows = np.array(
            [
                candidates.columns[places[int(item)]] * self.weights
                if int(item) in places
                else np.zeros(len(self.weights))
                for item in items
            ]
        ).reshape(len(items), len(self.weights))
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
        if len(found.weights) != len(columns.names(found.parts)):
            raise BadFile(f"{folder} holds the weights of other columns: it was made by another release.")
        return found

    def _restore(self, flat: dict[str, NDArray[Any]]) -> None:
        super()._restore(flat)
        self.facts = Facts(self.__dict__.pop("labels"), self.__dict__.pop("prices"))


def hidden_folds(interactions: Interactions, rng: np.random.Generator) -> list[NDArray[np.bool_]]:
    """Masks of events to hide, each with other shoppers: a quarter of each one's, at most a twentieth of all at a time."""
    starts = interactions.starts()
    enough = np.flatnonzero(np.diff(starts) >= FEWEST_EVENTS)
    chosen = rng.permutation(enough)[:MOST_LESSONS]
    if not len(chosen):
        return []
    sizes = {shopper: max(1, round(HIDDEN * (starts[shopper + 1] - starts[shopper]))) for shopper in chosen}
    share = sum(sizes.values()) / len(interactions)
    count = min(MOST_FOLDS, len(chosen), int(np.ceil(share / MOST_HIDDEN)))
    folds = [np.zeros(len(interactions), dtype=bool) for _ in range(count)]
    for number, shopper in enumerate(chosen):
        events = np.arange(starts[shopper], starts[shopper + 1])
        folds[number % count][rng.permutation(events)[: sizes[shopper]]] = True
    return folds


def _new(
    interactions: Interactions, hidden: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """All events of a few items of which some are hidden: they are new to the algorithms, as items are that came today."""
    asked = np.unique(interactions.items[hidden])
    return np.isin(interactions.items, rng.permutation(asked)[: round(NEW_ITEMS * len(asked))])


def _wanted(interactions: Interactions, hidden: NDArray[np.bool_], shopper: int) -> Codes:
    low, high = np.searchsorted(interactions.shoppers, [shopper, shopper + 1])
    return interactions.items[low:high][hidden[low:high]]


def _newcomer(history: History, rng: np.random.Generator) -> History:
    """Nobody's last one to three events."""
    kept = int(rng.integers(1, NEWCOMER_EVENTS + 1))
    return History(history.items[-kept:], history.ratings[-kept:], history.times[-kept:])


def _single(place: int, parts: Sequence[Algorithm]) -> Numbers:
    weights = np.zeros(len(columns.names(parts)))
    weights[place] = 1.0
    return weights


def _ndcg(lessons: Sequence[Lesson], weights: Numbers) -> float:
    found = []
    for lesson in lessons:
        order = np.argsort(-(lesson.candidates.columns @ weights), kind="stable")
        found.append(metrics.ndcg(lesson.taken[order[:10]], relevant=lesson.hidden, depth=10))
    return float(np.mean(found)) if found else 0.0


def _learned(lessons: Sequence[Lesson]) -> Numbers:
    """Weights that make what was hidden likely (ListNet, Cao and others, ICML 2007), with each column in its own spread."""
    taught = [lesson for lesson in lessons if lesson.taken.any()]
    table = np.concatenate([lesson.candidates.columns for lesson in taught])
    spread = table.std(axis=0)
    scale = np.where(spread > 1e-9, spread, np.inf)
    lengths = [len(lesson.taken) for lesson in taught]
    packed = Packed(
        columns=table / scale,
        shares=np.concatenate([lesson.taken / lesson.taken.sum() for lesson in taught]),
        starts=np.cumsum([0, *lengths[:-1]]),
    )
    start = np.zeros(table.shape[1])
    found = minimize(
        loss, start, args=(packed, start, PULL), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return np.asarray(found.x) / scale
