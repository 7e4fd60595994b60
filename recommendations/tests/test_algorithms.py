"""Every algorithm passes the contract; what is each one's own is told beside it."""

from __future__ import annotations

import numpy as np
import pytest

from recommendations.algorithms import ease
from recommendations.algorithms.base import Algorithm, TooLarge, best
from recommendations.algorithms.content import Content
from recommendations.algorithms.ease import EASE
from recommendations.algorithms.events import BadEvents, History, clean
from recommendations.algorithms.hybrid import Hybrid
from recommendations.algorithms.item_knn import ItemKNN, SequenceKNN
from recommendations.algorithms.lessons import hidden_folds
from recommendations.algorithms.popularity import DAY, Popularity, Trend
from recommendations.algorithms.ratings import KNN, SVD, ShopperKNN
from recommendations.algorithms.rp3beta import RP3Beta
from recommendations.tests.contract import AlgorithmContract, tiny

KINDS = np.repeat(np.eye(2, dtype=np.float32), 3, axis=0)


def kinds(items: int) -> np.ndarray:
    return np.resize(KINDS, (items, 2)).astype(np.float32)


class TestPopularity(AlgorithmContract):
    alike = frozenset({1, 3})

    def make(self, *, items: int = 6) -> Algorithm:
        return Popularity()

    def test_what_is_old_counts_less(self) -> None:
        events = clean([0, 1, 2], [0, 0, 1], times=[0, 0, 10 * DAY])
        assert list(Popularity().fit(events).worth) == [2, 1]
        assert Popularity(half_life=10).fit(events).worth.tolist() == [1, 1]
        assert Popularity(half_life=5).fit(events).worth.tolist() == [0.5, 1]


class TestTrend(AlgorithmContract):
    alike = frozenset(range(1, 6))

    def make(self, *, items: int = 6) -> Algorithm:
        return Trend()

    def test_each_gets_what_was_taken_in_their_time(self) -> None:
        events = clean([0, 1, 2], [0, 1, 2], times=[0, 1000 * DAY, 1000 * DAY])
        fitted = Trend(days=30).fit(events)
        then = History(np.array([1]), np.ones(1), np.array([0.0]))
        now = History(np.array([1]), np.ones(1), np.array([1000 * DAY]))
        assert fitted.recommend(then, count=1).items[0] == 0
        assert fitted.recommend(now, count=1).items[0] == 2


