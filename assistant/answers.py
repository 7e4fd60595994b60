"""What a tool answers: facts, the sentences that templates make of them, a card, links, and what is offered to do.

Invariant: every value in a sentence of a template is a fact too. The words of the template are approved text and become a
fact of kind "sentence" without the values, so that numbers, names and dates are supported by facts alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.formats import date_format

from assistant.events import Card, Link
from language.verifier import Fact
from language.verifier.facts import Kind, Value
from shop import amounts

_PLACE = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A step that a button confirms. `kind` and `arguments` are those of a Proposal."""

    kind: str
    label: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`asks` names what is missing and was asked for; `remembers` is what the next message may speak of; `hand_off` is a
    reason to bring in a person; `is_open` says that a writer may word it in other words than the templates."""

    sentences: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    card: Card | None = None
    links: tuple[Link, ...] = ()
    offers: tuple[Offer, ...] = ()
    asks: str = ""
    remembers: Mapping[str, Any] = field(default_factory=dict)
    hand_off: str = ""
    is_failure: bool = False
    is_out_of_scope: bool = False
    is_open: bool = False

    def and_then(self, other: Answer) -> Answer:
        """Both answers, this one first; the card of the first that has one."""
        return replace(
            other,
            sentences=(*self.sentences, *other.sentences),
            facts=(*self.facts, *other.facts),
            card=self.card or other.card,
            links=tuple(dict.fromkeys((*self.links, *other.links))),
            offers=(*self.offers, *other.offers),
            asks=self.asks or other.asks,
            remembers={**self.remembers, **other.remembers},
            hand_off=self.hand_off or other.hand_off,
            is_failure=self.is_failure and other.is_failure,
            is_out_of_scope=self.is_out_of_scope and other.is_out_of_scope,
        )


class Draft:
    """Collects an answer. Sentences are said in the language that is active."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._facts: list[Fact] = []
        self._links: list[Link] = []
        self._offers: list[Offer] = []

    def know(self, key: str, value: Value, *, unit: str = "", kind: Kind = "text", source: str = "") -> None:
        """A fact that no sentence need say."""
        fact = Fact(key, value, unit, kind, source)
        if fact not in self._facts:
            self._facts.append(fact)

    def say(
        self, pattern: str, *, source: str = "", said: Mapping[str, str] | None = None, **values: Any
    ) -> None:
        """One sentence of a template; `values` become facts by their names. Money is a Decimal, dates are dates. What is
        `said` beside them are words whose facts the caller adds."""
        for key, value in values.items():
            if isinstance(value, Amount):
                self.know(key, value.value, unit=value.currency, kind="money", source=source)
            elif isinstance(value, Measure):
                self.know(key, value.value, unit=value.unit, kind="number", source=source)
            else:
                unit = settings.CURRENCY if isinstance(value, Decimal) else ""
                self.know(key, value, unit=unit, kind=_kind(value), source=source)
        self.approve(pattern)
        self._sentences.append(
            pattern % {**(said or {}), **{key: shown(value) for key, value in values.items()}}
        )

    def approve(self, pattern: str) -> None:
        """The words of a template may be said; its values are facts of their own."""
        words = _PLACE.sub("…", pattern).replace("%%", "%")
        self.know("wording", words, kind="sentence", source="template")

    def quote(self, text: str, *, source: str, key: str = "article") -> None:
        """A sentence of an approved text, word for word."""
        self.know(key, text, kind="sentence", source=source)
        self._sentences.append(text)

    def link(self, label: object, url: str) -> None:
        found = Link(label=str(label), url=url)
        if found not in self._links:
            self._links.append(found)
            self.know("address", url, kind="link")

    def offer(self, kind: str, label: str, **arguments: Any) -> None:
        self._offers.append(Offer(kind=kind, label=label, arguments=arguments))
        self.know("offer", label, kind="action")

    def answer(self, *, card: Card | None = None, **fields: Any) -> Answer:
        return Answer(
            sentences=tuple(self._sentences),
            facts=tuple(self._facts),
            links=tuple(self._links),
            offers=tuple(self._offers),
            card=card,
            **fields,
        )


class Amount(NamedTuple):
    """Money in a currency of its own, as orders have it."""

    value: Decimal
    currency: str

    def __str__(self) -> str:
        return amounts.shown(self.value, self.currency)


class Measure(NamedTuple):
    """A number whose unit stands in the words around it: 4 working days, 4.6 stars."""

    value: Decimal | int
    unit: str

    def __str__(self) -> str:
        return str(self.value)


def _kind(value: object) -> Kind:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, Decimal):
        return "money"
    if isinstance(value, date):
        return "date"
    return "number" if isinstance(value, int) else "text"


def shown(value: object) -> str | int:
    """A value as a sentence says it, in the language that is active; whole numbers as they are."""
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return amounts.shown(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value)
