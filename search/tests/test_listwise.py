import numpy as np
import pytest

from search.ranking import listwise, metrics
from search.ranking.listwise import JudgedList, Packed

START = {"good": 1.0, "noise": 1.0}


def made_up(*, queries: int, seed: int = 1, size: int = 20) -> list[JudgedList]:
    """`good` tells two right candidates of each list from the others, `noise` nothing."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(queries):
        grades = np.zeros(size)
        grades[rng.choice(size, 2, replace=False)] = (1.0, 0.5)
        columns = {"good": rng.uniform(0, 0.5, size) + 0.5 * grades, "noise": rng.uniform(0, 1, size)}
        found.append(JudgedList(columns=columns, grades=grades))
    return found


def test_the_gradient_is_the_losss_slope() -> None:
    rng = np.random.default_rng(1)
    target = np.array([1.0, 0.0, 2.0])
    shares = np.array([1, 0, 0, 0, 0.5, 0.5, 0, 0, 0.0])
    lists = Packed(columns=rng.uniform(size=(9, 3)), shares=shares, starts=np.array([0, 4]))
    at = np.array([0.3, 1.0, 2.0])
    gradient = listwise.loss(at, lists, target, 0.1)[1]
    for place in range(3):
        step = np.eye(3)[place] * 1e-6
        up = listwise.loss(at + step, lists, target, 0.1)[0]
        down = listwise.loss(at - step, lists, target, 0.1)[0]
        assert gradient[place] == pytest.approx((up - down) / 2e-6, rel=1e-4)


def test_the_loss_of_a_known_list() -> None:
    lists = Packed(columns=np.array([[1.0], [0.0]]), shares=np.array([1.0, 0.0]), starts=np.array([0]))
    value, _gradient = listwise.loss(np.zeros(1), lists, np.ones(1), 0.5)
    assert value == pytest.approx(np.log(2) + 0.5)


def test_noise_loses_its_weight_and_the_scale_stays() -> None:
    found = listwise.fit(made_up(queries=300), START, is_positive=True, strength=1)
    assert abs(found["noise"]) < 0.1 < found["good"] < 10


def test_few_lists_move_the_weights_less_than_many() -> None:
    few = listwise.fit(made_up(queries=5), START, is_positive=False)
    many = listwise.fit(made_up(queries=500), START, is_positive=False)
    assert many["noise"] / many["good"] < few["noise"] / few["good"] < 1


def test_a_column_that_misleads_may_weigh_less_than_nothing_only_where_that_is_wanted() -> None:
    lists = [
        JudgedList(columns={**entry.columns, "noise": 1 - entry.grades}, grades=entry.grades)
        for entry in made_up(queries=200)
    ]
    assert listwise.fit(lists, START, is_positive=False, strength=1)["noise"] < 0
    assert listwise.fit(lists, START, is_positive=True, strength=1)["noise"] == 0


def test_a_column_that_is_the_same_for_all_keeps_its_weight() -> None:
    lists = [
        JudgedList(columns={**entry.columns, "noise": np.full(20, 0.5)}, grades=entry.grades)
        for entry in made_up(queries=50)
    ]
    assert listwise.fit(lists, START, is_positive=False)["noise"] == START["noise"]


def test_learning_keeps_what_ranks_lists_better_that_it_has_not_seen() -> None:
    learned = listwise.learn(
        made_up(queries=200), lambda some: listwise.fit(some, START, is_positive=True), START
    )
    unseen = made_up(queries=100, seed=2)
    assert learned.is_better
    assert learned.lists == 200
    assert listwise.mean_ndcg(unseen, learned.weights) > listwise.mean_ndcg(unseen, START)


def test_what_was_learned_is_thrown_away_when_it_is_no_better() -> None:
    """The control: without the lists kept apart, the worse weights would be used."""
    spoilt = {"good": 0.0, "noise": 1.0}
    learned = listwise.learn(made_up(queries=100), lambda some: spoilt, START)
    assert not learned.is_better
    assert learned.weights == START
    assert learned.after < learned.before


def test_too_few_lists_are_refused_and_those_that_teach_nothing_do_not_count() -> None:
    flat = JudgedList(columns={"good": np.array([1.0, 2.0])}, grades=np.array([1.0, 1.0]))
    with pytest.raises(listwise.TooFew, match="Only 5"):
        listwise.learn([*made_up(queries=5), *[flat] * 50], lambda some: START, START)
    with pytest.raises(listwise.TooFew, match="nothing to learn"):
        listwise.fit([flat], START, is_positive=True)


def test_mean_ndcg_is_that_of_the_metrics() -> None:
    [entry] = made_up(queries=1)
    ranking = np.argsort(-entry.columns["good"]).tolist()
    grades = {place: float(grade) for place, grade in enumerate(entry.grades)}
    assert listwise.mean_ndcg([entry], {"good": 1.0}) == pytest.approx(metrics.ndcg(ranking, grades))
    assert listwise.mean_ndcg([], START) == 0


@pytest.mark.parametrize("weights", [{"good": float("nan")}, {"good": 0.0}, {}])
def test_weights_that_rank_nothing_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"finite|differ from 0"):
        listwise.check(weights)
