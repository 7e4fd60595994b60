"""Lessons about products: answers, descriptions, reasons, and questions that the facts do not answer. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

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
    """Without end, four to six about each product in turn; held-out kinds of products and phrasings only where asked for,
    and only then."""
    kinds = sorted(kind for kind in KINDS if (kind in HELD_OUT) == is_held_out)
    while True:
        kind = chance.choice(kinds)
        name, facts = product(chance, kind)
        about = _Product(chance, kind, name, facts, is_held_out)
        asked = chance.sample(facts, min(len(facts), chance.randint(2, 3)))
        yield from (about.answer(attribute, fact) for attribute, fact in asked)
        yield about.description()
        if chance.random() < 0.6:
            yield about.reason()
        if chance.random() < 0.8:
            yield about.refusal()


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


@dataclass(frozen=True)
class _Product:
    """One product, spoken of in several lessons: a writer that learns reads its facts once for all of them."""

    chance: random.Random
    kind: str
    name: Fact
    known: list[tuple[Attribute, Fact]]
    is_held_out: bool

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.name, *(fact for _, fact in self.known))

    def answer(self, attribute: Attribute, fact: Fact) -> Lesson:
        subject = self.chance.choice(
            (
                f"the {self.name.value}",
                f"the {self.name.value}",
                "it",
                "it",
                f"this {self.kind}",
                f"the {self.kind}",
            )
        )
        said = f"{subject} {self._said(attribute, fact)}"
        if attribute.kind == "flag" and self.chance.random() < 0.6:
            said = f"{'Yes' if fact.value else 'No'}, {said}"
        return Lesson("answer", self.facts, self._choose(attribute.questions), sentence(said), (fact,))

    def description(self) -> Lesson:
        said = [self._said(attribute, fact) for attribute, fact in self.known]
        first = said[: 2 if len(said) > 3 else 3]
        reply = sentence(f"the {self.name.value} {listed(first)}")
        if rest := said[len(first) :]:
            reply += " " + sentence(f"it {listed(rest)}")
        return Lesson("description", self.facts, "", reply, self.facts)

    def reason(self) -> Lesson:
        chosen = self.chance.sample(self.known, self.chance.randint(1, 2))
        wanted = self.chance.choice(_WANTED).format(kind=self.kind, about=self._about(*chosen[0]))
        said = listed([self._said(attribute, fact) for attribute, fact in chosen])
        form = self.chance.choice(
            (
                "it fits because it {said}",
                "the {name} fits: it {said}",
                "it suits you because it {said}",
                "the {name} {said}",
            )
        )
        reply = sentence(form.format(name=self.name.value, said=said))
        return Lesson("reason", self.facts, wanted, reply, (chosen[0][1],))

    def refusal(self) -> Lesson:
        present = {attribute.key for attribute, _ in self.known}
        absent = [attribute for key, attribute in ATTRIBUTES.items() if key not in present]
        question = self._choose(self.chance.choice(absent).questions)
        if self.chance.random() < 0.25:
            middle = len(_OTHER_QUESTIONS) // 3
            question = self.chance.choice(
                _OTHER_QUESTIONS[:middle] if self.is_held_out else _OTHER_QUESTIONS[middle:]
            )
        return Lesson("refusal", self.facts, question, self.chance.choice(_REFUSALS))

    def _about(self, attribute: Attribute, fact: Fact) -> str:
        key = attribute.key.replace("_", " ")
        if fact.value is False:
            return f"and it need not be {key}"
        if attribute.kind in {"colour", "material"}:
            return f"in {shown(fact)}"
        return self.chance.choice((f"with the right {key}", f"and the {key} matters", f"with good {key}"))

    def _said(self, attribute: Attribute, fact: Fact) -> str:
        return phrase(attribute, fact, self.chance, is_held_out=self.is_held_out)

    def _choose(self, texts: tuple[str, ...]) -> str:
        return _choose(self.chance, texts, is_held_out=self.is_held_out)
