from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.grams import Grams

TEXTS = ["red kettle", "red mug", "blue mug", "保温杯", "保温壶"]


@pytest.fixture(scope="module")
def grams() -> Grams:
    return Grams.learn(TEXTS)


def test_it_keeps_what_stands_in_two_texts_or_more(grams):
    assert grams.words == ("mug", "red")
    assert "保温" in grams.letters
    assert "杯" not in grams.letters
    assert "杯" in Grams.learn(TEXTS, at_least=1).letters


def test_like_spelling_is_near(grams):
    rows = grams.rows(["red kettles", "a red kettle", "blue mugs"]).toarray()
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3
    chinese = grams.rows(["保温杯子", "保温", "red"]).toarray()
    assert chinese[0] @ chinese[1] > chinese[0] @ chinese[2]


def test_rare_grams_weigh_more_than_common_ones():
    found = Grams.learn(["common rare", "common rare", "common", "common other"], at_least=1)
    row = found.rows(["common rare"]).toarray()[0]
    place = {word: len(found.letters) + at for at, word in enumerate(found.words)}
    assert row[place["rare"]] > row[place["common"]] > 0


@given(st.lists(st.text(max_size=40), max_size=5))
def test_each_half_of_a_row_has_length_one_or_nothing(texts):
    found = Grams.learn(TEXTS)
    rows = found.rows(texts).toarray()
    assert rows.shape == (len(texts), found.columns)
    for half in (rows[:, : len(found.letters)], rows[:, len(found.letters) :]):
        lengths = np.linalg.norm(half, axis=1)
        assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))


def test_it_reads_a_long_text_without_end(grams):
    assert grams.rows(["red mug " * 100_000]).nnz == grams.rows(["red mug " * 250]).nnz
