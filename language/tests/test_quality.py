from __future__ import annotations

import numpy as np
import pytest

from language.pairs import Pair
from language.quality import Quality, measure

LETTERS = "abcdefghijkl"


def encode(texts):
    """ "a" is axis 0; "ab" leans to a and half as much to b: all scores are known exactly."""
    rows = np.zeros((len(texts), len(LETTERS)), dtype=np.float32)
    for number, text in enumerate(texts):
        for place, letter in enumerate(text):
            rows[number, LETTERS.index(letter)] += 1 / (1 + place)
    return rows


def test_figures_on_a_ranking_known_by_hand():
    pairs = [Pair("ab", "a"), Pair("cd", "d"), Pair("efg", "f"), Pair("efg", "g"), Pair("h", "h")]
    assert measure(encode, pairs) == Quality(anchors=4, texts=5, mrr=1.0, recall=1.0, accuracy=1.0)
    wrong = [
        Pair("ab", "b"),
        Pair("ba", "a"),
        Pair("h", "h"),
    ]  # the nearest text of the first two belongs to the other
    assert measure(encode, wrong) == Quality(
        anchors=3, texts=3, mrr=pytest.approx(2 / 3), recall=1.0, accuracy=pytest.approx(1 / 3)
    )


def test_beyond_the_tenth_nothing_counts():
    letters = "bcdefghijkl"
    pairs = [Pair(letter, letter) for letter in letters] + [Pair(letters, "a")]
    quality = measure(encode, pairs)
    assert quality.recall == pytest.approx(11 / 12)
    assert quality.mrr == pytest.approx(11 / 12)


def test_many_texts_of_one_anchor_can_all_be_found():
    pairs = [Pair("abcdefghijkl", letter) for letter in "abcdefghijkl"]
    assert measure(encode, pairs).recall == 1.0
