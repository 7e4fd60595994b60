"""One form for the many ways to write the same characters: width, case, accents, digits, dashes, quotes. Pure.

Invariants: folding twice changes nothing; no text raises, lone surrogates and control characters included; every
folded character knows where in the original text it stood.

Compatibility decomposition (Unicode NFKD), case folding, diacritics U+0300-036F dropped, the rest composed again (so
kana and Hangul survive), then what Unicode leaves apart although shoppers do not: ø and o, ’ and ', – and -.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

MARKS = re.compile("[\u0300-\u036f]+")
BY_HAND = {
    **dict.fromkeys("‘’‚‛ʼʻ′＇´", "'"),
    **dict.fromkeys("“”„‟″〃«»「」『』《》", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－⁃", "-"),
    **dict.fromkeys("™®©℠", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u061c\u200e\u200f", ""),
    **dict(zip("øđłæœþðıħŧŋ", ("o", "d", "l", "ae", "oe", "th", "d", "i", "h", "t", "n"), strict=True)),
    **dict(zip("½¼¾⅛⅜⅝⅞⅕⅖⅗⅘", (".5", ".25", ".75", ".125", ".375", ".625", ".875", ".2", ".4", ".6", ".8"), strict=True)),
    "×": "x",
    "✕": "x",
    "º": "°",
    "⁄": "/",
}  # fmt: skip
SPACE_LIKE = {"Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}


@dataclass(frozen=True)
class Folded:
    """`text` after folding; the character at i came from `source[starts[i]:ends[i]]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty piece of the folded text stands in the original."""
        return self.starts[start], self.ends[end - 1]


class _Table(dict[int, str]):
    """Folded form by code point, found once each; the whole of Unicode at most."""

    def __missing__(self, point: int) -> str:
        self[point] = made = _character(chr(point))
        return made


def _character(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character in BY_HAND:
        return BY_HAND[character]
    if "\ufe00" <= character <= "\ufe0f":  # variation selectors: the same sign as text or as picture
        return ""
    if unicodedata.category(character) in SPACE_LIKE:
        return " "
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = "".join(BY_HAND.get(sign, sign) for sign in MARKS.sub("", spread))
    return unicodedata.normalize("NFC", kept)


class _Folds(dict[str, str]):
    """What a character standing alone folds to, found once each."""

    def __missing__(self, sign: str) -> str:
        self[sign] = made = fold(sign)
        return made


class _Joins(dict[str, bool]):
    """Whether a character composes with the one before it, found once each."""

    def __missing__(self, sign: str) -> bool:
        self[sign] = made = not sign.isascii() and _joins(sign)
        return made


TABLE, FOLDS, JOINS = _Table(), _Folds(), _Joins()


def fold(text: str) -> str:
    """The folded text alone, for documents."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFC", text).translate(TABLE)
    return folded if unicodedata.is_normalized("NFC", folded) else unicodedata.normalize("NFC", folded)


def fold_with_offsets(text: str) -> Folded:
    """The folded text with its offsets, for queries."""
    if text.isascii():
        return Folded(text.lower(), range(len(text)), range(1, len(text) + 1))
    clusters = _clusters(text)
    pieces = [FOLDS[text[start]] if end - start == 1 else fold(text[start:end]) for start, end in clusters]
    if len(clusters) == len(text) and set(map(len, pieces)) == {1}:
        return Folded("".join(pieces), range(len(text)), range(1, len(text) + 1))
    starts: list[int] = []
    ends: list[int] = []
    for piece, (start, end) in zip(pieces, clusters, strict=True):
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return Folded("".join(pieces), starts, ends)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans that normalisation treats apart: a character with the marks, vowels and finals that compose with it."""
    joins = list(map(JOINS.__getitem__, text))
    cuts = [0, *(index for index in range(1, len(text)) if not joins[index])]
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _joins(character: str) -> bool:
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first) in {"Mn", "Mc", "Me"} or "\u1160" <= first <= "\u11ff"


@cache
def letters_except(others: str) -> str:
    """The ranges of a pattern's class for letters, digits and the marks inside words, without those of `others`."""
    excluded = re.compile(f"[{others}]")
    wanted = [
        point
        for point in range(0x20000)
        if (chr(point).isalnum() or unicodedata.category(chr(point)) in {"Mn", "Mc"})
        and not excluded.match(chr(point))
    ]
    ranges: list[list[int]] = []
    for point in wanted:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
