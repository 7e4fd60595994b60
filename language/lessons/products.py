"""Lessons about products: answers, descriptions, reasons, and questions that the facts do not answer. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator

from language.lessons.attributes import ATTRIBUTES, HELD_OUT, KINDS, Attribute
from language.lessons.lesson import Lesson, listed, sentence
from language.prompting import shown
from language.verifier.facts import Fact

_NAMES = [
    "Aldo",
    "Bergen",
    "Cala",
    "Dune",
    "Elba",
    "Faro",
    "Gala",
    "Hera",
    "Iona",
    "Juno",
    "Kora",
    "Luna",
    "Mira",
    "Nova",
    "Orla",
    "Pico",
    "Rana",
    "Sola",
    "Tara",
    "Vela",
    "Wren",
    "Zena",
]
_REFUSALS = (
    "I am sorry, the product information does not say that.",
    "I do not know: the product information does not mention it.",
    "Sorry, I cannot find that in the product information. I can ask a colleague for you.",
    "The shop does not state that. Would you like me to ask a person?",
    "I do not have that information about this product.",
)
_WANTED = (
    "a {kind} {about}", "something {about}", "a gift {about}", "I need a {kind} {about}", "looking for a {kind} {about}",
)  # fmt: skip
_OTHER_QUESTIONS = (
    "Can I use it on a plane?", "Does it smell?", "Who designed it?", "Will it match my kitchen?", "Is there a discount for students?",
    "Does it have a serial number?", "Is it allowed in schools?", "How many did you sell?", "Does it scratch easily?", "What is the resale value?",
    "Is it good for sensitive skin?", "Does it fit into a bicycle holder?", "Can it be engraved?", "Is it made by fair trade?", "Is there a manual in Spanish?",
)  # fmt: skip


def lessons(chance: random.Random, *, is_held_out: bool) -> Iterator[Lesson]:
    """Without end; held-out kinds of products and phrasings only where asked for, and only then."""
    kinds = sorted(kind for kind in KINDS if (kind in HELD_OUT) == is_held_out)
    makers = (_answer, _answer, _answer, _description, _description, _reason, _refusal)
    while True:
        yield chance.choice(makers)(chance, chance.choice(kinds), is_held_out)


def product(
    chance: random.Random, kind: str, *, least: int = 3, most: int = 6
) -> tuple[Fact, list[tuple[Attribute, Fact]]]:
    """Its name, and some of the attributes that its kind has."""
    keys = chance.sample(KINDS[kind], chance.randint(least, min(most, len(KINDS[kind]))))
    facts = [(ATTRIBUTES[key], ATTRIBUTES[key].fact(chance)) for key in keys]
    return Fact("product", f"{chance.choice(_NAMES)} {kind}", kind="name"), facts


def phrase(attribute: Attribute, fact: Fact, chance: random.Random, *, is_held_out: bool) -> str:
    sayings = attribute.denials if fact.value is False else attribute.sayings
    return _choose(chance, sayings, is_held_out=is_held_out).replace("{v}", shown(fact))


def _choose(chance: random.Random, texts: tuple[str, ...], *, is_held_out: bool) -> str:
    return texts[-1] if is_held_out else chance.choice(texts[:-1])


def _subject(chance: random.Random, name: Fact, kind: str) -> str:
    return chance.choice(
        (f"the {name.value}", f"the {name.value}", "it", "it", f"this {kind}", f"the {kind}")
    )


def _facts(name: Fact, facts: list[tuple[Attribute, Fact]]) -> tuple[Fact, ...]:
    return (name, *(fact for _, fact in facts))


def _answer(chance: random.Random, kind: str, is_held_out: bool) -> Lesson:
    name, facts = product(chance, kind)
    attribute, fact = chance.choice(facts)
    said = phrase(attribute, fact, chance, is_held_out=is_held_out)
    subject = _subject(chance, name, kind)
    reply = sentence(f"{subject} {said}")
    if attribute.kind == "flag" and chance.random() < 0.6:
        reply = f"{'Yes' if fact.value else 'No'}, {subject} {said}."
    question = _choose(chance, attribute.questions, is_held_out=is_held_out)
    return Lesson("answer", _facts(name, facts), question, reply, (fact,))


def _description(chance: random.Random, kind: str, is_held_out: bool) -> Lesson:
    name, facts = product(chance, kind, least=2, most=5)
    said = [phrase(attribute, fact, chance, is_held_out=is_held_out) for attribute, fact in facts]
    first = said[: 2 if len(said) > 3 else 3]
    reply = sentence(f"the {name.value} {listed(first)}")
    if rest := said[len(first) :]:
        reply += " " + sentence(f"it {listed(rest)}")
    return Lesson("description", _facts(name, facts), "", reply, _facts(name, facts))


def _reason(chance: random.Random, kind: str, is_held_out: bool) -> Lesson:
    name, facts = product(chance, kind, least=3, most=5)
    chosen = facts[: chance.randint(1, 2)]
    wanted = chance.choice(_WANTED).format(kind=kind, about=_about(chance, *chosen[0]))
    said = [phrase(attribute, fact, chance, is_held_out=is_held_out) for attribute, fact in chosen]
    form = chance.choice(
        (
            "it fits because it {said}",
            "the {name} fits: it {said}",
            "it suits you because it {said}",
            "the {name} {said}",
        )
    )
    reply = sentence(form.format(name=name.value, said=listed(said)))
    return Lesson("reason", _facts(name, facts), wanted, reply, (chosen[0][1],))


def _about(chance: random.Random, attribute: Attribute, fact: Fact) -> str:
    key = attribute.key.replace("_", " ")
    if fact.value is False:
        return f"and it need not be {key}"
    if attribute.kind in {"colour", "material"}:
        return f"in {shown(fact)}"
    return chance.choice((f"with the right {key}", f"and the {key} matters", f"with good {key}"))


def _refusal(chance: random.Random, kind: str, is_held_out: bool) -> Lesson:
    name, facts = product(chance, kind)
    present = {attribute.key for attribute, _ in facts}
    absent = [attribute for key, attribute in ATTRIBUTES.items() if key not in present]
    question = _choose(chance, chance.choice(absent).questions, is_held_out=is_held_out)
    if chance.random() < 0.25:
        middle = len(_OTHER_QUESTIONS) // 3
        question = chance.choice(_OTHER_QUESTIONS[:middle] if is_held_out else _OTHER_QUESTIONS[middle:])
    return Lesson("refusal", _facts(name, facts), question, chance.choice(_REFUSALS))
