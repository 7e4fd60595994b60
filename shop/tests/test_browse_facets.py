"""What a query string means: whatever it holds, parsing answers and stays within bounds."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shop import facets
from shop.facets import Range, Selection


def parsed(query: str) -> Selection:
    return facets.parse(parse_qs(query, keep_blank_values=True))


def test_values_of_one_facet_are_alternatives_and_keep_their_order() -> None:
    selection = parsed(
        "colour=Navy&colour=Clay&colour=Navy&material=Wool&q=warm++socks&sort=price&page=3&stock=1"
    )
    assert selection.chosen == {"colour": ("Navy", "Clay"), "material": ("Wool",)}
    assert (selection.words, selection.sort, selection.page) == ("warm socks", "price", 3)
    assert selection.in_stock
    assert not selection.on_offer


def test_ranges_are_read_as_people_write_numbers() -> None:
    selection = parsed("min.price=12,50&max.price=1+200&min.weight=.5")
    assert selection.ranges == {
        "price": Range(low=Decimal("12.50"), high=Decimal(1200)),
        "weight": Range(low=Decimal("0.5")),
    }


@pytest.mark.parametrize("text", ["abc", "", "NaN", "Infinity", "1e9", "--1", "1" * 400, "½", "٣", "1\x000"])
def test_what_is_no_number_is_left_out(text: str) -> None:
    kept = facets.parse({"min.price": [text]}).ranges
    assert kept == ({"price": Range(low=Decimal(10))} if text == "1\x000" else {})


@pytest.mark.parametrize("text", ["0", "-1", "abc", "", "1.5", "²", "9" * 400])
def test_a_page_that_is_none_is_the_first(text: str) -> None:
    assert facets.page_number(text) == 1


def test_a_page_beyond_all_pages_is_bounded() -> None:
    assert facets.page_number(str(10**9)) == facets.MAX_PAGE


def test_control_characters_and_excess_are_cut() -> None:
    selection = facets.parse({"q": ["\x00wool\x07\u202e  socks" + "x" * 10_000], "colour": ["a" * 10_000]})
    assert selection.words.startswith("wool socks")
    assert len(selection.words) == facets.MAX_WORDS
    assert len(selection.chosen["colour"][0]) == facets.MAX_LENGTH


def test_taking_one_filter_away_keeps_the_others_and_returns_to_the_first_page() -> None:
    selection = parsed("colour=Navy&colour=Clay&min.price=5&offer=1&rating=4&sort=rating&page=4")
    assert (
        selection.without("colour", "Navy").query() == "?colour=Clay&min.price=5&offer=1&rating=4&sort=rating"
    )
    assert selection.without("price").query() == "?colour=Navy&colour=Clay&offer=1&rating=4&sort=rating"
    assert selection.bare().query() == "?sort=rating"


@given(st.dictionaries(st.text(max_size=30), st.lists(st.text(max_size=150), max_size=5), max_size=50))
@example({"as": [""]})
def test_any_query_string_is_understood_and_addresses_lead_back(query: dict[str, list[str]]) -> None:
    selection = facets.parse(query)
    assert facets.parse(parse_qs(selection.query().removeprefix("?"))) == selection
    assert "\x00" not in selection.query()
