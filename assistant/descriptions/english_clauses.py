"""One attribute in English: the phrases that say it, from the table or by the grammar of its name and kind. Pure.

Invariant: a clause says its trait and nothing else. A predicate begins with a verb in angle brackets, which the sentence
brings into the number of its subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.descriptions import english_grammar, english_phrases, english_words, nouns
from assistant.descriptions.english_phrases import Phrases, Topic
from assistant.descriptions.traits import Trait

NOTHING = english_grammar.NOTHING
PARTICIPLE = english_grammar.PARTICIPLE


@dataclass(frozen=True)
class Clause:
    """`verbs` are predicates, `nouns` may stand behind "with", `alone` is a sentence of its own."""

    key: str
    topic: Topic
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def is_denial(self) -> bool:
        """It stands alone, so that nobody reads its "not" into what is told beside it."""
        return any(re.search(r"\b(?:not|without|no)\b", verb) for verb in self.verbs)

    @property
    def participles(self) -> tuple[str, ...]:
        """Predicates such as "<be> made of oak" without their verb, for "Made of oak, it ..."."""
        return tuple(
            verb[5:]
            for verb in self.verbs
            if verb.startswith("<be> ") and PARTICIPLE.match(verb[5:].split(" ")[0])
        )


def clause(trait: Trait, *, them: str, noun: str = "") -> Clause:
    """`them` is how the product is meant as an object, "it" or "them"; `noun` is what it is called."""
    phrases = _phrases(trait)
    topic = phrases.topic if phrases else _topic(trait)
    if trait.kind == "boolean":
        verbs = _flag(trait, phrases)
        if not phrases and noun and trait.name.casefold().endswith(f" {noun.casefold()}"):
            verbs = (f"<be> {nouns.with_article(english_words.lowered(trait.name))}",)
        return Clause(trait.code, topic, verbs=verbs)
    special = _special(trait)
    if special:
        return Clause(trait.code, topic, verbs=(special,))
    if phrases is None:
        return _by_grammar(trait, topic)
    filled = tuple(_filled(text, trait, them=them) for text in phrases.verbs)
    if phrases.stands_alone:
        return Clause(trait.code, topic, alone=tuple(text[1:] for text in filled))
    return Clause(
        trait.code,
        topic,
        verbs=filled,
        nouns=tuple(_filled(text, trait, them=them) for text in phrases.nouns),
    )


def _phrases(trait: Trait) -> Phrases | None:
    table = english_phrases.table()
    named = re.sub(r"\W+", "_", trait.name.casefold()).strip("_")
    found = table.get(trait.key) or table.get(named)
    if found and trait.kind == "boolean" and any("{" in verb for verb in found.verbs):
        return None
    if found and trait.kind != "boolean" and not any("{" in verb for verb in found.verbs):
        return None
    return found


def _special(trait: Trait) -> str | None:
    """Values that change how their attribute is spoken of: "None", "With lid", "No drawer", "Burner only"."""
    if len(trait.values) != 1 or not isinstance(trait.values[0], str):
        return None
    value = trait.values[0].casefold()
    if (trait.key, value) in english_phrases.SPECIAL:
        return english_phrases.SPECIAL[trait.key, value]
    if value in NOTHING:
        return f"<have> no {english_words.lowered(trait.name)}"
    first, _, rest = trait.values[0].partition(" ")
    joint = {"with": "with", "without": "without", "no": "without"}.get(first.casefold())
    if rest and joint:
        return f"<come> {joint} {nouns.with_article(english_words.lowered(rest))}"
    return f"<come> as {english_words.lowered(trait.values[0])}" if value.endswith(" only") else None


def _filled(text: str, trait: Trait, *, them: str) -> str:
    inside = english_words.inside(trait)
    values = {
        "v": inside,
        "V": nouns.listed([english_words.shown(trait, value) for value in trait.values]),
        "av": nouns.with_article(inside),
        "them": them,
    }
    if trait.values == (Decimal(1),):
        text = re.sub(
            r"(\{V\}) (pieces|pairs|parts)", lambda match: f"{match[1]} {nouns.singular(match[2])}", text
        )
    return nouns.articles(re.sub(r"\{(\w+)\}", lambda match: values[match[1]], text))


def _by_grammar(trait: Trait, topic: Topic) -> Clause:
    said, noun = english_grammar.phrase(trait)
    if said:
        return Clause(trait.code, topic, verbs=(said,))
    if noun:
        return Clause(trait.code, topic, verbs=(f"<have> {noun}", f"<come> with {noun}"), nouns=(noun,))
    value = english_words.shown(trait, trait.values[0]).rstrip(".")
    return Clause(trait.code, topic, alone=(f"{trait.name}: {value}.",))


def _flag(trait: Trait, phrases: Phrases | None) -> tuple[str, ...]:
    said = tuple(phrases.verbs) if phrases else (english_grammar.flag(trait),)
    return said if not trait.is_false else tuple(filter(None, map(_negated, said)))


def _negated(said: str) -> str:
    """Only adjectives are denied: "is not dishwasher safe" helps a shopper, "has no hanging loop" does not."""
    return said.replace("<be> ", "<be> not ", 1) if said.startswith("<be> ") and "not " not in said else ""


def _topic(trait: Trait) -> Topic:
    if trait.is_option:
        return "choice"
    return (
        "size" if trait.kind == "number" and trait.unit in {"mm", "cm", "m", "g", "kg", "ml", "l"} else "use"
    )
