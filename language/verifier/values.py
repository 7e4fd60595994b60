"""Dates, sums and numbers of a sentence against those of the facts, and against what they are said of. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from language.verifier import quantities, units
from language.verifier.evidence import Evidence, Subject
from language.verifier.facts import Objection
from language.verifier.normal import stems
from language.verifier.sentence import Sentence


def days(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
    for day in read.days:
        alike = [subject for subject in evidence.subjects if subject.day and day.agrees_with(subject.day)]
        others = [subject for subject in evidence.subjects if subject.day and subject not in alike]
        if not any(day.agrees_with(known) for known in evidence.days) or (
            alike and _speaks_of_others(read.clause(day.words), alike, others)
        ):
            yield Objection("date", day.words)


def measures(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
    for quantity in read.quantities:
        reason = _against(quantity, evidence.quantities)
        if not reason:
            typed = [subject for subject in evidence.subjects if subject.quantity]
            alike = [subject for subject in typed if subject.quantity and is_same(quantity, subject.quantity)]
            others = [
                subject
                for subject in typed
                if subject.quantity and subject not in alike and subject.quantity.base == quantity.base
            ]
            untyped = sum(is_same(quantity, known) for known in evidence.quantities) > len(alike)
            if alike and not untyped and _speaks_of_others(read.clause(quantity.words), alike, others):
                reason = "money" if quantity.base == quantities.MONEY else "number"
        if reason:
            yield Objection(reason, quantity.words)


def _speaks_of_others(clause: str, alike: Sequence[Subject], others: Sequence[Subject]) -> bool:
    """Whether a clause names what another value belongs to, and not what its own value belongs to: "30 cm wide" where
    30 cm is the height."""
    said = set(stems(clause))
    own = {word for subject in alike for word in subject.speech}
    return not _said(own, said, clause) and any(
        _said(subject.speech - own, said, clause) for subject in others
    )


def _said(speech: AbstractSet[str], stems_said: set[str], clause: str) -> bool:
    return any(word in stems_said if word.isascii() else word in clause for word in speech)


def _against(quantity: quantities.Quantity, known: Sequence[quantities.Quantity]) -> str:
    alike = [other for other in known if is_same(quantity, other)]
    bounds = {other.bound for other in alike}
    opposite = {"most": "least", "least": "most"}.get(quantity.bound)
    if alike and (quantity.bound in bounds or opposite not in bounds):
        return ""
    if quantity.base == quantities.MONEY:
        return "money"
    has_value = any(other.value == quantity.value and other.base != quantities.ORDINAL for other in known)
    return "unit" if has_value and not alike and quantity.base != quantities.ORDINAL else "number"


def is_same(one: quantities.Quantity, other: quantities.Quantity) -> bool:
    """A number without a unit, or counted in pieces, may stand for any of its value; a unit must be of its dimension."""
    if one.base == quantities.MONEY:
        return (
            other.base == quantities.MONEY
            and one.value == other.value
            and units.is_same_currency(one.currency, other.currency)
        )
    if one.base == other.base:
        return one.scaled == other.scaled
    if quantities.ORDINAL in {one.base, other.base}:
        return False
    bare = {"", units.COUNTED}
    if one.base == "":
        return one.value == other.value
    return one.base in bare and other.base in bare and one.value == other.value
