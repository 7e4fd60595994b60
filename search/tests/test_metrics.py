from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking import metrics

GRADES = {"a": 1.0, "b": 0.5, "c": 0.0}


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    found = metrics.ndcg(["x", "b", "a"], GRADES)
    assert found == pytest.approx((0.5 / log2(3) + 1 / log2(4)) / (1 + 0.5 / log2(3)))


def test_ndcg_looks_at_its_depth_only_and_its_ideal_too() -> None:
    many = {str(number): 1.0 for number in range(20)}
    assert metrics.ndcg([str(number) for number in range(10)], many) == pytest.approx(1)
    assert metrics.ndcg([*(f"x{number}" for number in range(10)), "1"], many) == 0


def test_unjudged_and_grade_zero_are_equally_worthless() -> None:
    assert metrics.ndcg(["c", "a"], GRADES) == metrics.ndcg(["unknown", "a"], GRADES)
    assert metrics.recall(["c", "unknown"], GRADES, depth=10) == 0


def test_recall_counts_against_all_that_is_relevant() -> None:
    assert metrics.recall(["a", "x"], GRADES, depth=10) == 0.5
    assert metrics.recall(["x", "a"], GRADES, depth=1) == 0


def test_reciprocal_rank_is_of_the_first_hit_within_ten() -> None:
    assert metrics.reciprocal_rank(["c", "x", "b", "a"], GRADES) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank([*map(str, range(10)), "a"], GRADES) == 0


def test_queries_without_anything_to_find_are_left_out_and_unanswered_ones_count_as_zero() -> None:
    judgments = {"found": {"a": 1.0}, "unanswered": {"b": 0.25}, "nothing": {"c": 0.0}}
    quality = metrics.evaluate({"found": ["a"], "nothing": ["a"]}, judgments)
    assert quality == metrics.Quality(2, 0.5, 0.5, 0.5, 0.5)
    assert quality.as_json() == {"ndcg@10": 0.5, "recall@10": 0.5, "recall@100": 0.5, "mrr@10": 0.5}


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(ValueError, match="nothing to measure"):
        metrics.evaluate({}, {"q": {"a": 0.0}})


def test_a_ranking_cannot_be_paid_twice_for_a_product() -> None:
    with pytest.raises(ValueError, match="repeats a product"):
        metrics.ndcg(["a", "a"], GRADES)
    with pytest.raises(ValueError, match="start at zero"):
        metrics.ndcg(["a"], {"a": -1.0})


grades = st.dictionaries(
    st.integers(0, 30),
    st.floats(0, 5, allow_subnormal=False).filter(lambda grade: grade == 0 or grade > 1e-6),
)


@given(grades=grades, ranking=st.permutations(range(31)))
def test_figures_stay_between_zero_and_one_and_the_ideal_order_reaches_it(
    grades: dict[int, float], ranking: list[int]
) -> None:
    for figure in (
        metrics.ndcg(ranking, grades),
        metrics.recall(ranking, grades, depth=100),
        metrics.reciprocal_rank(ranking, grades),
    ):
        assert 0 <= figure <= 1 + 1e-9
    ideal = sorted(grades, key=lambda product: -grades[product])
    if metrics.relevant(grades):
        assert metrics.ndcg(ideal, grades) == pytest.approx(1)
        assert metrics.reciprocal_rank(ideal, grades) == 1
