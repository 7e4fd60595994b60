"""Facts, read once into what sentences are compared with. Pure; the evidence of the same facts is remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from language.verifier import dates, lexicon, links, polarity, quantities, units
from language.verifier.facts import Fact
from language.verifier.normal import HAN_RUN, normal, stem, stems
from language.verifier.promises import Promise, promises

_EXPECTED = re.compile("expect|estimat|due|planned|latest|until|by")  # dates of what has not happened
_SHORT = 4  # words of a value that is a state rather than a sentence
_YES, _NO = frozenset({"yes", "true", "是", "有"}), frozenset({"no", "false", "none", "否", "无", "没有"})


@dataclass(frozen=True)
class Subject:
    """The one value of a typed fact, and the stems and Chinese words that speak of it."""

    speech: frozenset[str]
    quantity: quantities.Quantity | None = None
    day: dates.Day | None = None


@dataclass
class Evidence:
    """`chinese` is all Chinese text in a row; `deeds` are the stems and words of actions that were done or are offered,
    `states` those of what already is (a status, a date on which something happened)."""

    stems: set[str] = field(default_factory=set)
    chinese: str = ""
    codes: set[str] = field(default_factory=set)
    quantities: list[quantities.Quantity] = field(default_factory=list)
    days: list[dates.Day] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    polarities: polarity.Polarities = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)
    deeds: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    subjects: list[Subject] = field(default_factory=list)
    imitations: set[str] = field(default_factory=set)


def gather(facts: Sequence[Fact]) -> Evidence:
    return _gather(tuple(facts))


@lru_cache(maxsize=256)
def _gather(facts: tuple[Fact, ...]) -> Evidence:
    evidence = Evidence()
    for fact in facts:
        _speak(evidence, fact)
        _value(evidence, fact)
    return evidence


def _speech(fact: Fact) -> str:
    """The words that name the fact, and those one speaks of it with."""
    key = normal(re.sub(r"[_.\-/]", " ", fact.key)).lower()
    spoken = [words for name, words in lexicon.SPOKEN.items() if name.replace("_", " ") in key]
    return " ".join([key, *spoken])


def _speak(evidence: Evidence, fact: Fact) -> None:
    for text in (_speech(fact), lexicon.SPOKEN_KINDS.get(fact.kind, ""), fact.unit.replace("_", " ")):
        evidence.stems.update(stems(text))
        evidence.chinese += " " + " ".join(HAN_RUN.findall(text))


def _value(evidence: Evidence, fact: Fact) -> None:
    value = fact.value
    if isinstance(value, str) and value.strip().lower() in _YES | _NO:
        value = value.strip().lower() in _YES
    if isinstance(value, bool):
        _affirm(evidence, re.sub(r"[_.\-]", " ", fact.key), is_so=value)
    elif isinstance(value, date):
        _date(evidence, fact, value)
    elif isinstance(value, int | float | Decimal):
        quantity = _number(fact, Decimal(str(value)))
        evidence.quantities.append(quantity)
        evidence.subjects.append(Subject(_words(_speech(fact)), quantity=quantity))
        _affirm(evidence, _speech(fact), is_so=True)
    else:
        _text(evidence, fact, str(value))
    if fact.kind == "action":
        evidence.deeds |= _words(normal(f"{fact.key.replace('_', ' ')} {value}"))


def _words(text: str) -> frozenset[str]:
    return frozenset(stems(text)) - lexicon.NEUTRAL | frozenset(HAN_RUN.findall(text))


def _affirm(evidence: Evidence, text: str, *, is_so: bool) -> None:
    for word in polarity.units(normal(text).lower()):
        evidence.polarities.setdefault(word, set()).add(is_so)


def _date(evidence: Evidence, fact: Fact, value: date) -> None:
    day = dates.of(value)
    evidence.days.append(day)
    evidence.subjects.append(Subject(_words(_speech(fact)), day=day))
    evidence.quantities.append(quantities.measure(Decimal(value.year), ""))
    evidence.quantities.append(
        quantities.Quantity(Decimal(value.day), quantities.ORDINAL, Decimal(value.day), "")
    )
    if not _EXPECTED.search(fact.key):
        evidence.states |= _words(_speech(fact))
    _affirm(evidence, _speech(fact), is_so=True)


def _number(fact: Fact, value: Decimal) -> quantities.Quantity:
    if fact.kind == "money":
        return quantities.Quantity(value, quantities.MONEY, value, str(value), units.currency(fact.unit))
    parts = re.split(r"[_.\s-]", fact.key.lower())
    named = next((word for word in parts if len(word) > 2 and units.unit(word)), "")
    return quantities.measure(value, fact.unit or named)


def _text(evidence: Evidence, fact: Fact, value: str) -> None:
    text = normal(value)
    found, text = links.links(text)
    evidence.links.update(link.lower() for link in found)
    if fact.kind == "link":
        evidence.links.add(normal(value).strip().lower())
    read_words = text
    days, text = dates.dates(text)
    codes, text = quantities.codes(text)
    measured, _ = quantities.quantities(
        f"{text} {fact.unit}" if fact.unit and re.fullmatch(r"[\d.,\s]+", text) else text
    )
    evidence.days += days
    evidence.codes.update(codes)
    evidence.quantities += measured
    evidence.stems.update(stems(read_words))
    evidence.chinese += " " + " ".join(HAN_RUN.findall(read_words))
    for word, affirmed in polarity.polarities(read_words).items():
        is_name = fact.kind in {"name", "link"}  # they claim nothing
        evidence.polarities.setdefault(word, set()).update({True, False} if is_name else affirmed)
    evidence.promises += promises(read_words)
    if len(read_words.split()) <= _SHORT and len(read_words) <= _SHORT * 8:
        evidence.states |= frozenset(stems(read_words)) | frozenset(HAN_RUN.findall(read_words))
    evidence.imitations.update(imitated(read_words))


def imitated(text: str) -> set[str]:
    """Materials that a text calls imitations: faux leather, 仿皮. The stem with a mark for one that is real as well."""
    words = stems(text)
    found = set()
    for before, word in zip(["", *words], words, strict=False):
        if word in lexicon.MATERIAL_NAMES:
            is_imitated = before in {stem(name) for name in lexicon.IMITATIONS}
            found.add(lexicon.MATERIAL_NAMES[word] + ("" if is_imitated else "!"))
    return found
