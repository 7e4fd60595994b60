"""Compares one sentence with the evidence, kind by kind. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from language.verifier import dates, lexicon, links, polarity, quantities, units
from language.verifier.evidence import Evidence, Subject, gather, imitated
from language.verifier.facts import Fact, Objection
from language.verifier.normal import HAN_RUN, WORD, normal, stem, stems
from language.verifier.promises import MEANING, promises

_UNKNOWN = re.compile(
    r"\b(?:(?:do|does|did|could|can)(?: not|n't)|cannot|unable to) (?:know|say|tell|find|see|mention|state|answer|help|list|describe|have (?:any )?information)\b|"
    r"\b(?:no|any) information\b|\bis not (?:mentioned|stated|listed|known|given)\b|不知道|不清楚|没有(?:找到|提到|说明|写明|注明|相关信息)|无法(?:回答|确认|查到)|未(?:提及|说明|注明)"
)
_CLAUSE = re.compile(r"[,;:.!?，；：。！？]|\b(?:but|however|although|because|and)\b|但是?|不过")
_DOWN_TO = re.compile(r"\bdown(?= (?:to|for|by|on|below)\b)")  # no feathers
_PARTS = re.compile(r"[,;:!?，；：。！？、]|\.(?!\d)|\b(?:but|and|while)\b")


@dataclass(frozen=True)
class _Sentence:
    """`whole` is normal text; `rest` is what is left when addresses, dates, codes and quantities were taken out."""

    whole: str
    rest: str
    language: str
    links: tuple[str, ...]
    days: tuple[dates.Day, ...]
    codes: tuple[str, ...]
    quantities: tuple[quantities.Quantity, ...]


def objections(
    sentence: str, facts: Sequence[Fact], *, language: str = "en", hosts: frozenset[str] = frozenset()
) -> tuple[Objection, ...]:
    """Why the facts do not support the sentence; empty when they do. `hosts` are the shop's own, in lower case, with a
    port where there is one. About a millisecond."""
    read, evidence = _read(sentence, language=language), gather(facts)
    found = [*_foreign_links(read, evidence, hosts)]
    for check in _CHECKS:
        found += check(read, evidence)
    return tuple(dict.fromkeys(found))


def _read(sentence: str, *, language: str) -> _Sentence:
    whole = normal(sentence)
    addresses, text = links.links(whole)
    days, text = dates.dates(text)
    codes, text = quantities.codes(text)
    measured, rest = quantities.quantities(text)
    return _Sentence(whole, rest, language, tuple(addresses), tuple(days), tuple(codes), tuple(measured))


def _foreign_links(read: _Sentence, evidence: Evidence, hosts: frozenset[str]) -> Iterator[Objection]:
    for link in read.links:
        if link.lower() not in evidence.links and not links.is_inside(link, hosts=hosts):
            yield Objection("link", link)


def _days(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
    for day in read.days:
        alike = [subject for subject in evidence.subjects if subject.day and day.agrees_with(subject.day)]
        others = [subject for subject in evidence.subjects if subject.day and subject not in alike]
        if not any(day.agrees_with(known) for known in evidence.days) or (
            alike and _speaks_of_others(_clause(read, day.words), alike, others)
        ):
            yield Objection("date", day.words)


def _quantities(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
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
            if alike and not untyped and _speaks_of_others(_clause(read, quantity.words), alike, others):
                reason = "money" if quantity.base == quantities.MONEY else "number"
        if reason:
            yield Objection(reason, quantity.words)


def _clause(read: _Sentence, words: str) -> str:
    """The part of the sentence in which the words stand."""
    at = read.whole.find(words)
    before = [match.end() for match in _PARTS.finditer(read.whole) if match.end() <= at]
    after = [match.start() for match in _PARTS.finditer(read.whole) if match.start() >= at + len(words)]
    return read.whole[max(before, default=0) : min(after, default=len(read.whole))]


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


def _codes(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
    for code in read.codes:
        if code not in evidence.codes:
            yield Objection("name", code)


def _looks(reason: str, names: dict[str, str]) -> Callable[[_Sentence, Evidence], Iterator[Objection]]:
    chinese = re.compile(
        "|".join(
            sorted(
                (name for name in names if HAN_RUN.fullmatch(name) and len(name) > 1), key=len, reverse=True
            )
        )
    )

    def check(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
        known = {names[word] for word in evidence.stems if word in names}
        known |= {
            name
            for word, name in names.items()
            if HAN_RUN.fullmatch(word) and word.removesuffix("色") in evidence.chinese
        }
        known |= {general for name in known for general in lexicon.INCLUDING[name]}
        text = _DOWN_TO.sub(" ", read.rest)
        for word in [*WORD.findall(text), *chinese.findall(text)]:
            name = names.get(word if HAN_RUN.fullmatch(word) else stem(word.lower()))
            if name and name not in known and stem(word.lower()) not in evidence.stems:
                yield Objection(reason, word)

    return check


def _imitations(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
    for name in imitated(read.rest):
        if name.endswith("!") and name[:-1] in evidence.imitations and name not in evidence.imitations:
            yield Objection("material", name[:-1])


def _negations(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
    checked = read.whole if not _UNKNOWN.search(read.whole) else _without_unknown(read.whole)
    for claim in polarity.claims(checked):
        for word in sorted(claim.contradicts(evidence.polarities)):
            yield Objection("negation", word)


def _promises(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
    for promise in promises(read.whole):
        deeds = {promise.deed, MEANING.get(promise.deed, promise.deed)}
        backed = deeds & evidence.deeds or any(
            promise.deed in deed for deed in evidence.deeds if not deed.isascii()
        )
        approved = any(known.deed in deeds and known.kind == promise.kind for known in evidence.promises)
        states = (
            evidence.states
            if promise.kind == "done"
            else evidence.stems
            if promise.kind == "sure"
            else frozenset[str]()
        )
        stated = deeds & states or any(promise.deed in state for state in states if not state.isascii())
        if not (backed or approved or stated):
            yield Objection("promise", promise.words)


def _words(read: _Sentence, evidence: Evidence) -> Iterator[Objection]:
    text = _without_unknown(read.rest) if _UNKNOWN.search(read.whole) else read.rest
    first = WORD.search(read.whole)
    for match in WORD.finditer(text):
        root = stem(match[0].lower())
        if root in lexicon.NEUTRAL or root in evidence.stems or match[0].lower() in {"s", "x"}:
            continue
        if root in lexicon.COLOUR_NAMES or root in lexicon.MATERIAL_NAMES:
            continue  # compared by what they mean
        named = (
            match[0][0].isupper() and (first is None or match.start() != first.start())
        ) or read.language.startswith("zh")
        yield Objection("name" if named else "unsupported", match[0])
    for run in HAN_RUN.findall(text):
        for words in _uncovered(run, evidence.chinese):
            yield Objection("unsupported", words)


def _uncovered(run: str, known: str) -> list[str]:
    """Parts of a Chinese run that are neither neutral nor, in pairs of characters, in the facts."""
    covered = [False] * len(run)
    for word in (*lexicon.NEUTRAL_CHINESE, *lexicon.COLOUR_NAMES, *lexicon.MATERIAL_NAMES):
        start = run.find(word)
        while start >= 0:
            covered[start : start + len(word)] = [True] * len(word)
            start = run.find(word, start + 1)
    for at in range(len(run) - 1):
        if run[at : at + 2] in known:
            covered[at] = covered[at + 1] = True
    covered = [done or f" {c} " in f"{known} " for done, c in zip(covered, run, strict=True)]
    marked = "".join(" " if done else c for done, c in zip(covered, run, strict=True))
    return marked.split()


def _without_unknown(text: str) -> str:
    """The clauses that say more than that something is not known."""
    kept, start = [], 0
    for end in [*(match.start() for match in _CLAUSE.finditer(text)), len(text)]:
        clause = text[start:end]
        kept.append(" " * len(clause) if _UNKNOWN.search(clause) else clause)
        start = end
    return "".join(kept)


_CHECKS: tuple[Callable[[_Sentence, Evidence], Iterator[Objection]], ...] = (
    _days, _quantities, _codes, _looks("colour", lexicon.COLOUR_NAMES), _looks("material", lexicon.MATERIAL_NAMES), _imitations,
    _negations, _promises, _words,
)  # fmt: skip
