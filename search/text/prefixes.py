"""The catalogue's words by how they begin: which word is likeliest, and what a beginning that no word has may mean. Pure.

Invariant: a correction is one edit (insert, delete, replace, swap neighbours) away and begins a known word. Words lie
sorted, so all that begin alike are neighbours: a look-up is two bisections, whatever the number of words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from math import log2

import numpy as np

from search.text import nearness

SHORTEST = 4
"""Letters that a beginning must have to be corrected: fewer are an edit away from everything."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LAST = "\U0010ffff"


class Prefixes:
    """Immutable; built once from word -> number of documents that have it."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._words = sorted(word for word, count in counts.items() if count > 0)
        self._counts = np.fromiter((counts[word] for word in self._words), np.int64, len(self._words))
        self._sums = np.concatenate([[0], np.cumsum(self._counts)])

    def has(self, beginning: str) -> bool:
        start, stop = self._range(beginning)
        return start < stop

    def likeliest(self, beginning: str, *, is_longer: bool = False) -> str:
        """The word of most documents that begins so, the first of the alphabet among equals; empty for none.

        `is_longer`: other than the beginning, which may be a word itself.
        """
        start, stop = self._range(beginning)
        if is_longer and start < stop and self._words[start] == beginning:
            start += 1
        return self._words[start + int(np.argmax(self._counts[start:stop]))] if start < stop else ""

    def corrected(self, beginning: str) -> str:
        """What was meant by a beginning of Latin letters that no word has; empty where nothing is near."""
        if (
            len(beginning) < SHORTEST
            or not (beginning.isascii() and beginning.isalpha())
            or self.has(beginning)
        ):
            return ""
        found = [
            (log2(1 + documents) + nearness.likeness(beginning, other), other)
            for other in _one_edit_away(beginning)
            if (documents := self._documents(other))
        ]
        return max(found, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))[1]

    def _range(self, beginning: str) -> tuple[int, int]:
        return bisect_left(self._words, beginning), bisect_left(self._words, beginning + LAST)

    def _documents(self, beginning: str) -> int:
        start, stop = self._range(beginning)
        return int(self._sums[stop] - self._sums[start])


def _one_edit_away(word: str) -> Iterable[str]:
    """Each once; a few hundred."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    found |= {left + letter + right for left, right in cuts for letter in LETTERS}
    return found - {word}
