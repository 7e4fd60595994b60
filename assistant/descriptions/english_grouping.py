"""Several clauses in one English sentence: predicates joined, phrases behind "with", participles in front. Pure.

Invariant: every clause of a group is told in its sentence, and the sentence's keys name them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.descriptions import nouns
from assistant.descriptions.english_clauses import PARTICIPLE, Clause
from assistant.descriptions.english_words import capitalised
from assistant.descriptions.wording import Sentence

VERB = re.compile(r"<(\w+)>")
Pattern = Callable[["Subject", tuple[Clause, ...], random.Random], str | None]


@dataclass(frozen=True)
class Subject:
    """`text` begins a sentence, `inner` stands inside one."""

    text: str
    inner: str
    is_plural: bool


def predicate(clause: Clause, rng: random.Random) -> str:
    return rng.choice(clause.verbs)


def joined(predicates: list[str], *, is_plural: bool) -> str:
    """Predicates of one subject; a verb that the one before has already is not repeated where both mean it alike."""
    parts: list[str] = []
    before = ""
    for said in predicates:
        parts.append(VERB.sub("", said, count=1).strip() if _shares(before, said) else said)
        before = said
    return agreed(nouns.listed(parts), is_plural=is_plural)


def agreed(text: str, *, is_plural: bool) -> str:
    return VERB.sub(lambda match: nouns.verb(match[1], is_plural=is_plural), text)


def grouped(
    subject: Subject, clauses: tuple[Clause, ...], *, rng: random.Random, extra: tuple[Pattern, ...] = ()
) -> Sentence:
    """A sentence by one of the patterns that fit the clauses."""
    patterns = [*PATTERNS, *extra, *extra]
    rng.shuffle(patterns)
    for pattern in patterns:
        text = pattern(subject, clauses, rng)
        if text:
            return Sentence(nouns.articles(capitalised(text)), tuple(one.key for one in clauses))
    raise AssertionError("The plain pattern fits every group.")


def plainly(subject: Subject, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    said = joined([predicate(one, rng) for one in clauses], is_plural=subject.is_plural)
    return f"{subject.text} {said}."


def with_behind(subject: Subject, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    """ "It holds 350 ml, with a matt finish and a round shape." """
    first = [one for one in clauses if not one.nouns] or list(clauses[:1])
    behind = [one for one in clauses if one not in first]
    if not behind:
        return None
    said = joined([predicate(one, rng) for one in first], is_plural=subject.is_plural)
    return f"{subject.text} {said}, with {nouns.listed([rng.choice(one.nouns) for one in behind])}."


def with_before(subject: Subject, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    """ "With a capacity of 350 ml, it is dishwasher safe." """
    first, *rest = clauses
    if not first.nouns or not rest:
        return None
    said = joined([predicate(one, rng) for one in rest], is_plural=subject.is_plural)
    return f"with {rng.choice(first.nouns)}, {subject.inner} {said}."


def participle_before(subject: Subject, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    """ "Made of stoneware, it holds 350 ml." """
    first, *rest = clauses
    if not first.participles or not rest:
        return None
    said = joined([predicate(one, rng) for one in rest], is_plural=subject.is_plural)
    return f"{rng.choice(first.participles)}, {subject.inner} {said}."


def you_get(subject: Subject, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    return _enumerated("you get {}.", clauses, rng)


def worth_a_look(subject: Subject, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    return _enumerated(
        rng.choice(("worth a look: {}.", "see for yourself: {}.", "also part of it: {}.")), clauses, rng
    )


def figures(subject: Subject, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    return _enumerated(rng.choice(("details: {}.", "in detail: {}.")), clauses, rng)


PATTERNS: tuple[Pattern, ...] = (plainly, with_behind, with_before, participle_before)
PATTERNS_OF: dict[str, tuple[Pattern, ...]] = {
    "plain": (),
    "warm": (you_get,),
    "lively": (worth_a_look,),
    "technical": (figures,),
}


def _enumerated(frame: str, clauses: tuple[Clause, ...], rng: random.Random) -> str | None:
    if len(clauses) < 2 or not all(one.nouns for one in clauses):
        return None
    return frame.format(nouns.listed([rng.choice(one.nouns) for one in clauses]))


def _shares(before: str, said: str) -> bool:
    """Whether the second predicate can do without its verb: "has a lid and a handle", "is made of oak and made in Poland"."""
    one, other = VERB.match(before), VERB.match(said)
    if not one or not other or one[1] != other[1]:
        return False
    first, second = before[one.end() :].split(maxsplit=1)[0], said[other.end() :].split(maxsplit=1)[0]
    if one[1] == "be":
        return _sort(first) == _sort(second)
    return one[1] in {"have", "hold", "contain", "measure"} or (
        first == second and first in {"from", "with", "in", "without"}
    )


def _sort(word: str) -> str:
    """What follows "is": a measure, a participle, a word such as "of" or "not", or an adjective."""
    if word[:1].isdigit():
        return "measure"
    if word in {"of", "not", "a", "an", "for", "rated", "meant"}:
        return word
    return "participle" if PARTICIPLE.match(word) else "adjective"
