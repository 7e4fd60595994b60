"""Reads filters from the words of a query, against the catalogue's own values. Pure.

Invariants: a filter names values of the lexicon only; what it was read from is a span of the query; words that became
a hard filter leave the text, all others stay in it. Nothing is read inside quotation marks, behind a negation, or from
words whose filter the shopper took away.

Hard filters hide what does not fit: prices, brands, sizes named as such, and colours and other values that can mean
nothing else beside other words. The rest is soft: it lifts what fits and stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from search.meaning import lexemes, limits, naming
from search.meaning.lexemes import Lexeme
from search.meaning.lexicon import Kind, Lexicon, category_stems, phrases
from search.meaning.naming import Reading
from search.text import words
from search.text.folding import Folded, fold_with_offsets

MAX_TEXT, MAX_FILTERS = 1_000, 12
_QUOTED = re.compile(r'(?<![a-z0-9])"[^"]{1,200}"')
_NEGATIONS = frozenset(
    ["not", "no", "non", "without", "except", "excluding", "never", "nor", "minus", "neither", "isnt", "dont"]
)
_NEGATIONS_HAN = ("不要", "不是", "没有", "非", "无", "不")
_PASSED = frozenset({"a", "an", "any", "the", "in", "too", "very", "of", "is", "be"})
_CONNECTING = frozenset(
    [
        "a",
        "an",
        "the",
        "in",
        "by",
        "from",
        "for",
        "with",
        "of",
        "and",
        "or",
        "at",
        "brand",
        "that",
        "is",
        "are",
        "which",
        "but",
        "的",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One filter read from `text`, which stands at start:end of the query.

    `code` is the facet's key: price, brand, category, rating, stock, offer, or the code of an attribute. `values` are
    alternatives: slugs of brands and categories, choices as the catalogue writes them, numbers, yes, 1. `key` is what
    to pass as taken away when the shopper removes the chip.
    """

    kind: Kind
    code: str
    key: str
    is_hard: bool
    start: int
    end: int
    text: str
    values: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """`rest` is the text to search for; it is empty where everything became a filter."""

    filters: tuple[Understanding, ...]
    rest: str


