"""Sentences, aspects and tone, by words alone."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reviews import aspects, reading, tone
from assistant.reviews.sentences import sentences
from language.sentiment import Feeling


@given(st.text(alphabet=st.sampled_from("aB .!?…\n“”’:。！That said"), max_size=120))
def test_sentences_are_cut_out_word_for_word_and_in_order(text: str) -> None:
    found = sentences(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.text == one.text.strip() and one.text for one in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


def test_words_that_lead_over_are_no_part_of_a_quote() -> None:
    text = "Well made. That said: the price is high!\n做工很好。“贵了点。”"
    assert [one.text for one in sentences(text)] == [
        "Well made.",
        "the price is high!",
        "做工很好。",
        "“贵了点。”",
    ]


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Delivery was quick and the courier friendly.", "delivery"),
        ("Worth every cent.", "value"),
        ("The stitching came apart at one seam.", "quality"),
        ("So comfortable that I forget the time.", "comfort"),
        ("It left an odd aftertaste.", "taste"),
        ("物流很快", "delivery"),
        ("质量不错", "quality"),
    ],
)
def test_aspects_are_found_by_their_words(sentence: str, first: str) -> None:
    assert aspects.named(sentence)[0] == first


def test_no_aspect_is_found_where_none_is_named() -> None:
    assert aspects.named("I bought it on a rainy Sunday.") == ()
    assert aspects.named("Profits and benefits.") == (), "a part of another word names nothing"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("I love it, a great mug.", 1),
        ("Not good at all.", -1),
        ("It never leaks.", 1),
        ("Much too big for us.", -1),
        ("Too expensive.", -1),
        ("It is a mug.", 0),
        ("很好，值得推荐", 1),
        ("太小了，不值", -1),
    ],
)
def test_the_lexicon_tells_kind_from_unkind(text: str, sign: int) -> None:
    found = tone.score(text)
    assert (found > 0.2) - (found < -0.2) == sign


def test_a_mismatch_needs_a_sure_reading_far_from_the_stars() -> None:
    sure, unsure = Feeling(0.95, 0.03, 0.02), Feeling(0.5, 0.3, 0.2)
    assert reading.Understood(sure, (), "trained").contradicts(5)
    assert not reading.Understood(sure, (), "trained").contradicts(1)
    assert not reading.Understood(sure, (), "trained").contradicts(3)
    assert not reading.Understood(unsure, (), "trained").contradicts(5)
    assert not reading.Understood(sure, (), reading.LEXICON).contradicts(5), "the lexicon accuses nobody"


def test_the_encoder_finds_an_aspect_that_no_word_names() -> None:
    """The tiny encoder compares spelling, so a sentence spelled like an example stands for one that means the same."""
    said = "For this sum you will not find better, and I would have payed more."
    assert aspects.named(said) == ()
    close = "Round and full, without any bitternesses"
    assert aspects.named(close) == ()
    assert reading.understand([("", close)])[0].mentions[0].aspect == "taste"
    assert reading.understand([("", said)])[0].mentions == ()