class TestSVD(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return SVD(factors=4, epochs=300, penalty=0.1)

    def test_it_predicts_on_the_scale_of_the_ratings(self) -> None:
        found = SVD(factors=4, epochs=300).fit(tiny()).predict(tiny().history(0), np.arange(6))  # type: ignore[attr-defined]
        assert found.min() >= 1
        assert found.max() <= 5
        assert found[[0, 1, 2]].min() > found[3]


class TestKNN(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return KNN()

    def test_likeness_is_pearson_over_what_both_have(self) -> None:
        one, other = np.array([5, 3, 1, 4.0]), np.array([4, 3, 2, 1.0])
        events = clean(np.tile(np.arange(4), 2), np.repeat([0, 1], 4), ratings=np.concatenate([one, other]))
        expected = np.corrcoef(one, other)[0, 1]
        assert expected == pytest.approx(KNN().fit(events).similar(0, count=1).scores[0])

    def test_too_many_items_are_refused_before_memory_is_taken(self) -> None:
        with pytest.raises(TooLarge, match="item_knn"):
            KNN(memory_gib=1e-9).fit(tiny())


class TestShopperKNN(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return ShopperKNN()

    def test_a_newcomer_is_compared_as_surprise_compares(self) -> None:
        fitted = ShopperKNN().fit(tiny())
        known = tiny().history(12)
        stranger = History(known.items, known.ratings, known.times)
        ours, theirs = fitted._alike(stranger), fitted._alike(known)
        others = np.arange(12)  # the thirteenth is the shopper, who is no neighbour of their own
        np.testing.assert_allclose(np.maximum(ours[others], 0), theirs[others], atol=1e-6)
        assert theirs.max() > 0.9


class TestItemKNN(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return ItemKNN(shrink=1)

    def test_the_value_is_the_formula(self) -> None:
        fitted = ItemKNN(shrink=1).fit(tiny())
        assert fitted.similar(0, count=1).scores[0] == pytest.approx(7 / (np.sqrt(9 * 9) + 1))

    def test_the_last_events_count_most_when_history_fades(self) -> None:
        events = clean([0, 0, 1, 1], [0, 1, 2, 3])
        assert ItemKNN().fit(events).recommend(History.of(0, 2), count=1).items[0] == 1
        assert ItemKNN(fading=0.5).fit(events).recommend(History.of(0, 2), count=1).items[0] == 3


class TestSequenceKNN(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return SequenceKNN(shrink=1)

    def test_what_follows_is_nearer_than_what_comes_much_later(self) -> None:
        events = clean(np.repeat(np.arange(4), 4), np.tile(np.arange(4), 4))
        assert SequenceKNN().fit(events).similar(0, count=3).items.tolist() == [1, 2, 3]
        scores = ItemKNN().fit(events).similar(0, count=3).scores
        assert scores.min() == scores.max()


class TestRP3Beta(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return RP3Beta()


class TestEASE(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return EASE(penalty=1)

    def test_all_ways_lead_to_the_same_model(self) -> None:
        taken = tiny().matrix()
        gram = (taken.T @ taken).toarray().astype(float) + 2 * np.eye(6)
        inverse = np.linalg.inv(gram)
        expected = -inverse / np.diag(inverse)
        np.fill_diagonal(expected, 0)
        for found in (ease._by_items(taken, 2.0), ease._by_shoppers(taken, 2.0)):
            np.testing.assert_allclose(found, expected, atol=1e-5)
        near = ease.by_neighbourhoods(taken, penalty=2.0, support=5)
        np.testing.assert_allclose(near.toarray(), expected, atol=1e-5)

    def test_blocks_of_items_add_up_to_the_whole(self) -> None:
        taken = tiny().matrix()
        whole = ease.by_neighbourhoods(taken, penalty=2.0, support=3)
        blocks = [
            ease.by_neighbourhoods(taken, penalty=2.0, support=3, items=range(low, low + 2))
            for low in (0, 2, 4)
        ]
        np.testing.assert_allclose(sum(blocks[1:], blocks[0]).toarray(), whole.toarray())

    def test_a_large_catalogue_is_fitted_by_neighbourhoods_and_a_larger_one_refused(self) -> None:
        events = clean([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 1, 2])
        assert isinstance(EASE().fit(events).table, np.ndarray)
        assert not isinstance(EASE(exact_items=2).fit(events).table, np.ndarray)
        with pytest.raises(TooLarge, match="rp3beta"):
            EASE(memory_gib=1e-9).fit(events)


class TestContent(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return Content(kinds(items))

    def test_a_cold_item_is_found_by_its_text_alone(self) -> None:
        events = tiny()
        warm = clean(events.shoppers, events.items, item_count=7)
        vectors = np.vstack([KINDS, KINDS[:1]])
        assert Content(vectors).fit(warm).recommend(History.of(0, 1), count=2).items.tolist() == [2, 6]
        assert ItemKNN().fit(warm).recommend(History.of(0, 1), count=6).scores[-1] == 0

    def test_an_item_without_a_vector_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="6 items and 5 vectors"):
            Content(KINDS[:5]).fit(tiny())


class TestHybrid(AlgorithmContract):
    def make(self, *, items: int = 6) -> Algorithm:
        return Hybrid([Popularity(), ItemKNN(shrink=1), EASE(penalty=1), Content(kinds(items))])

    def test_hidden_events_are_few_and_of_other_shoppers_each_time(self) -> None:
        rng = np.random.default_rng(0)
        events = clean(np.repeat(np.arange(100), 20), rng.integers(0, 50, 2000))
        folds = hidden_folds(events, rng)
        shoppers = [set(events.shoppers[fold].tolist()) for fold in folds]
        assert sum(len(names) for names in shoppers) == len(set().union(*shoppers)) == 100
        assert max(fold.mean() for fold in folds) < 0.06

    def test_it_learns_whom_to_believe(self) -> None:
        """Shoppers take what lies near in a ring: popularity knows nothing of it, neighbours do."""
        rng = np.random.default_rng(1)
        middles = rng.integers(0, 60, 300)
        items = (middles[:, None] + rng.permuted(np.tile(np.arange(12), (300, 1)), axis=1)[:, :7]) % 60
        events = clean(np.repeat(np.arange(300), 7), items.ravel(), item_count=60)
        fitted = Hybrid([Popularity(), ItemKNN()])
        fitted.fit(events)
        assert fitted.learned.figures["hybrid"] > fitted.learned.figures["popularity"] + 0.1
        history = History.of(20, 22, 25, 27)
        assert set(fitted.recommend(history, count=5).items) <= set(range(14, 34))
        told = fitted.contributions(history, np.array([23, 50]))
        assert set(told) >= {"item_knn", "popularity", "labels", "price"}
        total = np.sum(list(told.values()), axis=0)
        assert total[0] == pytest.approx(fitted.scores(history)[23], rel=1e-4)

    def test_without_parts_there_is_nothing_to_combine(self) -> None:
        with pytest.raises(ValueError, match="at least"):
            Hybrid([]).fit(tiny())


def test_events_are_cleaned() -> None:
    found = clean([1, 0, 0, 0], [1, 0, 0, 2], ratings=[1, 2, 3, 4], times=[5, 9, 2, 50], now=10)
    assert found.shoppers.tolist() == [0, 0, 1]
    assert found.items.tolist() == [0, 2, 1]
    assert found.ratings.tolist() == [2, 4, 1]
    assert found.times.tolist() == [9, 10, 5]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"ratings": [1, np.nan]}, "Event 2: the rating is nan"),
        ({"times": [np.inf, 1]}, "Event 1: the time is inf"),
        ({"ratings": [1]}, "one length"),
        ({"item_count": 1}, "An? item has number 1"),
    ],
)
def test_bad_events_are_named(changed: dict[str, object], message: str) -> None:
    assert len(clean([0, 1], [0, 1])) == 2
    with pytest.raises(BadEvents, match=message):
        clean([0, 1], [0, 1], **changed)  # type: ignore[arg-type]


def test_the_best_are_in_order_and_equal_ones_by_number() -> None:
    scores = np.array([1, 3, -np.inf, 3, 2], np.float32)
    assert best(scores, count=3).items.tolist() == [1, 3, 4]
    assert best(scores, count=9).items.tolist() == [1, 3, 4, 0]
