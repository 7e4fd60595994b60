"""Names of colours are families of what looks so, and lift it without hiding the rest."""

from __future__ import annotations

import pytest

from search.meaning.colours import family
from search.tests.lexicons import READER


def test_families_of_colours_lift_what_looks_so():
    [blue] = [one for one in READER.read("blue mug").filters if one.code == "colour"]
    assert set(blue.values) == {"Navy", "Sky Blue"}
    assert not blue.is_hard
    assert [one.values for one in READER.read("蓝色 杯子").filters] == [blue.values]


@pytest.mark.parametrize(
    ("swatch", "name"),
    [("#ff0000", "red"), ("#ffa500", "orange"), ("#ffff00", "yellow"), ("#008000", "green"), ("#0000ff", "blue"), ("#800080", "purple"),
     ("#ffc0cb", "pink"), ("#8b4513", "brown"), ("#000000", "black"), ("#ffffff", "white"), ("#808080", "grey"), ("#f5f5dc", "beige"),
     ("", None), ("red", None)],
)  # fmt: skip
def test_families_are_what_people_call_them(swatch, name):
    assert family(swatch) == name
