"""What one unbroken run of letters and digits is found by: stems, parts, codes. Pure, without context.

Invariant: the same run always gives the same terms, so they are remembered. Stems are Snowball's English ones, after
possessives, irregular plurals and American spellings; a code is found whole, by its parts and by neighbouring parts.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from itertools import pairwise
from typing import Any

import Stemmer

from search.text import units

MAX_WORD, MAX_PARTS, REMEMBERED = 64, 8, 32_768
Piece = tuple[str, str, str, int, int, int]
"""Term, surface, kind, start, end, step: how many positions further than the run's first."""

_STOP_WORDS = "a an and are as at be by for from has have in into is it its of on or that the their this to was were will with"
STOP_WORDS = frozenset(_STOP_WORDS.split())
IRREGULAR = {
    "women": "woman", "womens": "woman", "men": "man", "mens": "man", "children": "child", "childrens": "child",
    "mice": "mouse", "feet": "foot", "teeth": "tooth", "geese": "goose", "people": "person",
    "knives": "knife", "wolves": "wolf", "shelves": "shelf", "leaves": "leaf", "loaves": "loaf", "scarves": "scarf",
    "halves": "half", "lives": "life", "wives": "wife", "thieves": "thief", "calves": "calf", "hooves": "hoof",
}  # fmt: skip
BRITISH = {
    "color": "colour", "colors": "colours", "colored": "coloured", "colorful": "colourful", "gray": "grey",
    "jewelry": "jewellery", "aluminum": "aluminium", "pajamas": "pyjamas", "pajama": "pyjama", "center": "centre",
    "fiber": "fibre", "fibers": "fibres", "theater": "theatre", "cozy": "cosy", "mold": "mould", "molds": "moulds",
    "organizer": "organiser", "organizers": "organisers", "catalog": "catalogue", "doughnut": "donut",
    "moisturizer": "moisturiser", "moisturizing": "moisturising", "flavor": "flavour", "flavored": "flavoured",
    "favorite": "favourite", "liter": "litre", "liters": "litres", "meter": "metre", "meters": "metres",
    "armor": "armour", "traveler": "traveller", "polarized": "polarised", "sulfate": "sulphate", "plow": "plough",
}  # fmt: skip
SIZES = {
    **{name: name for name in ("xxs", "xs", "xl")},
    "xlarge": "xl", "xsmall": "xs", "xxl": "2xl", "2xl": "2xl", "xxlarge": "2xl", "xxxl": "3xl", "3xl": "3xl",
    "xxxxl": "4xl", "4xl": "4xl", "5xl": "5xl", "extralarge": "xl", "extrasmall": "xs",
}  # fmt: skip
_BREAKS = re.compile(r"[-'&./+]")
_DIGIT = re.compile(r"\d")
_ALTERNATING = re.compile(r"\d+|\D+")
_engines = threading.local()


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """The stem of a folded word, remembered."""
    return stem_afresh(word)


def stem_afresh(word: str) -> str:
    """The stem, for whole vocabularies at once. Snowball's engine must not be shared by threads: each has its own."""
    word = IRREGULAR.get(word) or BRITISH.get(word, word)
    if len(word) < 3 or not word.isascii():
        return word
    engine: Any = getattr(_engines, "english", None)
    if engine is None:
        engine = _engines.english = Stemmer.Stemmer("english", 0)
    return str(engine.stemWord(word))


def is_code(word: str) -> bool:
    """Letters and digits in one word: an SKU or a model, never to be corrected and found by its parts too."""
    return _DIGIT.search(word) is not None and not word.isdigit()


@lru_cache(maxsize=REMEMBERED)
def pieces(run: str) -> tuple[Piece, ...]:
    """A run is letters and digits, joined by one of - ' & . / + and cut after 64 characters."""
    run = run[:MAX_WORD].rstrip("-'&./+")
    if run.isalpha():
        return _word(run, 0, 0)
    if _BREAKS.search(run) is None:
        return _number_or_code(run, 0, 0)
    return _joined(run)


