"""Whatever is typed is answered, from the lexicon alone and in time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.meaning.lexicon import Choice, Lexicon, Named
from search.meaning.understanding import Reader
from search.tests.lexicons import LEXICON, READER
from search.tests.readings import TABLE

texts = st.lists(
    st.one_of(
        st.sampled_from([*TABLE, "under", "50", "€", "red", "not", "size", "42", '"', "-", "between", "and", "20", "merenna", "红色", "\ud800", "750", "ml"]),
        st.text(max_size=6),
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(texts)
def test_any_text_is_answered_with_values_of_the_lexicon(text):
    found = READER.read(text)
    known = {choice.value for choice in LEXICON.choices} | {
        named.slug for named in (*LEXICON.brands, *LEXICON.categories)
    }
    for one in found.filters:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        if one.kind in {"brand", "category", "choice"}:
            assert set(one.values) <= known
        if one.low is not None and one.high is not None:
            assert one.low <= one.high
    assert not {one.key for one in READER.read(text, without={one.key for one in found.filters}).filters} & {
        one.key for one in found.filters
    }
    assert all(word in text for word in found.rest.split())


@given(texts)
def test_only_hard_filters_change_the_text(text):
    found = READER.read(text)
    if not any(one.is_hard for one in found.filters):
        assert found.rest == text[:1000].strip()


@given(low=st.integers(1, 9999), high=st.integers(1, 9999))
def test_limits_are_read_whatever_the_amounts(low, high):
    [one] = READER.read(f"between {low} and {high} euros").filters
    assert (one.low, one.high) == (min(low, high), max(low, high))


def test_five_thousand_values_are_read_in_a_millisecond():
    rng = random.Random(2)
    syllables = ["ka", "lo", "mi", "re", "ta", "vu", "shi", "no", "per", "dal"]

    def word() -> str:
        return "".join(rng.choices(syllables, k=rng.randint(2, 4)))

    large = Lexicon(
        brands=LEXICON.brands + tuple(Named(f"{word()} {word()}", f"b{index}") for index in range(1500)),
        categories=LEXICON.categories,
        choices=LEXICON.choices + tuple(Choice(f"c{index % 60}", word(), word()) for index in range(3500)),
        numbers=LEXICON.numbers,
    )
    reader = Reader(large)
    for text in (
        "size 42 red running shoes by merenna under 50",
        "50元以内的红色连衣裙",
        "kamire lota dalshi",
    ):
        taken = []
        for _ in range(9):
            began = time.process_time()
            reader.read(text)
            taken.append(time.process_time() - began)
        assert min(taken) < 0.001


@pytest.mark.parametrize(
    "text",
    [
        "red dress under 50 " * 60,
        "9 " * 500,
        "1-2" * 400,
        "红" * 1000,
        "between 1 and " * 80,
        '"a" ' * 300,
        "x" * 10_000,
    ],
)
def test_long_texts_are_read_in_time(text):
    began = time.process_time()
    READER.read(text)
    assert time.process_time() - began < 0.1
