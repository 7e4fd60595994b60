"""What a description says, in which order: facts of a product chosen for a length and ordered for a tone. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.descriptions.brief import Brief
from assistant.descriptions.traits import Source, Trait

MOST_FACTS = {"short": 5, "medium": 14, "long": 40}
TARGETS = {
    "en": {"short": (90, 320), "medium": (200, 750), "long": (300, 1400)},
    "zh-hans": {"short": (30, 130), "medium": (60, 300), "long": (90, 600)},
}
"""Characters that fit, from and to."""
FIRST = {
    "plain": ("choice", "make", "look", "size", "use", "origin", "care", "service"),
    "warm": ("make", "look", "origin", "use", "size", "care", "service", "choice"),
    "lively": ("look", "use", "make", "size", "origin", "care", "service", "choice"),
    "technical": ("size", "use", "make", "look", "origin", "service", "care", "choice"),
}
"""The order of topics in each tone."""
MOST_DENIALS = 2
FEW_TRAITS, KEPT_SENTENCES = 4, {"short": 1, "medium": 3, "long": 5}
"""A product with fewer traits lends sentences from its present text."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`must` are the traits that the text has to tell; `asides` may be told; `kept` are sentences of the present text."""

    source: Source
    brief: Brief
    must: tuple[Trait, ...]
    asides: tuple[Trait, ...] = ()
    kept: tuple[str, ...] = ()
    tells_story: bool = False

    @property
    def traits(self) -> tuple[Trait, ...]:
        return (*self.must, *self.asides)


def mentionable(source: Source) -> tuple[Trait, ...]:
    """Traits that a description of any length would want to tell: all but what the product is not."""
    return tuple(trait for trait in source.traits if trait.values and not trait.is_false)


def make(source: Source, brief: Brief, *, kept: tuple[str, ...] = ()) -> Plan:
    """`kept` are the sentences of the present text that passed the checks; used where there are few traits."""
    told = mentionable(source)
    most = MOST_FACTS[brief.length]
    must = _weightiest(told, most) if len(told) > most else told
    denied = (
        tuple(trait for trait in source.traits if trait.is_false)[:MOST_DENIALS]
        if brief.length == "long"
        else ()
    )
    return Plan(
        source=source,
        brief=brief,
        must=must,
        asides=denied,
        kept=kept[: KEPT_SENTENCES[brief.length]] if len(told) < FEW_TRAITS else (),
        tells_story=bool(source.brand_story) and brief.length == "long" and brief.tone != "technical",
    )


def _weightiest(told: tuple[Trait, ...], most: int) -> tuple[Trait, ...]:
    """What the shopper chooses, then what the shop names first, then the rest before mere flags; in the shop's order."""

    def weight(place: int) -> int:
        trait = told[place]
        if trait.is_option:
            return 0
        return 1 if place < most else 3 if trait.kind == "boolean" else 2

    chosen = sorted(range(len(told)), key=lambda place: (weight(place), place))[:most]
    return tuple(told[place] for place in sorted(chosen))
