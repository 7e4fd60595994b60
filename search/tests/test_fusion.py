from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking import fusion, listwise
from search.ranking.fusion import FusionWeights
from search.ranking.listwise import JudgedList

HALF = FusionWeights({"lexical": 1.0, "semantic": 0.5})


def legs(**scores: list[float]) -> dict[str, Any]:
    return {name: np.array(values) for name, values in scores.items()}


def measured(**changed: Any) -> dict[str, Any]:
    """Three candidates as the index measures them."""
    plain: dict[str, Any] = {
        "lexical": np.array([6.0, 3.0, 0.0]),
        "title": np.array([4.0, 0.0, 0.0]),
        "ceiling": 8.0,
        "cosine": np.array([0.5, -0.2, 0.9]),
        "covered": np.array([1.0, 0.5, 0.0]),
        "popularity": np.array([0.0, 99.0, 9.0]),
    }
    return plain | changed


def test_legs_of_a_known_list_lie_between_zero_and_one() -> None:
    found = fusion.legs(**measured())
    assert found["lexical"].tolist() == [0.75, 0.375, 0]
    assert found["title"].tolist() == [0.5, 0, 0]
    assert found["semantic"].tolist() == [0.5, 0, 0.9]
    assert found["complete"].tolist() == [1, 1 / 16, 0]
    assert found["popularity"] == pytest.approx([0, 1, 0.5])


def test_queries_without_words_and_products_without_popularity_have_legs_too() -> None:
    found = fusion.legs(
        **measured(ceiling=0.0, lexical=np.zeros(3), title=np.zeros(3), popularity=np.zeros(3))
    )
    assert not found["lexical"].any()
    assert not found["title"].any()
    assert not found["popularity"].any()


def test_fused_scores_of_a_known_list() -> None:
    found = fusion.fuse(fusion.legs(**measured()), HALF)
    assert found == pytest.approx([1.0, 0.375, 0.45])


def test_a_leg_that_is_missing_or_weighs_nothing_adds_nothing() -> None:
    assert fusion.fuse(legs(lexical=[0.4, 0.2]), HALF).tolist() == [0.4, 0.2]
    assert fusion.fuse(legs(lexical=[0.4, 0.2], popularity=[0, 1]), HALF).tolist() == [0.4, 0.2]
    assert fusion.fuse({}, HALF).tolist() == []


def test_a_leg_that_found_nothing_good_cannot_push_its_best_to_the_top() -> None:
    """The control: shares of the leg's best would."""
    found = legs(lexical=[0.8, 0.3], semantic=[0.10, 0.25])
    blown_up = found | {"semantic": found["semantic"] / found["semantic"].max()}
    weights = FusionWeights({"lexical": 1.0, "semantic": 1.0})
    assert fusion.fuse(found, weights).argmax() == 0
    assert fusion.fuse(blown_up, weights).argmax() == 1


def test_reciprocal_ranks_of_a_known_list() -> None:
    found = fusion.reciprocal_ranks(legs(lexical=[10, 5, 0], semantic=[0.2, 0.4, 0.4]))
    assert found == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 61])


def test_equal_scores_are_ordered_by_falling_id() -> None:
    assert fusion.order(np.array([1.0, 2.0, 1.0]), ids=[7, 3, 9]).tolist() == [1, 2, 0]


def test_weights_survive_storage_and_nothing_stored_gives_the_defaults() -> None:
    assert FusionWeights.from_json(HALF.as_json()) == HALF
    assert FusionWeights.from_json({}) == FusionWeights()


@pytest.mark.parametrize("stored", [{"lexical": -1}, {"lexical": float("inf")}, {"lexical": 0}, {"smell": 1}])
def test_weights_that_make_no_sense_are_refused(stored: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"less than 0|finite|differ from 0|Unknown legs smell"):
        FusionWeights.from_json({"legs": stored})


