"""Which words a text affirms and which it denies, clause by clause. Pure.

A negated verb (not, never, 不) denies its whole clause; "without", "no" and "free of" deny what follows; "X-free" denies X.
"""

from __future__ import annotations

import re

from language.verifier.lexicon import NEUTRAL, NEUTRAL_CHINESE
from language.verifier.normal import HAN, HAN_RUN, WORD, stem

_CLAUSES = re.compile(
    r"[,;:.!?，；：。！？、()（）]|\b(?:but|although|though|however|while|whereas|unless|except|because|so that|if|when)\b|但是?|不过|然而|而且|并且|如果|除非"
)
_VERBAL = re.compile(r"\b(?:not|never|cannot|neither|nor|unable)\b|n't\b", re.IGNORECASE)
_NOMINAL = re.compile(
    r"\b(?:no|without|free (?:of|from)|lack(?:s|ing)?|none of|exclud(?:es|ing))\b", re.IGNORECASE
)
_FREE = re.compile(r"\b([\w]+)-free\b", re.IGNORECASE)
_IDLE = re.compile(
    r"\b(?:not only|no (?:later|more|fewer|less) than|not (?:later|more|less) than|no longer than|no matter|do not hesitate|don't hesitate)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile("(?<![非特差区])(?:不|没|未|别|勿|无(?!论|线|缝|糖))(?![锈仅但过同少错断来])|非(?!常)")
_CHINESE_IDLE = re.compile(r"不超过|不到|不少于|无论|无线|无缝|没问题|别的|区别|特别|未来")
_CONJUNCTION = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
Polarities = dict[str, set[bool]]


def polarities(text: str) -> Polarities:
    """Content stems, and pairs of Chinese characters, of a normal text: affirmed (True), denied (False) or both."""
    found: Polarities = {}
    for clause in _CLAUSES.split(_IDLE.sub(" ", text)):
        for part, affirmed in _parts(clause):
            for word in units(part):
                found.setdefault(word, set()).add(affirmed)
    return found


def units(text: str) -> set[str]:
    """What can be affirmed or denied: stems that are not neutral, and neighbouring Chinese characters."""
    latin = {stem(word.lower()) for word in WORD.findall(text)} - NEUTRAL
    pairs = {run[at : at + 2] for run in HAN_RUN.findall(text) for at in range(len(run) - 1)}
    return latin | {pair for pair in pairs if pair not in NEUTRAL_CHINESE}


def _parts(clause: str) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    for match in list(_FREE.finditer(clause)):
        parts.append((match[1], False))
        clause = clause.replace(match[0], " ")
    chinese = _CHINESE.search(_CHINESE_IDLE.sub(lambda match: "　" * len(match[0]), clause))
    if chinese:
        rest = _CHINESE.sub(" ", clause)
        return [*parts, (rest, False)]
    verbal, nominal = list(_VERBAL.finditer(clause)), _NOMINAL.search(clause)
    if verbal:
        breaks = [match.end() for match in _CONJUNCTION.finditer(clause, 0, verbal[0].start())]
        start = breaks[-1] if breaks else 0
        even = len(verbal) % 2 == 0
        return [*parts, (clause[:start], True), (clause[start:], even != bool(nominal and even))]
    if nominal:
        return [*parts, (clause[: nominal.start()], True), (clause[nominal.end() :], False)]
    return [*parts, (clause, True)]


def denied_chinese(text: str) -> bool:
    return bool(re.search(f"[{HAN}]", text) and _CHINESE.search(text))
