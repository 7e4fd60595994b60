"""What is wrong in a description is found, and what is right is not."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from assistant.descriptions import checking, chinese, claims, english, lines, plan, slots
from assistant.descriptions.brief import Brief
from assistant.descriptions.brief import keywords as read_keywords
from assistant.tests.products import BOOTS, MUG, source, trait

PLANNED = plan.make(MUG, Brief())
RIGHT = english.realise(PLANNED).text


def reasons(text: str) -> set[str]:
    return {remark.reason for remark in checking.check(text, PLANNED).remarks}


def test_the_text_that_the_others_are_spoilt_from_is_right() -> None:
    assert reasons(RIGHT) == set()


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("350\N{NO-BREAK SPACE}ml", "450\N{NO-BREAK SPACE}ml", "number"),
        ("350\N{NO-BREAK SPACE}ml", "350\N{NO-BREAK SPACE}cm", "unit"),
        ("navy", "crimson", "colour"),
        ("stoneware", "porcelain", "material"),
        ("Portugal", "Japan", "name"),
        ("Tavlehus", "Orrin", "unsupported"),
        ("dishwasher safe", "oven safe", "unsupported"),
    ],
)
def test_one_wrong_word_is_found(right: str, wrong: str, reason: str) -> None:
    assert right in RIGHT
    found = reasons(RIGHT.replace(right, wrong))
    assert reason in found
    assert right.startswith("Tavlehus") or "missing" in found


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("It is the best mug.", "claim"),
        ("Guaranteed to please.", "claim"),
        ("It cures headaches.", "claim"),
        ("It costs 9.90 EUR.", "money"),
        ("It is microwave safe.", "negation"),
        ("It was awarded in 2024.", "number"),
        ("Order at https://evil.example today.", "link"),
        ("Ships free worldwide.", "unsupported"),
    ],
)
def test_one_sentence_too_many_is_found(more: str, reason: str) -> None:
    assert reason in reasons(f"{RIGHT} {more}")


def test_a_fact_left_out_is_missing() -> None:
    shorter = RIGHT.replace("Portugal", "it")
    assert "Made in" in {
        remark.words for remark in checking.check(shorter, PLANNED).remarks if remark.reason == "missing"
    }


def test_the_language_is_the_one_asked_for() -> None:
    in_chinese = plan.make(MUG, Brief(language="zh-hans"))
    text = chinese.realise(in_chinese).text
    assert checking.check(text, in_chinese).is_clean
    assert "language" in {remark.reason for remark in checking.check(RIGHT, in_chinese).remarks}
    assert "language" in reasons(text)


def test_a_claim_is_no_claim_where_the_shop_calls_it_so() -> None:
    assert claims.banned("The best mug, guaranteed.") == ("best", "guaranteed")
    assert claims.banned("Best before: see lid.") == ()
    assert claims.banned("A perfect gift.", allowed="Perfect Mug") == ()
    assert claims.banned("全国最佳，治疗失眠") == ("最佳", "治疗")
    assert claims.banned("It comes with a guarantee of 2 years.") == ()


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("It holds 350 ml.", True),
        ("It holds 350ml.", True),
        ("It holds 1350 ml.", False),
        ("It holds 350.5 ml.", False),
        ("It holds 350 mlx.", False),
        ("It holds 350 cm.", False),
    ],
)
def test_a_number_is_told_with_its_unit_only(sentence: str, is_told: bool) -> None:
    assert slots.tells(sentence, trait("Capacity", Decimal(350), unit="ml"), language="en") is is_told


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("It comes in red.", True),
        ("It is reduced.", False),
        ("The reds are here.", True),
        ("It is blue.", False),
    ],
)
def test_a_short_value_is_no_part_of_another_word(sentence: str, is_told: bool) -> None:
    assert slots.tells(sentence, trait("Colour", "Red"), language="en") is is_told


def test_all_colours_must_be_named_together() -> None:
    colours = trait("Colour", "Navy", "White")
    assert slots.tells("It comes in navy and white.", colours, language="en")
    assert not slots.tells("It comes in navy.", colours, language="en")


def test_nothing_is_told_as_nothing() -> None:
    lining = next(one for one in BOOTS.traits if one.name == "Lining")
    assert slots.tells("They have no lining.", lining, language="en")
    assert not slots.tells("They have a lining.", lining, language="en")


def test_the_fingerprint_changes_with_the_facts_and_not_with_the_text() -> None:
    other = dataclasses.replace(
        MUG, traits=(*MUG.traits[:-1], trait("Guarantee", Decimal(3), unit="years", code="warranty"))
    )
    assert MUG.fingerprint != other.fingerprint
    assert MUG.fingerprint == dataclasses.replace(MUG, text="Other words.", brand_story="").fingerprint


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "title", ["Mug", "Tavlehus Alder Mug", "A very long title of a mug " * 9, "字" * 300]
)
def test_lines_for_search_engines_fit_and_end_with_a_whole_word(title: str, language: str) -> None:
    product = dataclasses.replace(MUG, title=title)
    made = lines.title(product, language=language), lines.meta(product, language=language)  # type: ignore[arg-type]
    assert 0 < len(made[0]) <= 60
    assert 0 < len(made[1]) <= 155
    assert not made[0].endswith((" ", ",", "–"))
    if len(title) > 200 and " " in title:
        assert made[0].split()[-1] in title.split()


def test_lines_for_search_engines_say_what_is_so() -> None:
    assert lines.title(MUG) == "Tavlehus Alder Mug – 350\N{NO-BREAK SPACE}ml, stoneware, finish matt"
    assert lines.meta(MUG).startswith("Tavlehus Alder Mug: 350\N{NO-BREAK SPACE}ml, stoneware")
    assert "microwave" not in lines.meta(MUG)
    assert lines.title(source(title="Mug", brand="Acme")) == "Mug – Acme"


def test_keywords_are_read_from_a_line() -> None:
    assert read_keywords(" gift,  coffee   cup，gift\nred") == ("gift", "coffee cup", "red")
    with pytest.raises(ValueError, match="at most 6"):
        read_keywords(",".join("abcdefg"))
    with pytest.raises(ValueError, match="60 characters"):
        read_keywords("x" * 61)