def made_up(*, noise: float, seed: int = 7, queries: int = 80, size: int = 30) -> list[JudgedList]:
    """One candidate of each list is right; the lexical leg knows it well and the semantic leg as well as `noise` lets it."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(queries):
        grades = np.zeros(size)
        grades[rng.integers(size)] = 1.0
        lexical = rng.uniform(0, 0.6, size) + 0.4 * grades
        semantic = rng.uniform(0, noise, size) + (1 - noise) * grades
        found.append(JudgedList(columns={"lexical": lexical, "semantic": semantic}, grades=grades))
    return found


def share_of_firsts(lists: list[JudgedList], weights: FusionWeights) -> float:
    return float(np.mean([entry.grades[fusion.fuse(entry.columns, weights).argmax()] for entry in lists]))


def test_learned_weights_beat_the_defaults_and_plain_reciprocal_ranks_on_lists_not_seen() -> None:
    learned = fusion.learn(made_up(noise=0.55, queries=400))
    fitted, unseen = FusionWeights(learned.weights), made_up(noise=0.55, seed=8, queries=400)
    plain = np.mean([entry.grades[fusion.reciprocal_ranks(entry.columns).argmax()] for entry in unseen])
    assert learned.is_better
    assert share_of_firsts(unseen, fitted) > share_of_firsts(unseen, FusionWeights()) > 0
    assert share_of_firsts(unseen, fitted) > plain


def test_a_leg_that_knows_nothing_loses_its_weight_and_does_no_harm() -> None:
    """The control: the defaults, which trust it, do harm here."""
    rng = np.random.default_rng(3)
    useless = [
        JudgedList(columns={**entry.columns, "semantic": rng.uniform(0, 1, 30)}, grades=entry.grades)
        for entry in made_up(noise=1, queries=300)
    ]
    fitted = FusionWeights(fusion.learn(useless).weights)
    alone = share_of_firsts(useless, FusionWeights({"lexical": 1.0}))
    assert fitted.legs["semantic"] < 0.1 * fitted.legs["lexical"]
    assert share_of_firsts(useless, fitted) >= alone - 0.02
    assert share_of_firsts(useless, FusionWeights()) < alone - 0.05


def test_too_few_lessons_are_refused() -> None:
    with pytest.raises(listwise.TooFew, match="Only 19"):
        fusion.learn(made_up(noise=0.5, queries=19))


share = st.integers(0, 100).map(lambda number: number / 100)
rows = st.lists(st.tuples(share, share, share, share), min_size=1, max_size=20)


def as_measured(rows: list[tuple[float, ...]], *, factor: float = 1.0) -> dict[str, Any]:
    lexical, covered, cosine, popularity = np.array(rows).T
    return measured(
        lexical=lexical * factor,
        title=lexical * factor / 2,
        ceiling=1.5 * factor,
        cosine=2 * cosine - 1,
        covered=covered,
        popularity=popularity * 50,
    )


@given(rows=rows, factor=st.floats(0.01, 100))
def test_weights_of_the_query_in_another_unit_change_nothing(rows: list, factor: float) -> None:
    plain = fusion.fuse(fusion.legs(**as_measured(rows)), FusionWeights())
    scaled = fusion.fuse(fusion.legs(**as_measured(rows, factor=factor)), FusionWeights())
    assert scaled == pytest.approx(plain)


@given(rows=rows, seed=st.integers(0, 99))
def test_scores_do_not_depend_on_the_order_of_the_candidates(rows: list, seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(len(rows))
    there = fusion.legs(**as_measured(rows))
    moved = fusion.legs(**as_measured([rows[place] for place in shuffled]))
    assert fusion.fuse(moved, FusionWeights()) == pytest.approx(fusion.fuse(there, FusionWeights())[shuffled])
    assert fusion.reciprocal_ranks(moved) == pytest.approx(fusion.reciprocal_ranks(there)[shuffled])


@given(rows=rows, place=st.integers(0, 19), column=st.integers(0, 3), more=share)
def test_more_of_a_leg_never_lowers_a_candidates_place(
    rows: list, place: int, column: int, more: float
) -> None:
    place %= len(rows)
    better = list(rows[place])
    better[column] = max(better[column], more)
    raised = [*rows[:place], tuple(better), *rows[place + 1 :]]

    def ahead(of: list) -> int:
        scores = fusion.fuse(fusion.legs(**as_measured(of)), FusionWeights())
        return int((scores > scores[place] + 1e-12).sum())

    assert ahead(raised) <= ahead(rows)
