import pytest

from search.ranking.importance import Lesson, importance

FILM = ({"alien", "ridley"}, {"aliens", "alien"})


def test_importance_of_known_lessons() -> None:
    """Answers have alien always and watch never: the mean share is a half."""
    found = importance([Lesson(asked=("watch", "alien"), answers=FILM)] * 10, prior=10)
    assert found == {"watch": pytest.approx(0.5), "alien": pytest.approx(1.5)}


def test_part_of_the_answers_counts_in_part() -> None:
    found = importance([Lesson(asked=("ridley", "alien"), answers=FILM)], prior=0)
    assert found["ridley"] == pytest.approx(0.5 / 0.75)


def test_few_lessons_move_a_term_less_than_many() -> None:
    often = [Lesson(asked=("watch", "alien"), answers=FILM)] * 50
    found = importance([*often, Lesson(asked=("online", "alien"), answers=FILM)])
    assert found["watch"] < found["online"] < 1 < found["alien"]


def test_queries_without_answers_teach_nothing() -> None:
    assert importance([]) == {}
    assert importance([Lesson(asked=("watch",), answers=())]) == {}
    assert importance([Lesson(asked=("watch",), answers=({"alien"},))]) == {}
