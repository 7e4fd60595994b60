"""Which words a text affirms and which it denies, clause by clause. Pure.

A negated verb (not, never, 不) denies its whole clause; "without", "no" and "free of" deny what follows; "X-free" denies X.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.verifier.lexicon import NEUTRAL, NEUTRAL_CHINESE
from language.verifier.normal import HAN_RUN, WORD, stem

_VERBS = (
    "is are was were has have can cannot may might must will does do did it they you we i holds comes costs weighs measures runs lasts fits includes suits "
    "works consists makes asks needs contains keeps takes gives offers"
)
_CLAUSES = re.compile(
    r"[,;:.!?，；：。！？、()（）]|\b(?:but|although|though|however|while|whereas|unless|except|because|so that|if|when)\b"
    rf"|\b(?:and|or)\b(?= (?:{'|'.join(_VERBS.split())})\b)|但是?|不过|然而|而且|并且|如果|除非"
)
_VERBAL = re.compile(r"\b(?:not|never|cannot|neither|nor|unable)\b|n't\b", re.IGNORECASE)
_NOMINAL = re.compile(
    r"\b(?:no|without|free (?:of|from)|lack(?:s|ing)?|none of|exclud(?:es|ing))\b", re.IGNORECASE
)
_FREE = re.compile(r"\b([\w]+)-free\b", re.IGNORECASE)
_IDLE = re.compile(
    r"\b(?:not only|(?:no|not) (?:later|more|fewer|less|longer) than|no matter|do(?: not|n't) hesitate)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile("(?<![非特差区])(?:不|没|未|别|勿|无(?!论|线|缝|糖))(?![锈仅但过同少错断来])|非(?!常)")
_CHINESE_IDLE = re.compile(r"不超过|不到|不少于|无论|无线|无缝|没问题|别的|区别|特别|未来")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|cannot|may|must|will|does|do|did|comes?|holds?|includes?)\b|可以|能够?|会|是|有|支持|为|不|没|未|无",
    re.IGNORECASE,
)
Polarities = dict[str, set[bool]]


@dataclass(frozen=True)
class Claim:
    """A part of a text that affirms or denies its `predicate` of its `subject`, both as sets of units."""

    subject: frozenset[str]
    predicate: frozenset[str]
    is_affirmed: bool

    def contradicts(self, known: Polarities) -> set[str]:
        """The words that are only known otherwise. Who is spoken of counts only when the predicate decides nothing: gift
        cards may be valid and not be exchangeable."""
        against = {word for word in self.predicate if self._opposes(known.get(word))}
        if against or any(known.get(word) == {self.is_affirmed} for word in self.predicate):
            return against
        return {word for word in self.subject if self._opposes(known.get(word))}

    def _opposes(self, known: set[bool] | None) -> bool:
        return bool(known) and self.is_affirmed not in (known or ())


def claims(text: str) -> list[Claim]:
    """What a normal text says, clause by clause."""
    found = []
    for clause in _CLAUSES.split(_IDLE.sub(" ", text)):
        for part, is_affirmed in _parts(clause):
            verb = _VERB.search(part)
            at = verb.start() if verb else 0
            found.append(Claim(units(part[:at]), units(part[at:]), is_affirmed))
    return found


def polarities(text: str) -> Polarities:
    """Content stems, and pairs of Chinese characters, of a normal text: affirmed (True), denied (False) or both."""
    found: Polarities = {}
    for claim in claims(text):
        for word in claim.subject | claim.predicate:
            found.setdefault(word, set()).add(claim.is_affirmed)
    return found


def units(text: str) -> frozenset[str]:
    """What can be affirmed or denied: stems that are not neutral, and neighbouring Chinese characters."""
    latin = {stem(word.lower()) for word in WORD.findall(text)} - NEUTRAL
    pairs = {run[at : at + 2] for run in HAN_RUN.findall(text) for at in range(len(run) - 1)}
    return frozenset(latin | {pair for pair in pairs if pair not in NEUTRAL_CHINESE})


def _parts(clause: str) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    for match in list(_FREE.finditer(clause)):
        parts.append((match[1], False))
        clause = clause.replace(match[0], " ")
    if _CHINESE.search(_CHINESE_IDLE.sub(lambda match: "　" * len(match[0]), clause)):
        return [*parts, (clause, False)]
    verbal, nominal = list(_VERBAL.finditer(clause)), _NOMINAL.search(clause)
    if verbal:
        breaks = [
            match.end()
            for match in re.finditer(r"\b(?:and|or)\b", clause[: verbal[0].start()], re.IGNORECASE)
        ]
        start = breaks[-1] if breaks and _VERB.search(clause[: breaks[-1]]) else 0
        is_even = len(verbal) % 2 == 0
        return [*parts, (clause[:start], True), (clause[start:], is_even != bool(nominal and is_even))]
    if nominal:
        return [*parts, (clause[: nominal.start()], True), (clause[nominal.end() :], False)]
    return [*parts, (clause, True)]
