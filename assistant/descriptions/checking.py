"""Whether a description is right: every fact that must be told is told, and nothing is said that no fact supports. Pure.

Invariant: what is proposed has no slot error: none missing, wrong or invented. A text that a person wrote gets the same
remarks as warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from assistant.descriptions import (
    chinese,
    chinese_phrases,
    claims,
    english,
    english_clauses,
    english_words,
    slots,
)
from assistant.descriptions.brief import Language
from assistant.descriptions.english_grouping import agreed
from assistant.descriptions.plan import Plan
from assistant.descriptions.traits import Source, Trait
from language import verifier
from language.verifier import Fact

COLOURS, MATERIALS = {"colour", "color"}, {"material", "fabric", "upper", "lining", "wood", "fill", "coating"}
LATIN, CJK = re.compile(r"[A-Za-zÀ-ɏ]+"), re.compile(r"[\u3400-\u9fff]")
MOST_FOREIGN = 0.1
UNSUPPORTED_NUMBERS = frozenset({"number", "unit", "money", "date"})


@dataclass(frozen=True)
class Remark:
    """`reason` is one of the verifier's, or "claim", "language", "missing"; `words` are what is meant; `sentence` where."""

    reason: str
    words: str
    sentence: str = ""


@dataclass(frozen=True)
class Verdict:
    slots: int
    remarks: tuple[Remark, ...]

    @property
    def is_clean(self) -> bool:
        return not self.remarks

    @property
    def missing(self) -> int:
        return sum(remark.reason == "missing" for remark in self.remarks)

    @property
    def unsupported_numbers(self) -> int:
        return sum(remark.reason in UNSUPPORTED_NUMBERS for remark in self.remarks)

    @property
    def slot_errors(self) -> int:
        return len(self.remarks)


def check(text: str, plan: Plan) -> Verdict:
    """Of a whole text against what the plan has to tell and may tell."""
    language = plan.brief.language
    facts = (*known(plan.source, language=language), *_lent(plan))
    remarks = [
        *(Remark("missing", trait.name) for trait in slots.missing(text, told(plan), language=language)),
        *_unsupported(text, facts, language=language),
        *(Remark("claim", claim) for claim in claims.banned(text, allowed=_own_words(plan.source))),
        *_foreign(text, plan.source, language=language),
    ]
    return Verdict(len(told(plan)), tuple(dict.fromkeys(remarks)))


def told(plan: Plan) -> tuple[Trait, ...]:
    """Of what must be told that for which the language has words."""
    return (
        plan.must
        if plan.brief.language == "en"
        else tuple(trait for trait in plan.must if chinese.spoken(trait))
    )


def is_fair(sentence: str, source: Source, *, language: Language) -> bool:
    """Whether a sentence of the live text may be kept: no claim that nobody may make, and in the language."""
    return not claims.banned(sentence, allowed=_own_words(source)) and not list(
        _foreign(sentence, source, language=language)
    )


def known(source: Source, *, language: Language) -> tuple[Fact, ...]:
    """All that a text about the product may say, in the words of its language."""
    facts = [
        Fact("title", source.title, kind="name"),
        *(Fact("category", name) for name in source.categories),
    ]
    if source.brand:
        facts.append(Fact("brand", source.brand, kind="name"))
    if source.brand_story:
        facts.append(Fact("story", source.brand_story, kind="sentence"))
    if language == "zh-hans":
        facts.append(Fact("category", chinese.noun_of(source)))
    for trait in source.traits:
        facts += _facts(trait, language=language)
    return (*facts, *_wording(language))


def _facts(trait: Trait, *, language: Language) -> Iterator[Fact]:
    """The value, and every way to say it, so that a word such as "guarantee" is free only where there is one."""
    kind: Literal["colour", "material", "text"] = "text"
    if trait.key in COLOURS | MATERIALS:
        kind = "colour" if trait.key in COLOURS else "material"
    for value in trait.values:
        if isinstance(value, bool):
            continue
        if isinstance(value, Decimal):
            yield Fact(trait.name, value, unit=trait.unit, kind="number", source=trait.code)
            yield Fact(trait.name, f"in {english_words.shown(trait, value)}", source=trait.code)
        else:
            yield Fact(trait.name, value, kind=kind, source=trait.code)
        if language == "zh-hans":
            yield Fact(trait.name, chinese.shown(trait, value) or "", source=trait.code)
    for said in _ways(trait, language=language):
        yield Fact(
            trait.name if trait.kind != "boolean" else "fact", said, kind="sentence", source=trait.code
        )


def _ways(trait: Trait, *, language: Language) -> Iterator[str]:
    """What is merely lacking is said in no way, and its words are no text's."""
    clause = english_clauses.clause(trait, them="it")
    for said in clause.verbs:
        yield f"it {agreed(said, is_plural=False)}"
        yield f"they {agreed(said, is_plural=True)}"
    yield from (*clause.nouns, *clause.alone)
    if language == "zh-hans":
        yield from chinese.ways(trait)
    elif trait.values == (True,):
        yield trait.name


def _lent(plan: Plan) -> Iterator[Fact]:
    """Sentences kept from the live text, and keywords, which are the editor's words."""
    for sentence in plan.kept:
        yield Fact("text", sentence, kind="sentence")
    for keyword in plan.brief.keywords:
        yield Fact("keyword", keyword)


def _unsupported(text: str, facts: Sequence[Fact], *, language: Language) -> Iterator[Remark]:
    for paragraph in text.splitlines():
        for sentence in verifier.sentences(paragraph, language=language):
            for objection in verifier.objections(sentence, facts, language=language):
                yield Remark(objection.reason, objection.words, sentence)


def _foreign(text: str, source: Source, *, language: Language) -> Iterator[Remark]:
    """A text in another language than asked for; names and values may be in any."""
    names = [source.title, source.brand, *(str(value) for trait in source.traits for value in trait.values)]
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " ")
    latin, chinese_signs = sum(len(word) for word in LATIN.findall(text)) / 2, len(CJK.findall(text))
    foreign = chinese_signs if language == "en" else latin
    if foreign > MOST_FOREIGN * (latin + chinese_signs):
        yield Remark("language", language)


def _own_words(source: Source) -> str:
    values = [str(value) for trait in source.traits for value in (trait.name, *trait.values)]
    return " ".join([source.title, source.brand, *source.categories, *values])


@cache
def _wording(language: Language) -> tuple[Fact, ...]:
    """The words around the facts: those of the templates claim nothing, so any text may use them."""
    if language == "zh-hans":
        frames = [
            *_texts(chinese.OPENINGS),
            *_texts(chinese.STARTS),
            *chinese.CHOICES.values(),
            *chinese.KEYWORDS.values(),
        ]
        frames += [*chinese_phrases.names().values(), *chinese.PARTS]
        return (Fact("wording", " ".join(re.sub(r"\{\w+\}", " ", text) for text in frames)),)
    frames = [*_texts(english.OPENINGS), *_texts(english.CHOICES), *_texts(english.KEYWORDS), *english.PARTS]
    return (Fact("wording", " ".join(re.sub(r"[“”]|\{\w+\}", " ", text) for text in frames)),)


def _texts(frames: dict[str, tuple[str, ...]]) -> list[str]:
    return [text for texts in frames.values() for text in texts]
