"""Weights of the hybrid's columns, learned from lessons: for shoppers with a history, and for newcomers by how many events they have.

Invariant: weights that rank no better than the best single algorithm on lessons that they were not learned from are not used;
that algorithm is. All lessons are asked in turn (cross-validation), because a part of a small shop's decides by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize

from recommendations import metrics
from recommendations.algorithms import columns
from recommendations.algorithms.base import Algorithm
from recommendations.algorithms.columns import Candidates
from recommendations.algorithms.content import Content
from recommendations.algorithms.events import Numbers
from recommendations.algorithms.lessons import NEWCOMER_EVENTS, Lesson, Lessons
from search.ranking.listwise import Packed, loss

FEWEST_LESSONS, FOLDS = 20, 3
NEWCOMERS_AMONG = 3
"""Of so many lessons that teach weights for everybody, one more is a newcomer's."""
PULL = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """`whole` (columns,) and `few` (1 to NEWCOMER_EVENTS events, columns). `new_by_text` says that candidates without any event are
    put among themselves in the order of their texts. `figures` are NDCG@10 on lessons that nothing was learned from."""

    whole: Numbers
    few: Numbers
    new_by_text: bool = False
    figures: dict[str, float] = field(default_factory=dict)

    @classmethod
    def none(cls) -> Weights:
        """Before anything was learned."""
        return cls(np.zeros(0), np.zeros((NEWCOMER_EVENTS, 0)))

    def of(self, events: int) -> Numbers:
        """For a history of so many events."""
        return self.few[events - 1] if 1 <= events <= len(self.few) else self.whole


def learn(lessons: Lessons, parts: Sequence[Algorithm]) -> Weights:
    """The best single algorithm's where there are too few lessons."""
    whole, figures = _alone(lessons.whole, parts)
    if len(lessons.whole) < FEWEST_LESSONS:
        return Weights(whole, np.tile(whole, (NEWCOMER_EVENTS, 1)), figures=figures)
    mixed = _mixed(lessons)
    folds = list(_folds(lessons.whole, beside=mixed))
    figures["hybrid"] = _mean([gain for found, asked in folds for gain in gains(asked, found)])
    if figures["hybrid"] > max(figures[part.name] for part in parts):
        whole = fitted([*lessons.whole, *mixed])
    few = np.zeros((NEWCOMER_EVENTS, len(whole)))
    for row in range(NEWCOMER_EVENTS):
        few[row], told = _of_newcomers([one[row] for one in lessons.newcomers], parts)
        figures |= {f"{name} after {row + 1}": figure for name, figure in told.items()}
    return Weights(whole, few, _are_better_by_text(folds, parts), figures)


def _alone(lessons: Sequence[Lesson], parts: Sequence[Algorithm]) -> tuple[Numbers, dict[str, float]]:
    """The weights of the best single algorithm, and the figures of each; the last one's without lessons."""
    figures = {part.name: _mean(gains(lessons, single(place, parts))) for place, part in enumerate(parts)}
    best = max(range(len(parts)), key=lambda place: figures[parts[place].name]) if lessons else -1
    return single(best, parts), figures


def _of_newcomers(lessons: Sequence[Lesson], parts: Sequence[Algorithm]) -> tuple[Numbers, dict[str, float]]:
    """Weights of their own for newcomers of so many events, and the figures of them and of the best single algorithm."""
    found, figures = _alone(lessons, parts)
    best = max(figures.values())
    learned = _mean([gain for made, asked in _folds(lessons) for gain in gains(asked, made)])
    return (fitted(lessons) if learned > best else found), {"alone": best, "hybrid": max(learned, best)}


def _folds(
    lessons: Sequence[Lesson], *, beside: Sequence[Lesson] = ()
) -> Iterator[tuple[Numbers, Sequence[Lesson]]]:
    """Weights, and the lessons that they were not learned from."""
    for fold in range(FOLDS):
        taught = [lesson for number, lesson in enumerate(lessons) if number % FOLDS != fold]
        yield fitted([*taught, *beside]), lessons[fold::FOLDS]


def _mixed(lessons: Lessons) -> list[Lesson]:
    """Newcomers in turn after one, two and three events, as many as they are among all."""
    every = max(NEWCOMERS_AMONG * len(lessons.newcomers) // len(lessons.whole), 1)
    return [one[number % NEWCOMER_EVENTS] for number, one in enumerate(lessons.newcomers[::every])]


def _are_better_by_text(
    folds: Sequence[tuple[Numbers, Sequence[Lesson]]], parts: Sequence[Algorithm]
) -> bool:
    """Whether new items are found better in the order of their texts than by the weights; by the weights only where these are
    better by more than chance."""
    names = columns.names(parts)
    if Content.name not in names:
        return False
    text, new = single(names.index(Content.name), parts), names.index("new")
    apart: list[float] = []
    for found, lessons in folds:
        asked = [one for lesson in lessons if (one := _of_new(lesson, new)).taken.any()]
        apart += np.subtract(gains(asked, found), gains(asked, text)).tolist()
    return len(apart) < 2 or _mean(apart) <= float(np.std(apart, ddof=1) / np.sqrt(len(apart)))


def _of_new(lesson: Lesson, column: int) -> Lesson:
    """What of a lesson is about items that nobody took yet."""
    new = lesson.candidates.columns[:, column] == 1
    rows = Candidates(lesson.candidates.items[new], lesson.candidates.columns[new])
    return Lesson(rows, lesson.taken[new], max(int(lesson.taken[new].sum()), 1))


def single(place: int, parts: Sequence[Algorithm]) -> Numbers:
    """The weights of one algorithm alone."""
    weights = np.zeros(len(columns.names(parts)))
    weights[place] = 1.0
    return weights


def _mean(found: Sequence[float]) -> float:
    return float(np.mean(found)) if found else 0.0


def gains(lessons: Sequence[Lesson], weights: Numbers) -> list[float]:
    """NDCG@10 of each."""
    found: list[float] = []
    for lesson in lessons:
        order = np.argsort(-(lesson.candidates.columns @ weights), kind="stable")
        found.append(metrics.ndcg(lesson.taken[order[:10]], relevant=lesson.hidden, depth=10))
    return found


def fitted(lessons: Sequence[Lesson]) -> Numbers:
    """Weights that make what was hidden likely (ListNet, Cao and others, ICML 2007), with each column in its own spread."""
    taught = [lesson for lesson in lessons if lesson.taken.any()]
    if not taught:
        return np.zeros(lessons[0].candidates.columns.shape[1] if lessons else 0)
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
