"""The figures of lists: known values, bounds, and the definition written out the slow way."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations import metrics
from recommendations.metrics import Tally

lists = st.permutations(range(30)).map(lambda items: np.array(items[:20]))
wishes = st.sets(st.integers(0, 29), min_size=1, max_size=25).map(lambda items: np.array(sorted(items)))


@given(lists, wishes)
def test_a_list_is_worth_what_the_definitions_say(ranking: np.ndarray, wanted: np.ndarray) -> None:
    tally = Tally(np.ones(30))
    tally.add(ranking, wanted)
    found = tally.as_json()
    hits = [item in wanted for item in ranking]
    gained = sum(1 / log2(rank + 2) for rank in range(10) if hits[rank])
    ideal = sum(1 / log2(rank + 2) for rank in range(min(10, len(wanted))))
    assert found["ndcg@10"] == pytest.approx(gained / ideal, abs=1e-4)
    assert found["precision@10"] == pytest.approx(sum(hits[:10]) / 10)
    assert found["recall@20"] == pytest.approx(sum(hits) / len(wanted), abs=1e-4)
    assert found["hit@10"] == float(any(hits[:10]))
    assert all(0 <= value <= 1 for name, value in found.items() if name != "popularity@10")


@given(wishes)
def test_the_ideal_list_is_worth_one(wanted: np.ndarray) -> None:
    others = np.setdiff1d(np.arange(30), wanted)
    tally = Tally(np.ones(30))
    tally.add(np.concatenate([wanted, others])[:20], wanted)
    assert tally.as_json()["ndcg@10"] == tally.as_json()["ndcg@20"] == 1


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_gini_is_the_mean_difference(counts: list[int]) -> None:
    values = np.array(counts, float)
    found = metrics.gini(values)
    if values.sum():
        mean_difference = np.abs(values[:, None] - values[None, :]).mean()
        assert found == pytest.approx(mean_difference / (2 * values.mean()), abs=1e-9)
    else:
        assert found == 0


def test_all_alike_and_all_for_one() -> None:
    assert metrics.gini(np.full(10, 3.0)) == 0
    assert metrics.gini(np.array([0.0] * 99 + [5.0])) == pytest.approx(0.99)


def test_what_is_shown_is_counted() -> None:
    tally = Tally(np.array([10.0, 4, 0, 0]))
    tally.add(np.array([0, 1]), np.array([1]))
    tally.add(np.array([0]), np.array([3]))
    found = tally.as_json()
    assert found["coverage@10"] == 0.5
    assert found["popularity@10"] == 8
    assert found["hit@10"] == 0.5


def test_what_cannot_be_found_counts_as_missed() -> None:
    tally = Tally(np.ones(3))
    tally.add(np.array([0, 1]), np.array([0, 1]), relevant=4)
    assert tally.as_json()["recall@10"] == 0.5
    assert tally.as_json()["ndcg@10"] < 1


def test_a_list_is_not_paid_twice() -> None:
    with pytest.raises(ValueError, match="each item once"):
        Tally(np.ones(3)).add(np.array([1, 1]), np.array([1]))
    with pytest.raises(ValueError, match="no list"):
        Tally(np.ones(3)).as_json()


def test_ratings_and_overlap() -> None:
    assert metrics.rmse(np.array([3.0, 5]), np.array([4.0, 5])) == pytest.approx(np.sqrt(0.5))
    same = np.arange(10)
    assert metrics.overlap([same, same[::-1]]) == 1
    assert metrics.overlap([same, same + 10]) == 0
    assert metrics.overlap([same]) == 0


def test_overlap_is_that_of_all_pairs() -> None:
    rng = np.random.default_rng(3)
    lists = [rng.permutation(30)[:10] for _ in range(40)]
    tally = Tally(np.ones(30))
    for ranking in lists:
        tally.add(ranking, np.array([0]))
    pairs = [
        len(np.intersect1d(one, other)) / 10
        for place, one in enumerate(lists)
        for other in lists[place + 1 :]
    ]
    assert tally.as_json()["overlap@10"] == pytest.approx(np.mean(pairs), abs=1e-4)
    assert 0.2 < np.mean(pairs) < 0.5


def test_the_tail_is_what_is_outside_the_most_taken_fifth() -> None:
    support = np.array([9.0, 1, 1, 1, 1, 8, 1, 1, 1, 0])
    assert list(np.flatnonzero(~metrics.tail(support))) == [0, 5]
    tally = Tally(support)
    tally.add(np.array([0, 5, 7, 9]), np.array([0]))
    assert tally.as_json()["tail@10"] == 0.5
