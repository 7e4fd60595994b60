"""Lessons for the hybrid: events that were hidden from algorithms fitted on the rest, and what is known of each candidate for them.

Invariant: nothing that a lesson asks for was known to the algorithms whose scores it holds.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommendations.algorithms import columns
from recommendations.algorithms.base import AT_ONCE, Algorithm
from recommendations.algorithms.columns import Candidates, Facts
from recommendations.algorithms.events import Codes, History, Interactions, Numbers

HIDDEN, MOST_HIDDEN, MOST_FOLDS, MOST_LESSONS = 0.25, 0.05, 5, 2000
FEWEST_EVENTS, NEW_ITEMS = 3, 0.03
NEWCOMER_EVENTS, MOST_NEWCOMERS = 3, 700
Tick = Callable[[int, int], object]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """The candidates for one shopper, which of them were hidden, and how many were hidden in all."""

    candidates: Candidates
    taken: NDArray[np.bool_]
    hidden: int


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """`whole` have all the rest of a shopper's history. `newcomers` have, for each of some shoppers, a lesson after one event, one
    after two and so on up to NEWCOMER_EVENTS."""

    whole: list[Lesson] = field(default_factory=list)
    newcomers: list[list[Lesson]] = field(default_factory=list)


def of(
    interactions: Interactions,
    *,
    parts: Sequence[Algorithm],
    facts: Facts,
    seed: int,
    tick: Tick = lambda done, total: None,
) -> Lessons:
    """Fits all parts anew for each fold: this is where most of the time of learning goes."""
    rng = np.random.default_rng(seed)
    folds = hidden_folds(interactions, rng)
    made = Lessons()
    every = max(round(sum(len(np.unique(interactions.shoppers[fold])) for fold in folds) / MOST_NEWCOMERS), 1)
    for number, hidden in enumerate(folds):
        rest = interactions.only(~(hidden | _new(interactions, hidden, rng)))
        fitted = [copy.copy(part).fit(rest) for part in parts]
        support = rest.support()
        shoppers = np.unique(interactions.shoppers[hidden])

        def told(
            histories: Sequence[History],
            wanted: Sequence[Codes],
            fitted: Sequence[Algorithm] = fitted,
            support: Numbers = support,
        ) -> list[Lesson]:
            tables = columns.of_many(histories, parts=fitted, facts=facts, support=support)
            return [
                Lesson(candidates, np.isin(candidates.items, took), len(took))
                for candidates, took in zip(tables, wanted, strict=True)
            ]

        for begin in range(0, len(shoppers), AT_ONCE):
            chosen = shoppers[begin : begin + AT_ONCE]
            histories = [rest.history(int(shopper)) for shopper in chosen]
            wanted = [_wanted(interactions, hidden, int(shopper)) for shopper in chosen]
            made.whole.extend(told(histories, wanted))
            some = slice(number % every, None, every)
            by_events = [
                told([_last(history, events) for history in histories[some]], wanted[some])
                for events in range(1, NEWCOMER_EVENTS + 1)
            ]
            made.newcomers.extend(map(list, zip(*by_events, strict=True)))
            tick(number * 100 + 100 * begin // len(shoppers), len(folds) * 100)
    tick(1, 1)
    return made


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


def _last(history: History, events: int) -> History:
    """Nobody's last events: what the algorithms know of the shopper would betray the rest."""
    return History(history.items[-events:], history.ratings[-events:], history.times[-events:])
