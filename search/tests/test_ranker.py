from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking import features, fusion, ranker
from search.ranking.features import Candidates, Question
from search.ranking.listwise import JudgedList
from search.ranking.ranker import Ranker

QUESTION = Question(
    text="red running shoe", terms=["red", "run", "shoe"], weights={"red": 1, "run": 2, "shoe": 1}
)
TITLES = ("red running shoe", "red running shoe for women", "running sock", "blue hat")


def candidates(titles: tuple[str, ...] = TITLES, **changed: Any) -> Candidates:
    size = len(titles)
    found = fusion.legs(
        lexical=np.linspace(2, 1, size),
        title=np.linspace(1, 0, size),
        ceiling=4.0,
        cosine=np.linspace(0.4, 0.8, size),
        covered=np.linspace(1, 0, size),
        popularity=np.zeros(size),
    )
    plain: dict[str, Any] = {
        "fused": np.linspace(1, 0.5, size),
        "legs": found,
        "price": np.full(size, np.nan),
        "length": np.full(size, 9.0),
        "title_terms": [title.replace("running", "run").split() for title in titles],
        "title_texts": titles,
    }
    return Candidates(**(plain | changed))


def test_titles_are_compared_with_the_query() -> None:
    found = features.describe(QUESTION, candidates())
    assert found["title_covers"].tolist() == [1, 1, 0.5, 0]
    assert found["title_within"].tolist() == [1, 0.6, 0.5, 0]
    assert found["title_run"].tolist() == [1, 0.6, 0.5, 0]
    assert found["query_run"] == pytest.approx([1, 1, 1 / 3, 0])
    assert found["equal"].tolist() == [1, 0, 0, 0]
    assert found["starts"].tolist() == [1, 1, 0, 0]
    assert found["grams"][:2].tolist() == [1, 1]
    assert found["grams"][3] == 0 < found["grams"][2] < 1
    assert found["grams_back"][1] < found["grams_back"][0] == 1


def test_the_same_words_in_another_order_are_not_the_same_title() -> None:
    found = features.describe(QUESTION, candidates(("shoe running red",)))
    assert found["title_covers"].tolist() == [1]
    assert found["equal"].tolist() == [0]
    assert found["query_run"] == pytest.approx([1 / 3])


def test_a_misspelt_title_still_shares_letters() -> None:
    found = features.describe(QUESTION, candidates(("red runing shoes", "green garden hose")))
    assert found["grams"][0] > 0.5 > found["grams"][1]


def test_places_among_prices_and_meanings() -> None:
    found = features.describe(QUESTION, candidates(price=np.array([30.0, 10.0, np.nan, 20.0])))
    assert found["price"].tolist() == [1, 0, 0.5, 0.5]
    assert found["semantic_place"] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert features.describe(QUESTION, candidates())["price"].tolist() == [0.5] * 4


def test_odd_queries_and_empty_lists_have_features_too() -> None:
    for question in (Question("", [], {}), Question("!!", ["x"], {}), QUESTION):
        for titles in ((), ("",), TITLES):
            found = features.describe(question, candidates(titles))
            assert tuple(found) == features.NAMES
            assert all(len(column) == len(titles) and np.isfinite(column).all() for column in found.values())
            assert len(Ranker().score(question, candidates(titles))) == len(titles)


words = st.lists(st.sampled_from(["red", "run", "shoe", "hat", "sock"]), max_size=5).map(" ".join)


@given(titles=st.lists(words, min_size=1, max_size=8).map(tuple), seed=st.integers(0, 99))
def test_rows_do_not_depend_on_the_order_of_the_candidates(titles: tuple[str, ...], seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(len(titles))
    there = candidates(titles)
    moved = candidates(
        tuple(titles[place] for place in shuffled),
        fused=there.fused[shuffled],
        legs={name: leg[shuffled] for name, leg in there.legs.items()},
    )
    before, after = features.describe(QUESTION, there), features.describe(QUESTION, moved)
    for name in features.NAMES:
        assert after[name] == pytest.approx(before[name][shuffled]), name


@given(titles=st.lists(words, min_size=1, max_size=8).map(tuple), query=words)
def test_features_stay_between_zero_and_one(titles: tuple[str, ...], query: str) -> None:
    terms = query.split()
    question = Question(query, terms, dict.fromkeys(terms, 1.5))
    for name, column in features.describe(question, candidates(titles)).items():
        assert ((column >= 0) & (column <= 1 + 1e-9)).all(), name


def test_a_ranker_of_the_first_stage_alone_leaves_its_order() -> None:
    alone = Ranker({"fused": 1.0}).score(QUESTION, candidates())
    assert alone.tolist() == candidates().fused.tolist()


def test_by_default_letters_break_near_ties_of_the_first_stage() -> None:
    near = candidates(("hat rack", "red running shoes"), fused=np.array([0.71, 0.70]))
    assert Ranker().score(QUESTION, near).argmax() == 1
    far = candidates(("hat rack", "red running shoes"), fused=np.array([0.99, 0.70]))
    assert Ranker().score(QUESTION, far).argmax() == 0


def lessons(seed: int) -> list[JudgedList]:
    """Shoppers who want what costs least among what fits."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(120):
        few = candidates(TITLES * 3, price=rng.permutation(np.arange(12.0)), fused=rng.uniform(0.4, 1, 12))
        columns = features.describe(QUESTION, few)
        wanted = columns["title_covers"] - columns["price"]
        found.append(JudgedList(columns=columns, grades=(wanted == wanted.max()).astype(float)))
    return found


def test_a_fitted_ranker_beats_the_default_on_lists_not_seen() -> None:
    learned = ranker.learn(lessons(1))
    fitted = Ranker(learned.weights)

    def firsts(chosen: Ranker) -> float:
        unseen = lessons(2)
        return float(
            np.mean(
                [
                    entry.grades[
                        sum(weight * entry.columns[name] for name, weight in chosen.weights.items()).argmax()
                    ]
                    for entry in unseen
                ]
            )
        )

    assert learned.is_better
    assert fitted.weights["price"] < 0
    assert firsts(fitted) > firsts(Ranker()) + 0.2


def test_a_ranker_survives_storage_and_nothing_stored_gives_the_default() -> None:
    fitted = Ranker({"fused": 1.0, "price": -0.5})
    assert Ranker.from_json(fitted.as_json()) == fitted
    assert Ranker.from_json({}) == Ranker()


@pytest.mark.parametrize("stored", [{"smell": 1.0}, {"fused": float("nan")}, {"fused": 0.0}])
def test_rankers_that_make_no_sense_are_refused(stored: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"Unknown features smell|finite|differ from 0"):
        Ranker.from_json({"features": stored})
