"""Lessons about products of a whole catalogue: one or two facts in a sentence, answers, and what the facts do not say. Pure.

They are asked as descriptions are polished: the product by its noun alone, attributes as the shop names them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.lessons import catalogue
from language.lessons.catalogue import Noun, Shelf, Trait
from language.lessons.lesson import Lesson, listed, sentence
from language.verifier.facts import Fact

Known = Sequence[tuple[Trait, Fact]]

_CARE = ("care: {v}", "to look after {them}: {v}", "its care label says: {v}")
_QUESTIONS = (
    "What is its {n}?", "Which {n} does it have?", "I need to know the {n}.", "{n}?", "What about the {n}?", "Can you tell me the {n}?",
)  # fmt: skip
_FLAG_QUESTIONS = ("Is it {n}?", "Is this {n}?", "{n}?", "Would you say it is {n}?")
_THING_QUESTIONS = ("Does it have {a}{n}?", "Is there {a}{n}?", "{n}?", "Can I expect {a}{n}?")
_ANSWERS = ("the {n} is {v}", "its {n} is {v}", "the {n} of the {noun} is {v}", "for the {n} it says {v}")
_REFUSALS = (
    "I am sorry, the product information does not mention the {n}.", "I do not know the {n}: the product information does not state it.",
    "Sorry, the shop does not state the {n}. I can ask a colleague for you.", "I cannot find the {n} in the product information.",
)  # fmt: skip
_OTHERS = (
    "Is it good for a beginner?", "Can I try it at home?", "Do you make it in my size?", "Who invented it?", "Does it come with a spare part?",
    "Will it survive a fall?", "Is it louder than the old model?", "Can children use it?", "Does it fit my car?", "Is it the best one?",
    "How many people bought it?", "Is it on sale soon?", "Which celebrity uses it?", "What does the maker earn with it?", "Can it be repaired?",
)  # fmt: skip
_OTHER_REFUSALS = (
    "I am sorry, the product information does not say that.", "I do not know: the product information does not mention it.",
    "Sorry, the shop does not state that. I can ask a colleague for you.",
)  # fmt: skip


_SAY = frozenset({"Made in", "Paper weight"})
"""Attributes whose name says something else where nothing is known of it, or is no noun."""


def lessons(chance: random.Random, *, is_held_out: bool) -> Iterator[Lesson]:
    """Without end; three or four about the same facts in turn."""
    while True:
        shelf = chance.choice(catalogue.shelves())
        noun = chance.choice(shelf.held_out if is_held_out else shelf.taught)
        chosen = chance.sample(shelf.traits, chance.choice((1, 1, 2, 2, 3)))
        talk = Talk(chance, noun, [(trait, trait.draw(chance)) for trait in chosen], is_held_out)
        yield talk.description()
        yield talk.answer(*chance.choice(talk.known))
        if chance.random() < 0.6:
            yield talk.refusal(shelf)


@dataclass(frozen=True)
class Talk:
    """What is said of some attributes of one product."""

    chance: random.Random
    noun: Noun
    known: Known
    is_held_out: bool

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (Fact("product", self.noun.text), *(fact for _, fact in self.known))

    def description(self) -> Lesson:
        subject = self.chance.choice((self.noun.it, f"the {self.noun.text}"))
        told = tuple(fact for _, fact in self.known)
        return Lesson("description", self.facts, "", self.text(self.known, subject=subject), told)

    def text(self, known: Known, *, subject: str) -> str:
        """Sentences that tell all of it: predicates of the subject, and care on its own."""
        affirmed_first = sorted(
            known, key=lambda one: one[1].value is False
        )  # a "not" speaks of all that follows
        said = [self.noun.agreed(self.way(*one)) for one in affirmed_first if one[0].kind != "care"]
        alone = [self._care(*one) for one in known if one[0].kind == "care"]
        return " ".join([*([sentence(f"{subject} {listed(said)}")] if said else []), *alone])

    def way(self, trait: Trait, fact: Fact) -> str:
        return self.chance.choice(trait.ways(fact, is_held_out=self.is_held_out))

    def _care(self, trait: Trait, fact: Fact) -> str:
        frame = _CARE[-1] if self.is_held_out else self.chance.choice(_CARE[:-1])
        return sentence(trait.said(fact, self.noun.agreed(frame).replace("{them}", self.noun.them)))

    def answer(self, trait: Trait, fact: Fact) -> Lesson:
        name = asked(trait)
        if trait.kind == "flag" or trait.name in _SAY:
            said = f"{self.noun.it} {self.noun.agreed(self.way(trait, fact))}"
            if trait.kind == "flag" and self.chance.random() < 0.6:
                said = f"{'Yes' if fact.value else 'No'}, {said}"
        else:
            frame = self._choose(_ANSWERS).replace("{n}", name).replace("{noun}", self.noun.text)
            said = trait.said(fact, self.noun.agreed(frame) if frame.startswith("its") else frame)
        return Lesson("answer", self.facts, self._question(trait), sentence(said), (fact,))

    def refusal(self, shelf: Shelf) -> Lesson:
        if self.chance.random() < 0.25:
            middle = len(_OTHERS) // 3
            other = self.chance.choice(_OTHERS[:middle] if self.is_held_out else _OTHERS[middle:])
            return Lesson("refusal", self.facts, other, self.chance.choice(_OTHER_REFUSALS))
        names = {trait.name for trait, _ in self.known}
        absent = self.chance.choice([trait for trait in shelf.traits if trait.name not in names])
        refusals = (
            _REFUSALS if absent.kind in {"number", "count"} and absent.name not in _SAY else _OTHER_REFUSALS
        )
        reply = self.chance.choice(refusals).replace("{n}", asked(absent))
        return Lesson("refusal", self.facts, self._question(absent), reply)

    def _question(self, trait: Trait) -> str:
        forms: tuple[str, ...] = _QUESTIONS
        article = ""
        if trait.kind == "flag":
            forms = _FLAG_QUESTIONS if trait.sayings[0].startswith("is ") else _THING_QUESTIONS
            article = "a " if trait.sayings[0].startswith("has a ") else ""
        question = self._choose(forms).replace("{a}", article).replace("{n}", asked(trait))
        return question[:1].upper() + question[1:]

    def _choose(self, forms: tuple[str, ...]) -> str:
        return forms[-1] if self.is_held_out else self.chance.choice(forms[:-1])


def asked(trait: Trait) -> str:
    """The attribute's name in the middle of a sentence."""
    names = {"Made in": "country of origin"}
    return names.get(trait.name) or " ".join(map(catalogue.small, trait.name.split()))
