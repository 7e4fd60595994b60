"""What a whole catalogue has beside the common attributes: odd names, units and yes-or-no's, and how one says them. Pure.

Attributes are named as shops name them ("Seat height") and their values written as shops write them ("47 cm", "Spun steel").
The last saying of each is never taught, nor are the kinds of products after a bar: they are for measuring.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from language.lessons import catalogue_table
from language.verifier.facts import Fact

_MEASURED = "has a {n} of {v}; comes with a {n} of {v}; is made with a {n} of {v}"
_VERBS = {
    "is": "are", "was": "were", "has": "have", "comes": "come", "uses": "use", "shows": "show", "contains": "contain", "holds": "hold", "weighs": "weigh",
    "measures": "measure", "its": "their", "does": "do",
}  # fmt: skip
_MASS = frozenset({"soap", "coffee", "tea", "chocolate", "olive oil", "honey", "shampoo"})


@dataclass(frozen=True)
class Noun:
    """What a kind of product is called."""

    text: str

    @property
    def is_plural(self) -> bool:
        return self.text.endswith("s") and not self.text.endswith("ss")

    @property
    def it(self) -> str:
        return "they" if self.is_plural else "it"

    @property
    def them(self) -> str:
        return "them" if self.is_plural else "it"

    @property
    def one(self) -> str:
        """With its article, where it has one."""
        if self.is_plural or self.text in _MASS:
            return self.text
        return f"{article(self.text)} {self.text}"

    def agreed(self, predicate: str) -> str:
        """The predicate, written for one thing, as it is said of this noun."""
        if not self.is_plural:
            return predicate
        return re.sub(rf"\b({'|'.join(_VERBS)})\b", lambda match: _VERBS[match[1]], predicate)


@dataclass(frozen=True)
class Trait:
    """An attribute as shops name it. `sayings` are predicates with {v} for the value and {a} for its article; care has none."""

    name: str
    kind: str
    values: tuple[str, ...]
    sayings: tuple[str, ...]

    def draw(self, chance: random.Random) -> Fact:
        if self.kind == "flag":
            return Fact(self.name, chance.random() < 0.7, kind="flag")
        value = chance.choice(self.values)
        ranged = re.fullmatch(r"(-?\d+)-(\d+) ?(.*)", value) if self.kind in {"number", "count"} else None
        if ranged:
            number = str(chance.randint(int(ranged[1]), int(ranged[2])))
            if ranged[3] in {"cm", "mm", "kg", "l", "m"} and chance.random() < 0.2:
                number += f".{chance.randint(1, 9)}"
            if self.kind == "count":
                return Fact(self.name, int(number), kind="number")
            value = f"{number} {ranged[3]}".strip()
        return Fact(self.name, value)

    def said(self, fact: Fact, saying: str) -> str:
        """The predicate for one thing, the value as it stands in the middle of a sentence."""
        value = str(fact.value)
        if self.kind in {"text", "care"}:
            value = small(value)
        return saying.replace("{a}", article(value)).replace("{v}", value)

    def ways(self, fact: Fact, *, is_held_out: bool) -> tuple[str, ...]:
        """The predicates to choose among."""
        sayings = self.sayings
        if self.kind == "flag" and fact.value is False:
            sayings = tuple(_denied(saying) for saying in sayings)
        chosen = sayings[-1:] if is_held_out else sayings[:-1]
        return tuple(self.said(fact, saying) for saying in chosen)


@dataclass(frozen=True)
class Shelf:
    taught: tuple[Noun, ...]
    held_out: tuple[Noun, ...]
    traits: tuple[Trait, ...]


def small(value: str) -> str:
    """A value in the middle of a sentence; abbreviations keep their capitals."""
    return value if value[1:2].isupper() or value == "Bluetooth" else value[:1].lower() + value[1:]


def article(text: str) -> str:
    word = text.lower()
    return (
        "an"
        if word.startswith(("a", "e", "i", "o", "un", "up", "ur")) and not word.startswith("uni")
        else "a"
    )


@cache
def traits() -> dict[str, Trait]:
    return {trait.name: trait for trait in map(_trait, catalogue_table.ATTRIBUTES.strip().splitlines())}


@cache
def shelves() -> tuple[Shelf, ...]:
    return tuple(map(_shelf, catalogue_table.SHELVES.strip().splitlines()))


def _trait(line: str) -> Trait:
    name, kind, rest = (part.strip() for part in line.split(":", 2))
    if kind == "flag":
        return Trait(name, kind, (), tuple(_flags(name.lower().replace("usb", "USB"), rest)))
    values, _, sayings = rest.partition(":")
    if kind == "care":
        sayings = ""
    elif not sayings.strip():
        sayings = _MEASURED.replace("{n}", name.lower()).replace("has a a", "has an a")
    parts = [part.strip() for part in sayings.split(";") if part.strip()]
    words = [part.strip() for part in values.split(",")]
    return Trait(name, kind, tuple(words), tuple(_with_article(part) for part in parts))


def _with_article(saying: str) -> str:
    return re.sub(r"\ba (?=[aeio])", "an ", saying)


def _flags(name: str, verb: str) -> Iterator[str]:
    if verb == "is":
        yield from (f"is {name}", f"is called {name}")
        return
    what = verb.removeprefix("has").strip()
    thing = f"{what} {name}".strip()
    yield from (f"has {thing}", f"comes with {thing}", f"includes {thing}")


def _denied(saying: str) -> str:
    """is vegan -> is not vegan; comes with a gift box -> does not come with a gift box."""
    verb, _, rest = saying.partition(" ")
    if verb in {"is", "was"}:
        return f"{verb} not {rest}"
    return f"does not {_VERBS.get(verb, verb.removesuffix('s'))} {rest}"


def _shelf(line: str) -> Shelf:
    nouns, _, names = line.partition(":")
    known, _, held_out = nouns.partition("|")
    return Shelf(
        taught=_nouns(known),
        held_out=_nouns(held_out),
        traits=tuple(traits()[name.strip()] for name in names.split(",")),
    )


def _nouns(listed: str) -> tuple[Noun, ...]:
    return tuple(Noun(noun.strip()) for noun in listed.split(","))
