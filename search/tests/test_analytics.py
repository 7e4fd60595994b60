"""Figures of the query log with answers that are known, and words of few people kept back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search import analytics
from search.models import LoggedQuery
from search.tests.searches import clicked, searched
from shop.models import User
from shop.tests import factories

pytestmark = pytest.mark.django_db


def texts(rows: tuple[analytics.Words, ...]) -> list[str]:
    return [row.text for row in rows]


def test_shares_are_of_searches_that_could_be_followed() -> None:
    mug, lamp, cup = (factories.product() for _ in range(3))
    now = timezone.now()
    clicked(searched("mug", by=1), mug, 1, carted_at=now, bought_at=now)
    second = searched("mug", by=2)
    clicked(second, lamp, 12)
    clicked(second, mug, 4, carted_at=now)
    clicked(searched("mug", by=3), cup, 20)
    searched("mug", by=4)
    searched("mug")
    searched("quzz", by=5, results=0)
    counts = analytics.period(7).counts
    assert (counts.searches, counts.empty, counts.watched, counts.clicked) == (6, 1, 4, 3)
    assert counts.click_through == 3 / 4
    assert (counts.click_through_at_1, counts.click_through_at_10) == (1 / 4, 2 / 4)
    assert counts.mean_reciprocal_rank == pytest.approx((1 + 1 / 4 + 1 / 20) / 3)
    assert (counts.cart_rate, counts.order_rate) == (2 / 4, 1 / 4)
    assert counts.empty_share == pytest.approx(1 / 6)


@pytest.mark.parametrize(
    ("fields", "is_empty"),
    [
        ({"results": 0}, True),
        ({"results": 40, "step": "popular"}, True),
        ({"results": 40, "step": "meaning"}, True),
        ({"results": 0, "filters": {"colour": ["Navy"]}}, False),
        ({"results": 3, "step": "unfiltered"}, False),
        ({"results": 3}, False),
    ],
)
def test_a_search_is_in_vain_when_nothing_answered_its_words(fields: dict, is_empty: bool) -> None:
    searched("teapot", by=1, **fields)
    counts = analytics.period(7).counts
    assert (counts.searches, counts.empty) == (1, int(is_empty))
    assert counts.watched == int(not is_empty and fields["results"] > 0)


def test_a_forged_place_breaks_nothing() -> None:
    clicked(searched("mug", by=1), factories.product(), 0)
    assert analytics.period(7).counts.mean_reciprocal_rank == 1


def test_without_searches_there_are_no_shares() -> None:
    counts = analytics.period(7).counts
    assert counts.click_through is counts.empty_share is counts.mean_reciprocal_rank is None
    assert analytics.times(7) == analytics.Times(p50=None, p95=None, p99=None)
    assert analytics.lists(7, with_rare=True).top == ()


def test_a_period_is_whole_days_of_the_shops_time_zone() -> None:
    late = timezone.now().replace(hour=23, minute=30) - timedelta(days=3)
    row = searched("mug", by=1)
    LoggedQuery.objects.filter(pk=row.pk).update(at=late)
    assert [day.on for day in analytics.period(30).days if day.counts.searches] == [late.date()]
    with timezone.override("Asia/Shanghai"):
        days = analytics.period(30).days
        assert [day.on for day in days if day.counts.searches] == [(late + timedelta(hours=8)).date()]
        assert days[-1].on == timezone.localdate()
        assert len(days) == 30


def test_what_came_before_is_compared_with() -> None:
    for ago in (0, 6, 7, 13, 14):
        searched("mug", by=1, days_ago=ago, results=int(ago != 7))
    assert analytics.period(7).counts.searches == 2
    assert (analytics.before(7).searches, analytics.before(7).empty) == (2, 1)


def test_times_are_percentiles() -> None:
    for milliseconds in range(1, 102):
        searched("mug", by=1, milliseconds=float(milliseconds))
    assert analytics.times(7) == analytics.Times(p50=51, p95=96, p99=100)


def test_words_are_one_query_however_they_are_written() -> None:
    product = factories.product()
    for person, text in enumerate(("Red mugs", "red mugs", "mug red")):
        searched(text, by=person)
    clicked(searched("red mugs", by=9), product, 1)
    [row] = analytics.lists(7, with_rare=True).top
    assert (row.text, row.searches, row.people, row.click_through) == ("red mugs", 4, 4, 1 / 4)


def test_words_of_few_people_are_counted_and_not_shown() -> None:
    for person in range(3):
        searched("teapot", by=person)
    for _ in range(5):
        searched("anna müller, 12 elm road", by=7)
        searched("anna müller, 12 elm road", by=8)
    seen, all_of_them = analytics.lists(7, with_rare=False), analytics.lists(7, with_rare=True)
    assert texts(all_of_them.top) == ["anna müller, 12 elm road", "teapot"]
    assert texts(seen.top) == ["teapot"]
    assert (seen.hidden, seen.hidden_searches) == (1, 10)
    assert (all_of_them.hidden, all_of_them.hidden_searches) == (0, 0)


def test_people_who_may_not_be_followed_count_as_one() -> None:
    for _ in range(9):
        searched("my illness")
    searched("my illness", by=1)
    assert analytics.lists(7, with_rare=False).top == ()
    searched("my illness", by=2)
    assert texts(analytics.lists(7, with_rare=False).top) == ["my illness"]


def test_the_same_person_twice_is_one_person(alice: User) -> None:
    for _ in range(5):
        searched("gift for bob", user=alice)
    searched("gift for bob", by=1)
    assert analytics.lists(7, with_rare=False).top == ()


def test_a_spelling_of_one_person_is_not_shown_for_the_words_of_many() -> None:
    for person, text in enumerate(
        ("wooden boards, please!", "boards, wooden", "the wooden board", "WOODEN board?")
    ):
        searched(text, by=person, normalised="board wooden")
    assert texts(analytics.lists(7, with_rare=False).top) == ["board wooden"]
    assert texts(analytics.lists(7, with_rare=True).top) == ["boards, wooden"]
    for person in range(3):
        searched("Wooden boards", by=20 + person)
    assert texts(analytics.lists(7, with_rare=False).top) == ["wooden boards"]


def test_lists_of_what_is_missing_and_of_what_nobody_opens() -> None:
    product = factories.product()
    for person in range(4):
        searched("hammock", by=person, results=0)
        searched("grey rug", by=person)
        clicked(searched("vase", by=person), product, 2)
    found = analytics.lists(7, with_rare=False)
    assert texts(found.empty) == ["hammock"]
    assert texts(found.unchosen) == ["grey rug"]
    assert found.unchosen[0].watched == 4
    assert {row.text: row.click_through for row in found.top} == {"hammock": None, "grey rug": 0, "vase": 1}


def test_lists_are_ordered_and_bounded() -> None:
    for number in range(20):
        for _ in range(1 + number % 5):
            searched(f"thing{number}", by=number)
    rows = analytics.lists(7, with_rare=True, rows=6).top
    assert [row.searches for row in rows] == [5, 5, 5, 5, 4, 4]


def test_corrections_and_whether_they_helped() -> None:
    product = factories.product()
    for person in range(3):
        clicked(searched("teepot", by=person, corrected="teapot"), product, 1)
    searched("kettel", by=1, corrected="kettle")
    [row] = analytics.corrections(7, with_rare=False)
    assert (row.text, row.corrected, row.searches, row.click_through) == ("teepot", "teapot", 3, 1)
    assert len(analytics.corrections(7, with_rare=True)) == 2


def test_each_figure_is_one_query(django_assert_num_queries) -> None:
    searched("mug", by=1)
    with django_assert_num_queries(5):
        analytics.period(90)
        analytics.before(90)
        analytics.times(90)
        analytics.lists(90, with_rare=False)
        analytics.corrections(90, with_rare=False)
