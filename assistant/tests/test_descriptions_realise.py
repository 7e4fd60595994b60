"""The templates alone make descriptions that are right, whole and varied."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.descriptions import checking, chinese, english, english_phrases, plan, ranking, slots
from assistant.descriptions.brief import LENGTHS, TONES, Brief
from assistant.descriptions.traits import NBSP, Source, Trait
from assistant.tests.products import BOOTS, MUG, TELEVISION, source, trait

SOME_WORDS = "Cork Steel Oak Linen Velvet Round Oval Striped Matt Glossy Wide Slim Soft Firm Ribbed Plain"
SOME_NAMES = "Finish Shape Pattern Grip Handle Material Lining Rim Cover Edge Strap Style"
WORDS, NAMES = st.sampled_from(SOME_WORDS.split()), st.sampled_from(SOME_NAMES.split())
MEASURES = st.sampled_from(
    [
        ("Height", "cm"),
        ("Capacity", "ml"),
        ("Weight", "g"),
        ("Burns for", "h"),
        ("Reach", "m"),
        ("Noise", "dB"),
        ("Guarantee", "years"),
    ]
)
FLAGS = st.sampled_from(
    [
        "Dishwasher safe",
        "Foldable",
        "Hanging loop",
        "Made by hand",
        "Strainer included",
        "Can be resoled",
        "Taped seams",
        "Contains caffeine",
    ]
)


@st.composite
def products(draw: st.DrawFn) -> Source:
    numbers = st.decimals(min_value=1, max_value=5000, places=1)
    traits = [
        trait(name, value)
        for name, value in draw(st.lists(st.tuples(NAMES, WORDS), unique_by=lambda pair: pair[0], max_size=5))
    ]
    measured = draw(st.lists(st.tuples(MEASURES, numbers), unique_by=lambda pair: pair[0], max_size=4))
    traits += [trait(name, number, unit=unit) for (name, unit), number in measured]
    traits += [trait(name, draw(st.booleans())) for name in draw(st.lists(FLAGS, unique=True, max_size=4))]
    colours = draw(st.lists(st.sampled_from(["Navy", "White", "Red", "Green"]), unique=True, max_size=3))
    if colours:
        traits.append(trait("Colour", *colours, is_option=True))
    title, shelf = draw(
        st.sampled_from(
            [
                ("Alder Mug", "Mugs"),
                ("Birk Boots", "Boots"),
                ("Fen Kettle", "Kettles & coffee"),
                ("Vale", "Lamps"),
            ]
        )
    )
    return source(
        key=str(draw(st.integers(0, 999))),
        title=title,
        brand=draw(st.sampled_from(["", "Tavlehus"])),
        categories=("Home", shelf),
        traits=tuple(traits),
    )


BRIEFS = st.builds(
    Brief, tone=st.sampled_from(TONES), length=st.sampled_from(LENGTHS), attempt=st.integers(0, 3)
)


@given(products(), BRIEFS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_english_templates_are_right_whatever_the_product(product: Source, brief: Brief) -> None:
    planned = plan.make(product, brief)
    text = english.realise(planned).text
    assert checking.check(text, planned).remarks == ()
    assert not re.search(r"  |[{}<>]|\ba a\b|\band and\b|\.\.|,\.| ,", text)
    assert all(re.fullmatch(r"[A-Z“0-9].*[.!?]", one.text) for one in english.realise(planned).sentences)


@given(products(), BRIEFS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_chinese_templates_are_right_whatever_the_product(product: Source, brief: Brief) -> None:
    planned = plan.make(product, dataclasses.replace(brief, language="zh-hans"))
    text = chinese.realise(planned).text
    assert checking.check(text, planned).remarks == ()
    assert not re.search(r"[{}]|[，、：]{2}|，。|,", text)


@pytest.mark.parametrize("product", [MUG, BOOTS, TELEVISION])
@pytest.mark.parametrize("tone", TONES)
def test_the_evidence_of_the_sentences_covers_the_plan(product: Source, tone: str) -> None:
    planned = plan.make(product, Brief(tone=tone, length="long"))  # type: ignore[arg-type]
    realised = english.realise(planned)
    named = {key for sentence in realised.sentences for key in sentence.keys}
    assert {one.code for one in planned.must} <= named
    for sentence in realised.sentences:
        for told in (one for one in planned.must if one.code in sentence.keys):
            assert slots.tells(sentence.text, told, language="en"), (sentence.text, told.name)


def test_the_same_product_reads_the_same_and_another_attempt_reads_otherwise() -> None:
    first, again, other = (
        english.realise(plan.make(MUG, Brief(attempt=attempt))).text for attempt in (0, 0, 1)
    )
    assert first == again
    assert first != other


def test_products_alike_do_not_read_alike() -> None:
    """Twenty mugs that differ in a number only."""
    made = [
        english.realise(plan.make(dataclasses.replace(MUG, key=str(number)), Brief(tone="warm"))).text
        for number in range(20)
    ]
    assert len(set(made)) >= 19
    same = english.realise(plan.make(MUG, Brief(tone="warm"))).text
    assert ranking.distinct_2(made) > 2 * ranking.distinct_2([same] * 20)


def test_numbers_and_units_stay_on_one_line() -> None:
    text = english.realise(plan.make(MUG, Brief())).text
    assert f"350{NBSP}ml" in text
    assert f"9.5{NBSP}cm" in text
    assert "350 ml" not in text


def test_a_short_text_tells_the_options_and_what_comes_first() -> None:
    planned = plan.make(MUG, Brief(length="short"))
    assert [one.name for one in planned.must] == ["Colour", "Capacity", "Material", "Finish", "Height"]
    text = english.realise(planned).text
    assert "navy" in text
    assert "Portugal" not in text
    assert "\n" not in text


def test_what_it_is_not_is_said_in_long_texts_only_and_alone() -> None:
    long = english.realise(plan.make(MUG, Brief(length="long"))).text
    assert "It is not microwave safe." in long
    assert "microwave" not in english.realise(plan.make(MUG, Brief(length="medium"))).text


def test_keywords_are_worked_in_once() -> None:
    text = english.realise(plan.make(MUG, Brief(tone="lively", keywords=("coffee cup", "stoneware")))).text
    assert text.count("coffee cup") == 1
    assert text.casefold().count("stoneware") == 1


def test_a_product_with_few_attributes_lends_sentences_of_its_text() -> None:
    kept = ("The soft leather has a zip.",)
    few = english.realise(plan.make(source(traits=(trait("Gender", "Women"),)), Brief(), kept=kept))
    assert few.sentences[1].text == kept[0]
    assert few.sentences[1].keys == ("text",)
    assert kept[0] not in english.realise(plan.make(MUG, Brief(), kept=kept)).text


def test_words_of_unknown_attributes_stay_grammatical() -> None:
    text = english.realise(plan.make(TELEVISION, Brief(length="long"))).text
    for said in (
        "2 HDMI ports",
        f"a screen size of 55{NBSP}in",
        "an Android TV 11 operating system",
        "a Smart TV",
        "energy class A",
    ):
        assert said in text
    assert "is wall mountable" in text or "wall mountable" in text
    assert "In the box: TV, remote control, stand. Batteries are extra." in text


def test_every_phrase_of_the_table_can_be_said() -> None:
    """A table row with a typing error would surface on a shopper's page otherwise."""
    for key, phrases in english_phrases.table().items():
        value = Decimal(3) if any("{V}" in verb for verb in phrases.verbs) else "Oak"
        made: Trait = trait(
            key.replace("_", " ").capitalize(),
            True if not any("{" in verb for verb in phrases.verbs) else value,
            code=key,
        )
        planned = plan.make(source(traits=(made,)), Brief())
        text = english.realise(planned).text
        assert not re.search(r"[{}<>]", text), text
        assert checking.check(text, planned).missing == 0, text