class Reader:
    """Reads queries against one lexicon; made once for it, safe to share between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._phrases = phrases(lexicon)
        self._common = category_stems(lexicon)
        self._quantities = limits.Quantities(lexicon.numbers)

    def read(self, text: str, *, without: Collection[str] = ()) -> Understood:
        """What the query asks for. `without` holds the keys of filters that the shopper took away."""
        text = text[:MAX_TEXT]
        folded = fold_with_offsets(text)
        open_text = _QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), folded.text)
        found = lexemes.read(open_text)
        readings = self._readings(open_text, found)
        readings = _without(_not_negated(open_text, found, readings), without)
        readings = _settled(found, readings)
        readings += self._category(found, readings, without)
        return _understood(text, folded, found, sorted(readings, key=lambda one: one.start)[:MAX_FILTERS])

    def _readings(self, text: str, found: list[Lexeme]) -> list[Reading]:
        named = list(naming.named(found, self._phrases))
        begins = {one.start for one in named} | {one.start for one in found if one.stem in self._common}
        said = [
            Reading(
                limit.start, limit.end, limit.kind, limit.code, limit.code, limit.is_hard, limit.values, limit.low, limit.high,
                needs_company=limit.kind == "number" and bool(limit.values),
            )
            for limit in limits.read(text, self._quantities, begins_value=begins.__contains__)
        ]  # fmt: skip
        exact = [one for one in said if one.kind == "number" and one.values]
        firm = [one for one in said if one not in exact]
        named = [one for one in named if not _touches(one, firm)]
        rivals = [replace(one, is_hard=False) if _touches(one, named) else one for one in exact]
        named = [
            replace(one, is_hard=False) if _touches(one, exact) and not one.is_named else one for one in named
        ]
        return [*firm, *rivals, *named]

    def _category(
        self, found: list[Lexeme], readings: list[Reading], without: Collection[str]
    ) -> list[Reading]:
        """The category that all the rest names: it lifts, because its words also name products."""
        left = [
            one
            for one in found
            if not _covered(one, readings)
            and one.surface not in _CONNECTING
            and (not one.is_sign or one.surface == "\x00")
        ]
        at = self._phrases.at(left, 0) if left else None
        if at is None or at[0] != len(left):
            return []
        return [
            Reading(left[0].start, left[-1].end, "category", entry.code, entry.key, False, entry.values)
            for entry in at[1]
            if entry.kind == "category" and entry.key not in without
        ]


def _touches(one: Reading, others: list[Reading]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _covered(one: Lexeme, readings: list[Reading]) -> bool:
    return any(reading.start <= one.start and one.end <= reading.end for reading in readings)


def _not_negated(text: str, found: list[Lexeme], readings: list[Reading]) -> list[Reading]:
    """Without what stands behind not, without or 不要, and what is added to that by or, and, nor or a comma."""
    kept: list[Reading] = []
    negated_to = -1
    starts = {one.start: index for index, one in enumerate(found)}
    for one in sorted(readings, key=lambda reading: reading.start):
        index = starts.get(one.start, 0)
        at = index - 1
        while at >= 0 and found[at].surface in _PASSED:
            at -= 1
        is_negated = (at >= 0 and _negates(text, found, at, one)) or (
            at >= 0
            and found[at].surface in {"or", "and", "nor", ",", "/", "和"}
            and at > 0
            and found[at - 1].end == negated_to
        )
        if is_negated:
            negated_to = one.end
        elif one.start >= negated_to:
            kept.append(one)
    return kept


def _negates(text: str, found: list[Lexeme], at: int, one: Reading) -> bool:
    before = found[at]
    if before.surface in _NEGATIONS:
        return True
    if before.surface == "-":
        starts_word = before.start == 0 or text[before.start - 1] == " "
        return (starts_word and before.end == one.start) or (at > 0 and found[at - 1].surface in _NEGATIONS)
    return before.is_han and text[: one.start].rstrip().endswith(_NEGATIONS_HAN)


def _without(readings: list[Reading], keys: Collection[str]) -> list[Reading]:
    """Where one reading of a span was taken away, its rivals must not take its place: the words stay text."""
    gone = [one for one in readings if one.key in keys]
    return [one for one in readings if not _touches(one, gone)] if gone else readings


def _settled(found: list[Lexeme], readings: list[Reading]) -> list[Reading]:
    """Values alone filter nothing: red, or red cotton, is looked for; beside other words red is a filter."""
    taken = [one for one in readings if one.is_hard or one.needs_company]
    others = [
        one
        for one in found
        if not one.is_sign and one.surface not in _CONNECTING and not _covered(one, taken)
    ]
    has_quotation = any(one.surface == "\x00" for one in found)
    if others or has_quotation:
        return readings
    return [replace(one, is_hard=False) if one.needs_company else one for one in readings]


def _understood(text: str, folded: Folded, found: list[Lexeme], readings: list[Reading]) -> Understood:
    filters: dict[tuple[object, ...], Understanding] = {}
    gone = []
    for one in readings:
        start, end = folded.span(one.start, one.end)
        said = Understanding(
            kind=one.kind, code=one.code, key=one.key, is_hard=one.is_hard, start=start, end=end, text=text[start:end],
            values=one.values, low=one.low, high=one.high,
        )  # fmt: skip
        filters.setdefault((one.key, one.values, one.low, one.high), said)
        if one.is_hard:
            gone.append(folded.span(*_connected(found, one.start, one.end)))
    return Understood(tuple(filters.values()), _rest(text, gone))


def _connected(found: list[Lexeme], start: int, end: int) -> tuple[int, int]:
    """With what leads to a filter or from it: by Merenna, in red, for under 50, 50元以下的."""
    before = [one for one in found if one.end <= start]
    while before and before[-1].surface in _CONNECTING:
        start = before.pop().start
    after = next((one for one in found if one.start >= end), None)
    return start, after.end if after and after.surface == "的" else end


def _rest(text: str, gone: list[tuple[int, int]]) -> str:
    """The text without what became a filter; nothing where only words that connect are left."""
    if not gone:
        return text.strip()
    kept, at = [], 0
    for start, end in sorted(gone):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    rest = " ".join(" ".join([*kept, text[at:]]).split()).strip(" ,;")
    left = lexemes.read(rest)
    return "" if all(one.is_sign or one.surface in words.STOP_WORDS | _CONNECTING for one in left) else rest
