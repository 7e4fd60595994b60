"""What shoppers write is read as the filters they mean, and what could mean something else stays a word."""

from __future__ import annotations

import pytest

from search.tests.lexicons import READER, shown
from search.tests.readings import NEGATED, TABLE


@pytest.mark.parametrize("text", TABLE)
def test_what_is_understood(text):
    rest, filters = TABLE[text]
    found = READER.read(text)
    assert found.rest == rest
    if filters is None:
        assert not [one for one in found.filters if one.kind == "price"]
    elif text not in NEGATED:
        assert " ".join(shown(one) for one in found.filters) == filters
    else:
        said = [shown(one) for one in found.filters]
        assert [one for one in said if not one.startswith("(category")] == [
            one for one in filters.split() if not one.startswith("(category")
        ]
    for one in found.filters:
        assert text[one.start : one.end] == one.text


def test_a_negation_is_what_keeps_a_filter_away():
    """Each negated query without its negation does filter."""
    for text in (
        "red dress",
        "dress red or black",
        "waterproof jacket",
        "dishwasher safe mug",
        "pan merenna",
        "红色的连衣裙",
    ):
        assert any(one.is_hard for one in READER.read(text).filters), text


def test_what_the_shopper_took_away_stays_text():
    text = "size 42 red dress under 50"
    keys = {one.key for one in READER.read(text).filters if one.is_hard}
    assert keys == {"size:42", "colour:Red", "price"}
    assert READER.read(text, without={"price"}).rest == "dress under 50"
    assert READER.read(text, without={"colour:Red"}).rest == "red dress"
    assert READER.read(text, without=keys).rest == text
    assert READER.read(text, without={"size:43"}).rest == "dress"


def test_a_rival_does_not_take_the_place_of_what_was_taken_away():
    assert READER.read("orange juice", without={"colour:Orange"}).filters == ()
