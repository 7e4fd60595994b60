"""Which facts a text tells: each trait is a slot that is told or missing. Pure, and knows nothing of how texts are made.

Numbers count with their unit only, choices with all their words in one sentence, yes-or-no by the words of its name.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.descriptions import chinese, english_grammar, english_phrases, english_words
from assistant.descriptions.brief import Language
from assistant.descriptions.traits import Trait, Value

NOTHING = english_grammar.NOTHING
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
CJK = re.compile(r"[\u3400-\u9fff]")
_STOP = """
a an and are be by can come contain do does for from has have in is it made not of on or safe the to up with
without no none included work nothing
"""
STOP = frozenset(_STOP.split())
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
SHORTEST_STEM = 4


def missing(text: str, traits: tuple[Trait, ...], *, language: Language) -> tuple[Trait, ...]:
    sentences = [part for part in SENTENCE.split(text) if part.strip()]
    whole = " ".join(text.split())

    def is_told(trait: Trait) -> bool:
        parts = [*sentences, whole] if trait.kind == "text" else sentences
        return any(tells(one, trait, language=language) for one in parts)

    return tuple(trait for trait in traits if not is_told(trait))


def tells(sentence: str, trait: Trait, *, language: Language) -> bool:
    """Whether one sentence tells the trait with all its values."""
    if trait.kind == "boolean":
        return _tells_flag(sentence, trait, language=language)
    return all(_tells_value(sentence, trait, value, language=language) for value in trait.values)


def _tells_value(sentence: str, trait: Trait, value: Value, *, language: Language) -> bool:
    if language == "zh-hans":
        said = chinese.shown(trait, value)
        if said and _has_exactly(sentence, said):
            return True
        if said and trait.key in {"colour", "color"} and said in sentence:
            return True
    shown = english_words.shown(trait, value)
    if shown.casefold() in NOTHING:
        return (
            _has_words(sentence, trait.name)
            and re.search(r"\b(?:no|not|nothing|without)\b|无|没有", sentence, re.IGNORECASE) is not None
        )
    if isinstance(value, Decimal):
        return _has_exactly(sentence, shown)
    if CJK.search(shown):
        return shown in sentence
    return _has_words(sentence, shown)


def _tells_flag(sentence: str, trait: Trait, *, language: Language) -> bool:
    if language == "zh-hans" and any(said in sentence for said in chinese.ways(trait)):
        return True
    phrases = english_phrases.table().get(trait.key)
    names = [trait.name, *(verb for verb in (phrases.verbs if phrases else ()) if "{" not in verb)]
    return any(_has_words(sentence, re.sub(r"<\w+>", "", name)) for name in names)


def _has_exactly(sentence: str, said: str) -> bool:
    """With its unit, and neither as a part of another number nor of a longer unit; spaces within do not count."""
    wanted = r"\s?".join(map(re.escape, said.casefold().split()))
    before = r"(?<![\d.,])" if said[:1].isdigit() else ""
    after = (
        r"(?!\d|[.,]\d)"
        if said[-1:].isdigit()
        else r"(?![a-z])"
        if said[-1:].isascii() and said[-1:].isalpha()
        else ""
    )
    return re.search(f"{before}{wanted}{after}", sentence.casefold()) is not None


def _has_words(sentence: str, wanted: str) -> bool:
    words = [word.casefold() for word in WORD.findall(wanted)]
    telling = [word for word in words if word not in STOP] or words
    present = [word.casefold() for word in WORD.findall(sentence)]
    return bool(telling) and all(any(_is_alike(one, word) for word in present) for one in telling)


def _is_alike(wanted: str, present: str) -> bool:
    """The same word in another form; short words only as they are or in the plural."""
    if (
        wanted == present
        or present in {f"{wanted}s", f"{wanted}es"}
        or wanted in {f"{present}s", f"{present}es"}
    ):
        return True
    if wanted[:1].isdigit() or len(wanted) <= SHORTEST_STEM:
        return False
    return present.startswith(wanted[: max(SHORTEST_STEM, len(wanted) - 2)])
