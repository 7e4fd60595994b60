"""Texts as people write them in a hurry: a slip of the keyboard, a word left out, no mark at the end. Pure.

An encoder that learns from texts made so anew in each epoch (data augmentation by noise: Wei and Zou, 2019, arXiv:1901.11196;
Belinkov and Bisk, 2018, arXiv:1711.02173) takes a text for what it means instead of how it is spelled.
"""

from __future__ import annotations

import random
import string
from dataclasses import dataclass


@dataclass(frozen=True)
class Noise:
    """The share of texts in which each happens."""

    slips: float = 0.25
    gaps: float = 0.3
    bare_ends: float = 0.3


FEWEST_LETTERS, FEWEST_WORDS = 4, 4


def noisy(text: str, *, noise: Noise, chance: random.Random) -> str:
    """The text with at most one slip, one gap and no mark at its end; short words and short texts are left whole."""
    words = text.split()
    if chance.random() < noise.slips:
        long = [place for place, word in enumerate(words) if len(word) >= FEWEST_LETTERS and word.isalpha()]
        if long:
            place = chance.choice(long)
            words[place] = slip(words[place], chance=chance)
    if len(words) >= FEWEST_WORDS and chance.random() < noise.gaps:
        del words[chance.randrange(len(words))]
    made = " ".join(words)
    return made.rstrip("?.!") or made if chance.random() < noise.bare_ends else made


def slip(word: str, *, chance: random.Random) -> str:
    """A letter inside the word is swapped with the next, left out, doubled or replaced; its first and last letters stay."""
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return chance.choice(
        (
            before + after[0] + letter + after[1:],
            before + after,
            before + letter * 2 + after,
            before + chance.choice(string.ascii_lowercase) + after,
        )
    )
