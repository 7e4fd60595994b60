"""The words, numbers and signs of a query with their places, for whoever reads meaning from it. Pure.

Coarser than tokens: nothing is dropped, nothing stands for another thing, a possessive belongs to its word, a Chinese
character is a word by itself, and 750ml is a number beside a unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from search.text import chinese, units, words
from search.text.folding import fold, letters_except

JOINING = frozenset({"&", "-", "/", "'", ".", "+", "and", "x", "*"})
"""Between words of one phrase: Kupfer & Kind, Kupfer and Kind, 80 x 150."""
_SIZE_WORDS = {
    "s": ("small",),
    "m": ("medium",),
    "l": ("large",),
    "small": ("s",),
    "medium": ("m",),
    "large": ("l",),
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`start` and `end` are offsets into the folded text; `number` is the canonical text of a number."""

    surface: str
    stem: str
    start: int
    end: int
    number: str | None = None
    is_sign: bool = False

    @property
    def is_han(self) -> bool:
        return len(self.surface) == 1 and "\u2e80" <= self.surface <= "\U0003ffff"


@cache
def _pattern() -> re.Pattern[str]:
    letters = letters_except(chinese.HAN)
    return re.compile(
        rf"(?P<size>[2-6]xl)(?![{letters}])|(?P<number>{units.NUMBER})|(?<=\d)(?P<times>x)(?=\d)"
        rf"|(?P<han>[{chinese.HAN}])|(?P<word>[{letters}]+(?:'[{letters}]+)*)|(?P<sign>\S)"
    )


def read(text: str) -> list[Lexeme]:
    """Lexemes of a text, folded here; give folded text where offsets matter."""
    found = []
    for match in _pattern().finditer(fold(text)):
        kind, surface = match.lastgroup, match[0]
        if kind == "number":
            number = units.plain_text(surface[: words.MAX_WORD])
            found.append(Lexeme(number, number, match.start(), match.end(), number))
        elif kind == "word":
            surface = surface.removesuffix("'s").replace("'", "")[: words.MAX_WORD]
            found.append(Lexeme(surface, words.stem(surface), match.start(), match.end()))
        else:
            found.append(
                Lexeme(surface, surface, match.start(), match.end(), is_sign=kind in {"sign", "times"})
            )
    return found


def significant(found: Sequence[Lexeme]) -> list[Lexeme]:
    """Without what only joins words."""
    return [one for one in found if not one.is_sign and one.surface not in JOINING]


def following(found: Sequence[Lexeme], index: int, most: int) -> list[int]:
    """Indexes of up to so many significant lexemes from `index` on that one phrase may consist of."""
    behind: list[int] = []
    for at in range(index, len(found)):
        if found[at].surface in JOINING:
            if not behind:
                break
            continue
        if found[at].is_sign or len(behind) == most:
            break
        behind.append(at)
    return behind


def alternatives(name: str) -> list[str]:
    """Cups & teapots is also cups, and also teapots."""
    parts = [part.strip() for part in re.split(r"\s(?:&|and|/|,)\s|,\s|/", name)]
    return [part for part in parts if part] if len(parts) > 1 else []


def size_names(value: str) -> list[str]:
    """Other names of a size by letters: M and medium, XXL and 2XL."""
    folded = fold(value).strip()
    same = words.SIZES.get(folded)
    if same:
        return [name for name, canonical in words.SIZES.items() if canonical == same and name != folded]
    return list(_SIZE_WORDS.get(folded, ()))
