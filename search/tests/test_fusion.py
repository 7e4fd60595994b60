from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import fusion
from search.fusion import FusionWeights, JudgedList

HALF = FusionWeights({"lexical": 1.0, "semantic": 0.5})


def legs(**scores: list[float]) -> dict[str, Any]:
    return {name: np.array(values) for name, values in scores.items()}


def test_a_leg_is_measured_by_its_best_and_nothing_is_below_zero() -> None:
    assert fusion.normalised(np.array([4.0, 1.0, -2.0])).tolist() == [1, 0.25, 0]
    assert fusion.normalised(np.array([0.0, -1.0])).tolist() == [0, 0]
    assert fusion.normalised(np.array([])).tolist() == []


def test_fused_scores_of_a_known_list() -> None:
    found = fusion.fuse(legs(lexical=[10, 5, 0], semantic=[0.2, 0.4, 0.3]), HALF)
    assert found == pytest.approx([1.25, 1.0, 0.375])


def test_a_leg_that_is_missing_or_weighs_nothing_adds_nothing() -> None:
    assert fusion.fuse(legs(lexical=[10, 5]), HALF).tolist() == [1, 0.5]
    assert fusion.fuse(legs(lexical=[10, 5], popularity=[1, 100]), HALF).tolist() == [1, 0.5]
    assert fusion.fuse({}, HALF).tolist() == []


def test_reciprocal_ranks_of_a_known_list() -> None:
    found = fusion.reciprocal_ranks(legs(lexical=[10, 5, 0], semantic=[0.2, 0.4, 0.4]))
    assert found == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 61])


def test_equal_scores_are_ordered_by_falling_id() -> None:
    assert fusion.order(np.array([1.0, 2.0, 1.0]), ids=[7, 3, 9]).tolist() == [1, 2, 0]


def test_weights_survive_storage_and_nothing_stored_gives_the_defaults() -> None:
    assert FusionWeights.from_json(HALF.as_json()) == HALF
    assert FusionWeights.from_json({}) == FusionWeights()


@pytest.mark.parametrize("stored", [{"lexical": -1}, {"lexical": float("inf")}, {"lexical": 0}])
def test_weights_that_make_no_sense_are_refused(stored: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"at least 0|must count"):
        FusionWeights.from_json({"legs": stored})


def made_up(*, noise: float, seed: int = 7, queries: int = 80, size: int = 30) -> list[JudgedList]:
    """One candidate of each list is right; the lexical leg knows it well and the semantic leg as well as `noise` lets it."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(queries):
        grades = np.zeros(size)
        grades[rng.integers(size)] = 1.0
        lexical = rng.uniform(0, 1, size) + 0.6 * grades
        semantic = rng.uniform(0, noise, size) + grades
        found.append(JudgedList(legs={"lexical": lexical, "semantic": semantic}, grades=grades))
    return found


def share_of_firsts(lists: list[JudgedList], weights: FusionWeights) -> float:
    return float(np.mean([entry.grades[fusion.fuse(entry.legs, weights).argmax()] for entry in lists]))


def test_fitted_weights_beat_the_defaults_and_plain_reciprocal_ranks_on_lists_not_seen() -> None:
    fitted = fusion.fit(made_up(noise=0.9), names=("lexical", "semantic"))
    unseen = made_up(noise=0.9, seed=8)
    plain = np.mean([entry.grades[fusion.reciprocal_ranks(entry.legs).argmax()] for entry in unseen])
    assert sum(fitted.legs.values()) == pytest.approx(1)
    assert share_of_firsts(unseen, fitted) > share_of_firsts(unseen, FusionWeights()) > 0
    assert share_of_firsts(unseen, fitted) > plain


def test_a_leg_that_knows_nothing_gets_almost_no_weight_and_does_no_harm() -> None:
    """The control: with weights that trust both legs alike, the useless one does harm."""
    useless = [
        JudgedList(
            legs={**entry.legs, "semantic": np.random.default_rng(number).uniform(0, 1, 30)},
            grades=entry.grades,
        )
        for number, entry in enumerate(made_up(noise=1, queries=300))
    ]
    fitted = fusion.fit(useless, names=("lexical", "semantic"))
    alone = share_of_firsts(useless, FusionWeights({"lexical": 1.0}))
    assert fitted.legs["semantic"] < 0.1
    assert share_of_firsts(useless, fitted) >= alone - 0.02
    assert share_of_firsts(useless, FusionWeights({"lexical": 1.0, "semantic": 1.0})) < alone - 0.1


def test_lists_that_teach_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="Nothing to learn"):
        fusion.fit([JudgedList(legs=legs(lexical=[1, 2]), grades=np.array([1.0, 1.0]))])
    with pytest.raises(ValueError, match="No leg agrees"):
        fusion.fit([JudgedList(legs=legs(lexical=[0, 2]), grades=np.array([1.0, 0.0]))], names=("lexical",))


def test_the_gradient_is_the_losss_slope() -> None:
    rng = np.random.default_rng(1)
    features, starts = rng.uniform(size=(9, 3)), np.array([0, 4])
    shares = np.array([1, 0, 0, 0, 0.5, 0.5, 0, 0, 0.0])
    at = np.array([0.3, 1.0, 2.0])
    _loss, gradient = fusion.listwise_loss(at, features, shares, starts, 0.1)
    for place in range(3):
        step = np.eye(3)[place] * 1e-6
        up = fusion.listwise_loss(at + step, features, shares, starts, 0.1)[0]
        down = fusion.listwise_loss(at - step, features, shares, starts, 0.1)[0]
        assert gradient[place] == pytest.approx((up - down) / 2e-6, rel=1e-4)


grid = st.integers(-100, 5000).map(lambda number: number / 100)
pairs = st.lists(st.tuples(grid, grid), min_size=1, max_size=20)


@given(pairs=pairs, factor=st.floats(0.01, 100))
def test_multiplying_a_leg_changes_nothing(pairs: list[tuple[float, float]], factor: float) -> None:
    lexical, semantic = np.array(pairs).T
    plain = fusion.fuse({"lexical": lexical, "semantic": semantic}, HALF)
    scaled = fusion.fuse({"lexical": lexical * factor, "semantic": semantic}, HALF)
    assert scaled == pytest.approx(plain)


@given(pairs=pairs, seed=st.integers(0, 99))
def test_scores_do_not_depend_on_the_order_of_the_candidates(
    pairs: list[tuple[float, float]], seed: int
) -> None:
    lexical, semantic = np.array(pairs).T
    shuffled = np.random.default_rng(seed).permutation(len(pairs))
    there = {"lexical": lexical, "semantic": semantic}
    moved = {"lexical": lexical[shuffled], "semantic": semantic[shuffled]}
    assert fusion.fuse(moved, HALF) == pytest.approx(fusion.fuse(there, HALF)[shuffled])
    assert fusion.reciprocal_ranks(moved) == pytest.approx(fusion.reciprocal_ranks(there)[shuffled])
