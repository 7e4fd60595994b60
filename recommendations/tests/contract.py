"""What every algorithm must do, on a tiny shop whose right answer is known: two kinds of shoppers, two kinds of items.

Shoppers 0 to 5 took items 0, 1, 2 and rated all three with one same number, 4 or 5; shoppers 6 to 11 did so with 3, 4, 5. Each
also took one item of the other kind and gave it 1. Shopper 12 took 0, 1 and, not liking it, 3: the answer is 2.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommendations.algorithms.base import Algorithm, BadFile, NotFitted
from recommendations.algorithms.events import History, Interactions, clean


def tiny() -> Interactions:
    events = []
    for shopper in range(12):
        own, other = ((0, 1, 2), (3, 4, 5)) if shopper < 6 else ((3, 4, 5), (0, 1, 2))
        events += [(shopper, item, 4 + shopper % 2) for item in own]
        events.append((shopper, other[shopper % 3], 1))
    events += [(12, 0, 5), (12, 1, 4), (12, 3, 1)]
    shoppers, items, ratings = zip(*events, strict=True)
    return clean(shoppers, items, ratings=ratings, times=np.zeros(len(events)))


def nothing(*, items: int = 4) -> Interactions:
    return clean([], [], ratings=[], times=[], item_count=items, shopper_count=0)


class AlgorithmContract:
    alike: frozenset[int] = frozenset({1, 2})
    """What may be nearest to item 0."""

    def make(self, *, items: int = 6) -> Algorithm:
        raise NotImplementedError

    def test_it_finds_the_answer(self) -> None:
        found = self.make().fit(tiny()).recommend(tiny().history(12), count=3)
        assert found.items[0] == 2
        assert sorted(found.items) == [2, 4, 5]
        assert list(found.scores) == sorted(found.scores, reverse=True)

    def test_it_knows_what_is_alike(self) -> None:
        found = self.make().fit(tiny()).similar(0, count=5)
        assert int(found.items[0]) in self.alike
        assert 0 not in found.items

    def test_what_is_left_out_stays_out(self) -> None:
        fitted = self.make().fit(tiny())
        assert 2 in fitted.recommend(tiny().history(12), count=3).items
        assert 2 not in fitted.recommend(tiny().history(12), count=3, without=np.array([2, 99])).items

    def test_a_newcomer_gets_a_list(self) -> None:
        fitted = self.make().fit(tiny())
        assert len(fitted.recommend(History.of(), count=3)) == 3
        assert len(fitted.recommend(History.of(0, 1), count=3)) == 3

    def test_many_at_once_get_what_each_gets_alone(self) -> None:
        fitted = self.make().fit(tiny())
        histories = [tiny().history(12), History.of(), History.of(3, 77, 4), tiny().history(0)]
        alone = [fitted.recommend(history, count=4) for history in histories]
        together = list(fitted.recommend_many(histories, count=4))
        for one, other in zip(alone, together, strict=True):
            np.testing.assert_array_equal(one.items, other.items)
            np.testing.assert_allclose(one.scores, other.scores, rtol=1e-5, atol=1e-6)
        assert {tuple(one.items) for one in alone} != {tuple(alone[0].items)} or fitted.name == "popularity"

    def test_unknown_items_are_passed_over(self) -> None:
        fitted = self.make().fit(tiny())
        plain, strange = fitted.scores(History.of(0)), fitted.scores(History.of(0, 77))
        np.testing.assert_array_equal(plain, strange)

    def test_saved_and_loaded_it_says_the_same(self, tmp_path: Path) -> None:
        fitted = self.make().fit(tiny())
        fitted.save(tmp_path)
        loaded = type(fitted).load(tmp_path)
        for history in (tiny().history(12), History.of(), History.of(4)):
            np.testing.assert_array_equal(fitted.scores(history), loaded.scores(history))
        np.testing.assert_array_equal(fitted.similar(1).items, loaded.similar(1).items)

    def test_a_damaged_file_is_refused(self, tmp_path: Path) -> None:
        fitted = self.make().fit(tiny())
        fitted.save(tmp_path)
        (tmp_path / f"{fitted.name}.npz").write_bytes(b"no archive")
        with pytest.raises(BadFile, match=fitted.name):
            type(fitted).load(tmp_path)

    def test_without_learning_it_says_so(self) -> None:
        with pytest.raises(NotFitted, match="fit or load"):
            self.make().recommend(History.of(0))
        with pytest.raises(NotFitted, match="fit or load"):
            self.make().similar(0)

    def test_an_item_that_is_not_there(self) -> None:
        with pytest.raises(IndexError, match="There is no item 6"):
            self.make().fit(tiny()).similar(6)

    def test_no_events(self) -> None:
        fitted = self.make(items=4).fit(nothing())
        assert len(fitted.recommend(History.of(), count=2)) == 2
        assert np.isfinite(fitted.recommend(History.of(1), count=3).scores).all()
        assert len(fitted.similar(0, count=2)) == 2

    def test_no_items(self) -> None:
        fitted = self.make(items=0).fit(nothing(items=0))
        assert len(fitted.recommend(History.of(3), count=2)) == 0

    def test_one_shopper_and_one_item(self) -> None:
        fitted = self.make(items=1).fit(clean([0], [0]))
        assert len(fitted.recommend(History.of(), count=5)) == 1
        assert len(fitted.recommend(History.of(0), count=5)) == 0

    def test_all_ratings_equal(self) -> None:
        events = tiny()
        same = clean(events.shoppers, events.items, ratings=np.full(len(events), 3.0))
        found = self.make().fit(same).recommend(same.history(12), count=3)
        assert len(found) == 3
        assert np.isfinite(found.scores).all()

    def test_fitting_again_forgets(self) -> None:
        again = self.make(items=6).fit(tiny())
        other = clean([0, 0, 1, 1], [4, 5, 4, 5], item_count=6)
        fresh = self.make(items=6).fit(other)
        np.testing.assert_array_equal(again.fit(other).scores(History.of(4)), fresh.scores(History.of(4)))
