"""Slips of the fingers: what people type instead of a word. Deterministic for a given generator."""

from __future__ import annotations

import random

KEYS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "ol",
    "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jli", "l": "kop",
    "z": "asx", "x": "zsc", "c": "xdv", "v": "cfb", "b": "vgn", "n": "bhm", "m": "nj",
}  # fmt: skip


def slip(word: str, rng: random.Random) -> str:
    """One edit: a letter lost, swapped, doubled, or its neighbour on the keyboard struck."""
    at = rng.randrange(len(word))
    near = rng.choice(KEYS.get(word[at], "aeiou"))
    ways = [word[:at] + word[at + 1 :], word[:at] + near + word[at + 1 :], word[:at] + word[at] + word[at:]]
    if at < len(word) - 1:
        ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return rng.choice(ways)


def mistyped(word: str, rng: random.Random) -> str:
    """One edit from five letters, often two from nine: never the word itself."""
    while True:
        typed = slip(word, rng)
        if len(word) >= 9 and rng.random() < 0.5:
            typed = slip(typed, rng)
        if typed != word:
            return typed
