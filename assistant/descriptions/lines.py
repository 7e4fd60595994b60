"""What search engines show of a product: a title of at most 60 characters and a description of at most 155. Pure.

Invariant: both end with a whole word and say only what the product's facts say.
"""

from __future__ import annotations

from assistant.descriptions import chinese, english_words, nouns
from assistant.descriptions.brief import Language
from assistant.descriptions.english_clauses import NOTHING
from assistant.descriptions.traits import Source, Trait

TITLE, META = 60, 155
SHORT_VALUE = 28
DASH = " – "


def title(source: Source, *, language: Language = "en") -> str:
    """The product's title, and its first facts where there is room."""
    text = cut(source.title, TITLE)
    if source.brand and source.brand.casefold() not in text.casefold():
        text = _with(text, source.brand, joint=DASH, limit=TITLE)
    joint = DASH
    for said in _facts(source, language=language)[:3]:
        longer = _with(text, said, joint=joint, limit=TITLE)
        if longer != text:
            text, joint = longer, ", "
    return text


def meta(source: Source, *, language: Language = "en") -> str:
    """The title and as many facts as there is room for, with the colours and sizes last."""
    colon, comma, stop = (": ", ", ", ".") if language == "en" else ("：", "、", "。")
    text, joint = cut(source.title, META - 1), colon
    for said in _facts(source, language=language):
        longer = _with(text, said, joint=joint, limit=META - 1)
        if longer != text:
            text, joint = longer, comma
    return text + stop if len(text) < META else text


def cut(text: str, limit: int) -> str:
    """At most so many characters, up to the end of a word."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[: limit + 1].rsplit(" ", 1)[0] if " " in text[: limit + 1] else text[:limit]
    return head.rstrip(" ,;:–-")[:limit]


def _with(text: str, more: str, *, joint: str, limit: int) -> str:
    longer = f"{text}{joint}{more}"
    return longer if len(longer) <= limit and more.casefold() not in text.casefold() else text


def _facts(source: Source, *, language: Language) -> list[str]:
    """Short values as they stand alone: "stoneware", "350 ml", "dishwasher safe"; what the shopper chooses comes last."""
    traits = sorted(source.traits, key=lambda trait: trait.is_option)
    said = [_alone(trait) if language == "en" else _alone_chinese(trait) for trait in traits]
    return [text for text in said if text and len(text) <= SHORT_VALUE]


def _alone(trait: Trait) -> str:
    if trait.is_false or not trait.values or str(trait.values[0]).casefold() in NOTHING:
        return ""
    if trait.kind == "boolean":
        return english_words.lowered(trait.name)
    if trait.kind == "number":
        value = english_words.shown(trait, trait.values[0])
        return (
            value
            if trait.unit and trait.key in {"capacity", "volume", "contents", "net_weight"}
            else f"{english_words.lowered(trait.name)} {value}"
        )
    if trait.kind == "text" or trait.key in {"care", "made_in", "country"}:
        return f"{english_words.lowered(trait.name)} {english_words.inside(trait)}"
    return english_words.inside(trait) if trait.is_option or trait.key in MEANT else _named(trait)


MEANT = frozenset({"material", "fabric", "wood", "upper", "connection"})
"""Attributes whose values need no name beside them."""


def _named(trait: Trait) -> str:
    value = english_words.inside(trait)
    head = trait.name.split()[-1]
    return value if nouns.is_same(value.split()[-1], head) else f"{english_words.lowered(trait.name)} {value}"


def _alone_chinese(trait: Trait) -> str:
    said = chinese.clause(trait)
    if trait.is_option and trait.kind == "choice":
        return "、".join(filter(None, (chinese.shown(trait, value) for value in trait.values)))
    return said.said if said else ""
