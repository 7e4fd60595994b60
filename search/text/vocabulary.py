"""The catalogue's words with their document counts, and the known words nearest to an unknown one. Pure.

Invariant: `nearest` finds every word within the distance (optimal string alignment: insert, delete, replace, swap
neighbours). Words lie sorted by length beside a bitmap of their letters; an edit changes at most two bits of it, so one
pass of numpy over the lengths in question leaves few words for RapidFuzz to measure. Eight bytes a word beside the
word itself, against hundreds for a table of deletions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.text import nearness, words

SHORTEST, LONGEST = 3, 40
_BIT = {letter: 1 << index for index, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known word near an unknown one; a higher `weight` is likelier among those of one distance."""

    word: str
    distance: int
    documents: int
    weight: float


class Vocabulary:
    """Immutable; built once from word -> number of documents that have it (0.8 s and 41 MB for 200,000)."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = {word: count for word, count in counts.items() if count > 0}
        self._stems = frozenset(words.stem_afresh(word) for word in self._counts)
        kept = [word for word in self._counts if SHORTEST <= len(word) <= LONGEST and word.isalpha()]
        self._words = sorted(kept, key=lambda word: (len(word), word))
        self._bits = np.fromiter((_letters(word) for word in self._words), np.uint64, len(self._words))
        lengths = np.fromiter(map(len, self._words), np.int64, len(self._words))
        self._from_length = np.searchsorted(lengths, np.arange(LONGEST + 2)).tolist()

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, word: str) -> int:
        """In how many documents the word is, as written."""
        return self._counts.get(word, 0)

    def knows(self, word: str) -> bool:
        """Whether some document has the word or another form of it."""
        return word in self._counts or word in words.STOP_WORDS or words.stem(word) in self._stems

    def nearest(self, word: str, *, distance: int, limit: int = 5) -> list[Candidate]:
        """Known words within so many edits, the nearest first, then by documents and by how likely the slip is."""
        few = self._similar(word, distance)
        near = process.extract(word, few, scorer=OSA.distance, score_cutoff=distance, limit=None)
        found = [
            Candidate(known, int(edits), self._counts[known], log2(1 + self._counts[known]))
            for known, edits, _ in near
        ]
        found.sort(key=lambda one: (one.distance, -one.weight, one.word))
        return self._weighed(word, found[: 4 * limit])[:limit]

    def _similar(self, word: str, distance: int) -> list[str]:
        """Words whose letters allow the distance: a replacement moves two bits, an insertion or deletion one."""
        letters, found = np.uint64(_letters(word)), []
        for length in range(max(SHORTEST, len(word) - distance), min(LONGEST, len(word) + distance) + 1):
            start, stop = self._from_length[length], self._from_length[length + 1]
            differing = np.bitwise_count(self._bits[start:stop] ^ letters)
            few = np.flatnonzero(differing <= 2 * distance - abs(length - len(word)))
            found += [self._words[start + at] for at in few.tolist()]
        return found

    def _weighed(self, word: str, found: list[Candidate]) -> list[Candidate]:
        weighed = [
            Candidate(one.word, one.distance, one.documents, one.weight + nearness.likeness(word, one.word))
            for one in found
        ]
        return sorted(weighed, key=lambda one: (one.distance, -one.weight, one.word))


def _letters(word: str) -> int:
    """A bit for each letter, and another for each that comes twice; other scripts share six bits."""
    bits = 0
    for letter in word:
        bit = _BIT.get(letter) or 1 << (26 + ord(letter) % 6)
        bits |= bit << 32 if bits & bit else bit
    return bits
