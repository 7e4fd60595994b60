"""How likely a word was meant where another was typed, beyond the number of edits. Pure.

Three kinds of slips that are commoner than others: neighbours on a keyboard, letters doubled or not, and letters that
sound alike. The weights are in units of the logarithm of document counts, so that they and frequency can be added.
"""

from __future__ import annotations

import re
from functools import cache

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_STAGGER = (0.0, 0.5, 0.75, 1.25)
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"^kn|^gn", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"ph", "f"), (r"gh(?=t|$)", ""), (r"tch", "c"), (r"sch|sh|tio|sio", "S"),
        (r"ch", "c"), (r"ck|q", "k"), (r"x", "ks"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"), (r"dg|j", "g"), (r"v", "f"),
        (r"wh", "w"), (r"y", "i"), (r"(.)\1+", r"\1"), (r"(?<=.)[aeiouhw]+", ""),
    ]
]  # fmt: skip
FIRST_LETTER, SWAPPED, DOUBLED, NEIGHBOUR, SOUND, VOWEL = 2.0, 1.5, 1.5, 1.0, 1.0, 0.5


@cache
def _neighbours() -> frozenset[tuple[str, str]]:
    places = {
        key: (at + stagger, row)
        for row, (keys, stagger) in enumerate(zip(_ROWS, _STAGGER, strict=True))
        for at, key in enumerate(keys)
    }
    return frozenset(
        (one, other)
        for one, (x, y) in places.items()
        for other, (u, v) in places.items()
        if one != other and abs(x - u) <= 1 and abs(y - v) <= 1
    )


def sound(word: str) -> str:
    """A rough key of how an English word sounds: equal for color and kuller, phone and fone."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def likeness(typed: str, meant: str) -> float:
    """How much likelier than any other slip of as many edits this one is; 0 is nothing special."""
    found = FIRST_LETTER if typed[:1] == meant[:1] else 0.0
    if sound(typed) == sound(meant):
        found += SOUND
    return found + _slip(*_difference(typed, meant))


def _difference(one: str, other: str) -> tuple[str, str, str]:
    """The last equal letter before the words differ, and what differs of each."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[max(0, start - 1) : start], one[start : len(one) - end], other[start : len(other) - end]


def _slip(before: str, typed: str, meant: str) -> float:
    if len(typed) == len(meant) == 2 and typed == meant[::-1]:
        return SWAPPED
    if len(typed) + len(meant) == 1:
        return DOUBLED if typed + meant == before else 0.0
    if len(typed) == len(meant) == 1:
        if (typed, meant) in _neighbours():
            return NEIGHBOUR
        return VOWEL if {typed, meant} <= set("aeiouy") else 0.0
    return 0.0
