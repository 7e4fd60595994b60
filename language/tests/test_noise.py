from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.noise import Noise, noisy, slip

SILENT = Noise(slips=0, gaps=0, bare_ends=0)


@given(st.text(max_size=60), st.integers(0, 1000))
def test_a_text_never_becomes_empty_or_longer_than_one_slip_makes_it(text, seed):
    made = noisy(text, noise=Noise(1, 1, 1), chance=random.Random(seed))
    assert bool(made.strip()) == bool(text.strip())
    assert len(made) <= len(text) + 1
    assert len(text.split()) - len(made.split()) in {0, 1}


@given(st.text(max_size=60))
def test_without_noise_only_spaces_are_made_one(text):
    assert noisy(text, noise=SILENT, chance=random.Random(1)) == " ".join(text.split())


@given(st.from_regex(r"[a-z]{4,12}", fullmatch=True), st.integers(0, 1000))
def test_a_slip_is_one_letter_inside(word, seed):
    made = slip(word, chance=random.Random(seed))
    assert made[0] == word[0]
    assert abs(len(made) - len(word)) <= 1
    same = sum(one == other for one, other in zip(made, word, strict=False))
    from_behind = sum(one == other for one, other in zip(made[::-1], word[::-1], strict=False))
    assert same + from_behind >= len(word) - 2


@pytest.mark.parametrize(
    ("noise", "text", "expected"),
    [
        (Noise(slips=0, gaps=0, bare_ends=1), "Is it?", "Is it"),
        (Noise(slips=0, gaps=0, bare_ends=1), "???", "???"),
        (Noise(slips=0, gaps=1, bare_ends=0), "where is it", "where is it"),
        (Noise(slips=1, gaps=0, bare_ends=0), "is it a 5000 m-1 ?", "is it a 5000 m-1 ?"),
    ],
)
def test_short_words_numbers_and_short_texts_stay(noise, text, expected):
    assert noisy(text, noise=noise, chance=random.Random(1)) == expected


def test_each_share_is_kept():
    texts = [
        noisy("where is my parcel now?", noise=Noise(), chance=random.Random(seed)) for seed in range(2000)
    ]
    gaps = sum(len(text.split()) == 4 for text in texts) / 2000
    ends = sum(not text.endswith("?") for text in texts) / 2000
    spelled = {"where", "is", "my", "parcel", "now", "now?"}
    slips = sum(not set(text.split()) <= spelled for text in texts) / 2000
    assert gaps == pytest.approx(0.3, abs=0.04)
    assert ends == pytest.approx(0.3 + 0.7 * 0.3 / 5, abs=0.04)  # a gap may take the last word
    assert slips == pytest.approx(0.25 * (1 - 0.3 / 5), abs=0.05)
