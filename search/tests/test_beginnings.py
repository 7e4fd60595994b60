"""Names fit what is typed of them, however it is written; nothing that is typed is anything but words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.text import beginnings, emphasis
from search.text.prefixes import Prefixes

anything = st.text(max_size=60) | st.text(alphabet=" '\\&|!:*()<>-+./%_\0\"杯温a1ß", max_size=40)
database = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fits(name: str, typed: str, *, weights: str = "") -> bool:
    condition = beginnings.read(typed).condition(weights=weights)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [beginnings.names({"A": name}), condition])
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Stoneware mug", "s"),
        ("Stoneware mug", "mu"),
        ("Stoneware mug", "mug stone"),
        ("Stoneware mug", "MUGS"),
        ("Stoneware mugs", "mug sto"),
        ("Café Crème set", "creme caf"),
        ("Cafe Creme set", "ＣＡＦÉ"),
        ("T-shirt in blue", "t-sh"),
        ("T-shirt in blue", "tshir"),
        ("T-shirt in blue", "shirt"),
        ("Tshirt in blue", "t-sh"),
        ("O'Neill wetsuit", "o’ne"),
        ("O'Neill wetsuit", "neil"),
        ("Levi's 501", "levis"),
        ("Levi's 501", "levi's 50"),
        ("Drill RS-200", "rs2"),
        ("Drill RS-200", "rs-2"),
        ("Bottle 750 ml", "750m"),
        ("Bottle 750ml", "bottle 750 m"),
        ("Non-stick pan", "nonst"),
        ("H&M dress", "h&m"),
        ("Ønskeskål", "onskes"),
        ("不锈钢保温杯", "保"),
        ("不锈钢保温杯", "保温"),
        ("不锈钢保温杯", "钢保温杯"),
        ("不锈钢 保温杯 Steel", "steel 保温"),
        ("ﾃｨｰｶｯﾌﾟ", "ティー"),
    ],
)
def test_a_name_fits_its_beginnings(name: str, typed: str) -> None:
    assert fits(name, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Stoneware mug", "ug"),
        ("Stoneware mug", "sto mug"),
        ("Stoneware mug", "mug cup"),
        ("Stoneware mug", "mugsy"),
        ("不锈钢保温杯", "温保"),
        ("不锈钢保温杯", "保温壶"),
    ],
)
def test_a_name_fits_nothing_else(name: str, typed: str) -> None:
    """The first word of two is a whole one: "sto" is none."""
    assert not fits(name, typed)


@pytest.mark.django_db
def test_weights_say_where_the_begun_word_stands() -> None:
    name = beginnings.names({"A": "Stoneware mug", "B": "Mugdale"})
    with connection.cursor() as cursor:
        for typed, weight, expected in (
            ("mug", "A", True),
            ("mugd", "B", True),
            ("mugd", "A", False),
            ("mugs", "A", True),
        ):
            condition = beginnings.read(typed).condition(weights=weight)
            cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [name, condition])
            assert cursor.fetchone()[0] is expected, (typed, weight)


@database
@given(name=anything, typed=anything)
@example(name="'", typed="' | 'a':*")
@example(name="\\", typed="\\' & !''")
@example(name="a'", typed="a''''s")
@example(name="<A级>", typed="<A级>")
def test_nothing_that_is_typed_is_more_than_words(db: None, name: str, typed: str) -> None:
    """PostgreSQL takes every condition and every name; a name of the same words fits."""
    fits(name.replace("\0", " "), typed)
    words = [word.folded for word in beginnings.words(typed[: beginnings.MAX_LETTERS])]
    if words and len(words) < beginnings.MAX_WORDS and not any(len(word) > 60 for word in words):
        assert fits(typed, typed), typed


def test_without_quoting_typing_would_be_a_condition() -> None:
    """The negative control of the quotes: these signs mean something to PostgreSQL."""
    assert beginnings.read("x' | 'b").condition() == "('x') & ('b':*)"
    assert beginnings._quoted("a' | 'b") == "'a'' | ''b'"


@given(text=anything, typed=anything)
def test_pieces_put_together_are_the_text(text: str, typed: str) -> None:
    found = emphasis.pieces(text, beginnings.read(typed))
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)
    assert all(one.is_typed != other.is_typed for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Stoneware mug", "mu", ["mu"]),
        ("Stoneware mugs", "mug sto", ["Sto", "mugs"]),
        ("Café Crème", "cre", ["Crè"]),
        ("T-shirt", "shi", ["shi"]),
        ("T-shirt", "t-sh", ["T-sh"]),
        ("不锈钢保温杯", "保温", ["保温"]),
        ("Straße", "stras", ["Straß"]),
        ("Stoneware mug", "", []),
        ("Mugwort mug", "mug", ["Mug", "mug"]),
    ],
)
def test_what_was_typed_is_marked(text: str, typed: str, marked: list[str]) -> None:
    found = emphasis.pieces(text, beginnings.read(typed))
    assert [piece.text for piece in found if piece.is_typed] == marked


COUNTS = {"kettle": 40, "kettles": 4, "ketchup": 2, "mug": 90, "mugs": 30, "lamp": 5, "保温杯": 3}


@pytest.mark.parametrize(
    ("beginning", "meant"),
    [
        ("ketl", "kettl"),
        ("kettel", "kettle"),
        ("kwttl", "kettl"),
        ("ettle", "kettle"),
        ("kett", ""),  # some word begins so
        ("mgu", ""),  # too short to be corrected
        ("zzzz", ""),
        ("热水杯子", ""),
        ("kett1", ""),
    ],
)
def test_a_beginning_is_corrected_by_one_edit(beginning: str, meant: str) -> None:
    assert Prefixes(COUNTS).corrected(beginning) == meant


def test_the_likeliest_word_is_that_of_most_documents() -> None:
    known = Prefixes(COUNTS)
    assert known.likeliest("k") == "kettle"
    assert known.likeliest("mugs") == "mugs"
    assert known.likeliest("保") == "保温杯"
    assert known.likeliest("mug", is_longer=True) == "mugs"
    assert known.likeliest("mugs", is_longer=True) == ""
    assert known.likeliest("q") == ""
    assert Prefixes({}).likeliest("a") == ""
    assert not Prefixes({"gone": 0}).has("g")
