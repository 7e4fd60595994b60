"""Weights of the hybrid: newcomers have their own, chance in a small shop decides nothing, and new items keep the better order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommendations.algorithms import columns, lessons, weights
from recommendations.algorithms.columns import Candidates
from recommendations.algorithms.content import Content
from recommendations.algorithms.events import History, Interactions, clean
from recommendations.algorithms.hybrid import Hybrid
from recommendations.algorithms.item_knn import ItemKNN
from recommendations.algorithms.lessons import Lesson, Lessons
from recommendations.algorithms.popularity import Popularity

PARTS = [Popularity(), ItemKNN(), Content(np.eye(4, dtype=np.float32))]
NAMES = columns.names(PARTS)


def lesson(rng: np.random.Generator, told_by: str, *, new: int = 0) -> Lesson:
    """Of thirty candidates the one that a column names is taken; the first are new."""
    table = rng.normal(size=(30, len(NAMES)))
    table[:, NAMES.index("new")] = np.arange(30) < new
    taken = np.zeros(30, bool)
    among = table[:new] if new else table
    taken[np.argmax(among[:, NAMES.index(told_by)])] = True
    return Lesson(Candidates(np.arange(30), table), taken, 1)


def taught(whole: str, newcomers: tuple[str, str, str], *, count: int = 60) -> Lessons:
    rng = np.random.default_rng(0)
    return Lessons(
        [lesson(rng, whole) for _ in range(count)],
        [[lesson(rng, name) for name in newcomers] for _ in range(count)],
    )


def test_newcomers_have_weights_of_their_own() -> None:
    found = weights.learn(taught("item_knn", ("content", "popularity", "price")), PARTS)
    strongest = [NAMES[int(np.argmax(np.abs(found.of(events))))] for events in (9, 1, 2, 3)]
    assert strongest == ["item_knn", "content", "popularity", "price"]
    assert found.of(0) is found.whole


def test_the_hybrid_is_never_below_the_best_alone_on_its_lessons() -> None:
    """Where one algorithm says all, weights over noise can only lose; the figures then say that it speaks alone."""
    for count in (24, 60, 200):
        found = weights.learn(taught("content", ("content", "content", "content"), count=count), PARTS)
        for events in (1, 2, 3):
            assert found.figures[f"hybrid after {events}"] >= found.figures[f"alone after {events}"]


def test_every_lesson_is_asked_and_none_by_weights_learned_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of a small shop's lessons once threw away weights that were better on all of them."""
    made = taught("item_knn", ("content",) * 3)
    asked: list[Lesson] = []
    learned: list[set[int]] = []
    real = weights.fitted
    monkeypatch.setattr(
        weights, "fitted", lambda chosen: learned.append(set(map(id, chosen))) or real(chosen)
    )
    for fold, (_found, kept) in enumerate(weights._folds(made.whole)):
        asked += kept
        assert not learned[fold] & set(map(id, kept))
        assert learned[fold] | set(map(id, kept)) == set(map(id, made.whole))
    assert sorted(map(id, asked)) == sorted(map(id, made.whole))


def test_few_lessons_leave_the_best_algorithm_alone() -> None:
    found = weights.learn(taught("popularity", ("content",) * 3, count=weights.FEWEST_LESSONS - 1), PARTS)
    for events in (0, 1, 9):
        assert found.of(events).tolist() == weights.single(0, PARTS).tolist()


@pytest.mark.parametrize(("told_by", "by_text"), [("content", True), ("price", False)])
def test_new_items_are_in_the_order_that_lessons_prove(told_by: str, *, by_text: bool) -> None:
    rng = np.random.default_rng(2)
    made = Lessons(
        [lesson(rng, told_by, new=8) for _ in range(60)], [[lesson(rng, "content")] * 3 for _ in range(60)]
    )
    assert weights.learn(made, PARTS).new_by_text is by_text


def shop() -> Interactions:
    """Eighty shoppers of two tastes; the last four items are new, two of each taste."""
    rng = np.random.default_rng(3)
    tastes = np.repeat(np.arange(80) % 2, 6)
    return clean(
        np.repeat(np.arange(80), 6),
        rng.integers(0, 10, 480) * 2 + tastes,
        item_count=24,
        ratings=np.ones(480),
    )


def test_new_items_change_places_among_themselves_only() -> None:
    """Dealt anew by text: the same scores, the highest to the nearest; everything else stays."""
    rng = np.random.default_rng(4)
    vectors = rng.normal(size=(24, 8)).astype(np.float32)
    model = Hybrid([Popularity(), ItemKNN(), Content(vectors)])
    model.fit(shop())
    names = columns.names(model.parts)
    odd = rng.normal(size=len(names))
    history = History.of(0, 2, 4, 6)
    model.learned = replace(model.learned, whole=odd, new_by_text=False)
    plain = model.scores(history)
    model.learned = replace(model.learned, new_by_text=True)
    dealt = model.scores(history)
    new = np.arange(20, 24)
    text = model.parts[2].scores(history)[new]
    assert np.argsort(-plain[new]).tolist() != np.argsort(-text).tolist()
    assert np.argsort(-dealt[new]).tolist() == np.argsort(-text).tolist()
    assert sorted(dealt[new]) == sorted(plain[new])
    assert dealt[:20].tolist() == plain[:20].tolist()


def test_newcomers_are_asked_for_what_their_whole_history_is_asked_for() -> None:
    """After one event, after two and after three: the more is known, the fewer candidates are left."""
    made = lessons.of(shop(), parts=[Popularity(), ItemKNN()], facts=columns.Facts.none(24), seed=0)
    assert len(made.whole) == len(made.newcomers) == 80
    for whole, newcomer in zip(made.whole, made.newcomers, strict=True):
        assert [one.hidden for one in newcomer] == [whole.hidden] * lessons.NEWCOMER_EVENTS
        sizes = [len(one.taken) for one in (*newcomer, whole)]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[0] > sizes[-1]