def _word(word: str, start: int, step: int) -> tuple[Piece, ...]:
    kind = "stop" if word in STOP_WORDS else "word"
    one = (stem(word), word, kind, start, start + len(word), step)
    if word in SIZES:
        return one, (f"{SIZES[word]}_size", word, "size", start, start + len(word), step)
    return (one,)


def _number_or_code(word: str, start: int, step: int) -> tuple[Piece, ...]:
    if word.isdigit():
        return ((word, word, "number", start, start + len(word), step),)
    if not _DIGIT.search(word):
        return _word(word, start, step)
    end = start + len(word)
    found: list[Piece] = [(word, word, "code", start, end, step)]
    if word in SIZES:
        found.append((f"{SIZES[word]}_size", word, "size", start, end, step))
    parts = [(match[0], match.start()) for match in _ALTERNATING.finditer(word)]
    if 1 < len(parts) <= MAX_PARTS:
        found += [(part, word, "part", start + at, start + at + len(part), step) for part, at in parts]
    if 2 < len(parts) <= MAX_PARTS:
        found += [
            (one + two, word, "part", start + at, start + at + len(one + two), step)
            for (one, at), (two, _) in pairwise(parts)
        ]
    return tuple(found)


def _joined(run: str) -> tuple[Piece, ...]:
    """A run with signs inside: t-shirt, levi's, o'neill, h&m, u.s.a., rs-200, 1/2."""
    parts, start = [], 0
    for part in _BREAKS.split(run):
        if part:
            parts.append((part, start))
        start += len(part) + 1
    if not parts:
        return ()
    whole = "".join(part for part, _ in parts)
    signs = set(_BREAKS.findall(run))
    end = parts[-1][1] + len(parts[-1][0])
    if signs == {"'"}:
        return _with_apostrophe(parts, whole, end)
    if all(len(part) == 1 for part, _ in parts) and not whole.isdigit() and len(parts) > 1:
        letters = tuple(piece for at, (part, start) in enumerate(parts) for piece in _word(part, start, at))
        return ((stem(whole), whole, "joined", parts[0][1], end, 0), *letters)
    found: list[Piece] = []
    for step, (part, start) in enumerate(parts):
        found += _without_possessive(part, start, step)
    if len(parts) > 1 and _is_one_name(parts, signs, whole):
        kind = "joined" if whole.isalpha() else "code"
        found.append((stem(whole) if whole.isalpha() else whole, whole, kind, parts[0][1], end, 0))
        if whole in SIZES:
            found.append((f"{SIZES[whole]}_size", whole, "size", parts[0][1], end, 0))
    return tuple(found)


def _without_possessive(part: str, start: int, step: int) -> tuple[Piece, ...]:
    if part == "s" and step:
        return ()
    return _number_or_code(part, start, step)


def _with_apostrophe(parts: list[tuple[str, int]], whole: str, end: int) -> tuple[Piece, ...]:
    """kettle's is kettle; o'neill is also neill; don't is one word."""
    if len(parts) == 2 and parts[1][0] == "s":
        return _number_or_code(parts[0][0], parts[0][1], 0)
    found = list(_number_or_code(whole, parts[0][1], 0))
    found = [(term, surface, kind, parts[0][1], end, step) for term, surface, kind, *_, step in found]
    for part, start in parts if len(parts) > 1 else ():
        if len(part) > 3:
            found += [(stem(part), part, "part", start, start + len(part), 0)]
    return tuple(found)


def _is_one_name(parts: list[tuple[str, int]], signs: set[str], whole: str) -> bool:
    """Whether the parts are also found written together: hyphened words and codes are, choices (a/b) are not."""
    if len(whole) > MAX_WORD // 2 or signs & {"/", "+"}:
        return False
    if whole.isdigit():
        return signs == {"-"} and len(whole) >= 8
    if signs == {"&"}:
        return len(whole) <= 4
    return signs == {"-"} and len(parts) <= 5


def number_term(text: str) -> str:
    """The term of a number as written; leading zeros are kept, they belong to codes."""
    return (text if text.isdigit() else units.plain_text(text))[:MAX_WORD]
