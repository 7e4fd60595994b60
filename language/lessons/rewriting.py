"""Lessons in rewriting a draft of a description that is right already: every fact stays, no number is new. Pure.

Some products have many attributes, some a single one and a sentence of somebody else, which stays word for word. The last
opening and the last third of those sentences are never taught.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.lessons import catalogue
from language.lessons.attributes import BRANDS, COLOURS
from language.lessons.catalogue import Noun, Shelf
from language.lessons.lesson import Lesson, listed, sentence
from language.lessons.shelves import Known, Talk
from language.prompting import Style
from language.verifier.facts import Fact

_TONES = ("plain and clear", "warm and friendly", "lively and short of breath", "technical and exact")
_LENGTHS = ((90, 320), (200, 750), (300, 1400))
_FIRST = (
    "the {name} {said}", "{name} {said}", "meet the {name}: {it} {said}", "here is the {name}: {it} {said}", "look closer: the {name} {said}",
    "this is the {name}: {it} {said}", "{name} in detail: {it} {said}", "about the {name}: {it} {said}",
)  # fmt: skip
_CHOICES = ("{it} comes in {v}", "available in {v}", "choose between {v}", "pick yours: {v}")
_OWN = (
    "Carry everything you need for the day with this {adjective} {noun}.", "A soft touch and clean lines make it a favourite of every season.",
    "Perfect for long walks and quiet evenings alike.", "Its {adjective} look goes with everything in your wardrobe.",
    "Step out in comfort with our {adjective} {noun}, made for busy days.", "The roomy inside keeps your things in order.",
    "Bring a little sunshine into your morning with this {adjective} piece.", "Thoughtful details and a {adjective} cut set it apart.",
    "Ideal for the office, the train and everything between.", "This {adjective} {noun} features gentle curves and a smooth surface.",
    "Wear it on the beach or in town: it feels at home in both.", "Elevate your everyday style with a {adjective} {noun}.",
    "Designed for those who like it simple, it never goes out of fashion.", "Add a touch of colour to grey days.",
    "A timeless companion for trips near and far.", "The lightweight build makes it easy to take along.",
    "Crafted with care, it brings warmth to any room.", "Embrace the great outdoors with this sturdy {noun}.",
    "Sleek and modern, it suits small flats as well as large houses.", "Enjoy a quiet moment with our {adjective} {noun}.",
    "Its playful print puts a smile on every face.", "From dawn to dusk, this {noun} keeps up with you.",
    "Multiple compartments and adjustable straps keep things tidy.", "Make a statement with this {adjective} {noun} and its bold lines.",
    "The understated silhouette pairs well with jeans.", "Discover the {adjective} side of everyday things.",
    "A versatile choice for cooks, guests and hungry children.", "Unwind after work with something {adjective}.",
    "Its elegant shape catches the light.", "Made to be loved for years, it grows more beautiful with use.",
)  # fmt: skip
_ADJECTIVES = (
    "chic", "rugged", "cosy", "elegant", "bold", "airy", "graceful", "bohemian", "crisp", "mellow", "vintage", "polished", "breezy", "sporty", "refined",
)  # fmt: skip
_NAMES = (
    "Linden", "Ylva", "Sable", "Glade", "Fenna", "Harbour", "Juniper", "Solveig", "Marlow", "Tansy", "Ember", "Lark", "Brook", "Cedar", "Isla", "Rowan", "Pebble", "Heath", "Arlo", "Willow", "Sorrel", "Finch", "Maren", "Clover",
)  # fmt: skip
_MAKERS = (
    "Fjellgarn",
    "Nordvik",
    "Ostrand",
    "Kelmare",
    "Bruma",
    "Tessaly",
    "Varden",
    "Millbeck",
    "Solhem",
    "Pinedale",
)


def lessons(chance: random.Random, *, is_held_out: bool) -> Iterator[Lesson]:
    """Without end; two about each product, after different drafts."""
    while True:
        shelf = chance.choice(catalogue.shelves())
        product = _Product.drawn(chance, shelf, is_held_out=is_held_out)
        style = Style(chance.choice(_TONES), _LENGTHS[chance.choice((0, 0, 0, 1, 1, 2))])
        yield product.lesson(style)
        yield product.lesson(style)


@dataclass(frozen=True)
class _Product:
    """A product with its title; `groups` are the facts of one sentence each, `own` is somebody's sentence about it."""

    chance: random.Random
    noun: Noun
    title: str
    brand: str
    groups: tuple[Known, ...]
    colours: str
    own: str
    is_held_out: bool

    @classmethod
    def drawn(cls, chance: random.Random, shelf: Shelf, *, is_held_out: bool) -> _Product:
        noun = chance.choice(shelf.held_out if is_held_out else shelf.taught)
        is_sparse = chance.random() < 0.4
        brand = (
            chance.choice((*_MAKERS, *BRANDS.split(", ")))
            if chance.random() < (0.2 if is_sparse else 0.9)
            else ""
        )
        words = [chance.choice(_NAMES) if chance.random() < 0.7 else chance.choice(_ADJECTIVES).title()]
        title = " ".join([*([brand] if brand and chance.random() < 0.8 else []), *words, _titled(noun.text)])
        usable = [trait for trait in shelf.traits if trait.name != "Colour"]
        if is_sparse:
            usable = [
                catalogue.traits()[name] for name in ("Gender", "Season", "Material", "Style", "Weight")
            ]
        chosen = chance.sample(usable, chance.choice((0, 1, 1, 1, 2)) if is_sparse else chance.randint(2, 4))
        known = [(trait, _affirmed(trait.draw(chance))) for trait in chosen]
        has_colours = not is_sparse and chance.random() < 0.6
        listed_colours = chance.sample([one.title() for one in COLOURS.split(", ") if " " not in one], 2)
        third = len(_OWN) * 2 // 3
        own = chance.choice(_OWN[third:] if is_held_out else _OWN[:third])
        own = own.replace("{adjective}", chance.choice(_ADJECTIVES)).replace("{noun}", noun.text)
        return cls(
            chance=chance,
            noun=noun,
            title=title,
            brand=brand,
            groups=tuple(_grouped(known, chance)),
            colours=", ".join(listed_colours) if has_colours else "",
            own=own if is_sparse or chance.random() < 0.15 else "",
            is_held_out=is_held_out,
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        facts = [Fact("name", self.title, kind="name")]
        if self.brand:
            facts.append(Fact("brand", self.brand, kind="name"))
        if self.colours:
            facts.append(Fact("Colour", self.colours))
        return (*facts, *(fact for group in self.groups for _, fact in group))

    def lesson(self, style: Style) -> Lesson:
        """The reply keeps most sentences of the draft and words the others anew."""
        draft, other = self._sentences(), self._sentences(opening=False)
        reply = [one if self.chance.random() < 0.6 else new for one, new in zip(draft, other, strict=True)]
        return Lesson(
            "description", self.facts, "", " ".join(reply), self.facts, draft=" ".join(draft), style=style
        )

    def _sentences(self, *, opening: bool = True) -> list[str]:
        talk = Talk(self.chance, self.noun, [], self.is_held_out)
        found = [self._opening(talk, is_free=opening)]
        found += [self.own] if self.own else []
        for group in self.groups[1:]:
            found.append(
                talk.text(group, subject=self.chance.choice((self.noun.it, f"the {self.noun.text}")))
            )
        if self.colours:
            frame = self._choose(_CHOICES if opening else _CHOICES[:1]).replace("{it}", self.noun.it)
            found.append(
                sentence(self.noun.agreed(frame).replace("{v}", self.colours.replace(", ", " and ")))
            )
        return found

    def _opening(self, talk: Talk, *, is_free: bool) -> str:
        frame = self._choose(_FIRST) if is_free else _FIRST[0]
        name = self.title if not self.brand or self.brand in self.title else f"{self.title} from {self.brand}"
        group = self.groups[0] if self.groups else ()
        said = listed([talk.way(*one) for one in group]) if group else ""
        if not said or self.chance.random() < 0.2:
            said = f"is {self.noun.one} that {said}" if said else f"is {self.noun.one}"
        text = self.noun.agreed(frame.replace("{said}", said)).replace("this are", "these are")
        return sentence(text.replace("{it}", self.noun.it).replace("{name}", name))

    def _choose(self, forms: Sequence[str]) -> str:
        return forms[-1] if self.is_held_out else self.chance.choice(forms[: max(1, len(forms) - 1)])


def _titled(noun: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in noun.split())


def _affirmed(fact: Fact) -> Fact:
    """A description is not asked to tell what a product is not."""
    return Fact(fact.key, True, kind="flag") if fact.value is False else fact


def _grouped(known: Known, chance: random.Random) -> Iterator[Known]:
    """Care stands on its own; the opening has a fact that can follow the name."""
    rest = [one for one in known if one[0].kind != "care"]
    first = chance.choice((1, 1, 2))
    yield tuple(rest[:first])
    at = first
    while at < len(rest):
        size = chance.choice((1, 2, 2))
        yield tuple(rest[at : at + size])
        at += size
    yield from ((one,) for one in known if one[0].kind == "care")
