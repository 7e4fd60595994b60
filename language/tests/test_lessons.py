"""Lessons over a whole catalogue: what is held out stays so, and rewriting keeps every number."""

from __future__ import annotations

import random
import re

import pytest

from language import prompting
from language.lessons import catalogue, held_out, rewriting, shelves, taught
from language.lessons.attributes import HELD_OUT
from language.lessons.catalogue import Noun
from language.lessons.shelves import Talk
from language.verifier.facts import Fact

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def test_kinds_of_a_catalogue_that_measure_are_never_taught():
    known = {noun.text for shelf in catalogue.shelves() for noun in shelf.taught}
    new = {noun.text for shelf in catalogue.shelves() for noun in shelf.held_out}
    assert known.isdisjoint(new | HELD_OUT)
    lessons = [*taught(2000), *held_out(1000)]
    about = {noun: [one for one in lessons if noun in one.messages[-1].content.lower()] for noun in new}
    assert all(found and set(map(id, found)) <= set(map(id, lessons[2000:])) for found in about.values())


def test_the_last_saying_of_an_attribute_is_for_measuring():
    for trait in catalogue.traits().values():
        fact = trait.draw(random.Random(1))
        ways, new = trait.ways(fact, is_held_out=False), trait.ways(fact, is_held_out=True)
        if trait.kind == "care":
            assert not ways + new
            continue
        assert ways, trait
        assert len(new) == 1, trait
        assert set(ways).isdisjoint(new), trait


def test_a_rewritten_draft_has_the_numbers_of_the_facts_and_no_other():
    lessons = [one for one in [*taught(2500), *held_out(500)] if one.draft]
    assert len(lessons) > 400
    for lesson in lessons:
        facts = " ".join(str(fact.value) for fact in lesson.facts)
        assert sorted(NUMBER.findall(lesson.reply)) == sorted(NUMBER.findall(lesson.draft)), lesson
        assert set(NUMBER.findall(lesson.reply)) <= set(NUMBER.findall(facts)), lesson
    assert sum(bool(NUMBER.search(lesson.reply)) for lesson in lessons) > 150  # there is something to keep
    assert sum(lesson.reply != lesson.draft for lesson in lessons) > 0.5 * len(lessons)


def test_the_length_that_is_asked_for_is_never_said():
    """Its numbers stand in the question: what a writer that was not taught so makes an attribute of."""
    lessons = [one for one in taught(1500) if one.draft]
    for lesson in lessons:
        least, most = lesson.style.length
        assert f"Length: {least} to {most} characters." in lesson.messages[-1].content
        assert f"{least} to {most}" not in lesson.reply


def test_some_products_have_a_sentence_of_somebody_that_stays_word_for_word():
    chance = random.Random(4)
    made = rewriting.lessons(chance, is_held_out=False)
    sparse = [one for one in (next(made) for _ in range(400)) if not NUMBER.search(one.draft)]
    frames = [re.split(r"\{\w+\}", own) for own in rewriting._OWN]
    kept = 0
    for lesson in sparse:
        for parts in frames:
            if all(part in lesson.draft for part in parts):
                kept += 1
                assert all(part in lesson.reply for part in parts), lesson
    assert kept > 50


@pytest.mark.parametrize(
    ("noun", "said"),
    [("mug", "It is airtight and has a cork lid."), ("knee socks", "They are airtight and have a cork lid.")],
)
def test_sentences_agree_with_what_they_are_about(noun, said):
    traits = catalogue.traits()
    known = [
        (traits["Airtight"], Fact("Airtight", True, kind="flag")),
        (traits["Lid"], Fact("Lid", "Cork lid")),
    ]
    texts = {
        Talk(random.Random(seed), Noun(noun), known, False).text(known, subject=Noun(noun).it)
        for seed in range(20)
    }
    assert said in texts


def test_what_is_denied_stands_last():
    """A "not" is read to the end of its sentence."""
    traits = catalogue.traits()
    known = [
        (traits["Vegan"], Fact("Vegan", False, kind="flag")),
        (traits["Pattern"], Fact("Pattern", "Striped")),
    ]
    for seed in range(10):
        text = Talk(random.Random(seed), Noun("belt"), known, False).text(known, subject="it")
        assert text.index("striped") < text.index("not vegan")


def test_lessons_of_shelves_are_asked_as_descriptions_are_polished():
    made = shelves.lessons(random.Random(2), is_held_out=False)
    lesson = next(one for one in made if one.use == "description")
    assert lesson.messages == prompting.description(lesson.facts)
    assert lesson.facts[0].key == "product"
