"""Texts as weighted letters and words: the spelling beside what the encoder means. Pure.

Letters are the 1- to 4-grams inside words, which also read Chinese, where nothing separates words; words come alone and in
pairs. Weights are tf-idf with sublinear counts (Salton and Buckley, 1988); each half of a row has length 1, or 0 where
nothing of it is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
LONGEST = 2000  # characters that are read of a text


@dataclass(frozen=True, eq=False)
class Grams:
    """`letters` and `words` are what is known, in the order of the columns; `rarity` is the idf of all columns."""

    letters: tuple[str, ...]
    words: tuple[str, ...]
    rarity: np.ndarray

    @classmethod
    def learn(cls, texts: Sequence[str], *, at_least: int = 2) -> Grams:
        """Keeps what stands in at least so many of the texts."""
        letters, words = (
            Counter(gram for text in texts for gram in set(read(text))) for read in (_letters, _words)
        )
        kept = [
            tuple(sorted(gram for gram, count in found.items() if count >= at_least))
            for found in (letters, words)
        ]
        counts = [letters[gram] for gram in kept[0]] + [words[gram] for gram in kept[1]]
        rarity = np.log((1 + len(texts)) / (1 + np.array(counts, dtype=np.float64))) + 1
        return cls(kept[0], kept[1], rarity.astype(np.float32))

    def __post_init__(self) -> None:
        object.__setattr__(self, "_letters", {gram: at for at, gram in enumerate(self.letters)})
        object.__setattr__(
            self, "_words", {gram: len(self.letters) + at for at, gram in enumerate(self.words)}
        )

    @property
    def columns(self) -> int:
        return len(self.rarity)

    def rows(self, texts: Sequence[str]) -> Any:
        """(n, columns) CSR of float32."""
        data = [np.empty(0, dtype=np.float32)]
        columns = [np.empty(0, dtype=np.int32)]
        ends = [0]
        known: tuple[dict[str, int], dict[str, int]] = (vars(self)["_letters"], vars(self)["_words"])
        for text in texts:
            for places, found in zip(known, (_letters(text), _words(text)), strict=True):
                counts = Counter(places[gram] for gram in found if gram in places)
                at = np.fromiter(counts, dtype=np.int32, count=len(counts))
                weight = (
                    1 + np.log(np.fromiter(counts.values(), np.float32, count=len(counts)))
                ) * self.rarity[at]
                columns.append(at)
                data.append(weight / max(float(np.linalg.norm(weight)), 1e-9))
            ends.append(ends[-1] + len(columns[-1]) + len(columns[-2]))
        parts = (np.concatenate(data), np.concatenate(columns), np.array(ends))
        return sparse.csr_matrix(parts, shape=(len(texts), self.columns), dtype=np.float32)


def _folded(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST]).casefold()).strip()


def _letters(text: str) -> Iterator[str]:
    for word in _WORD.findall(_folded(text)):
        marked = f" {word} "
        for size in (1, 2, 3, 4):
            yield from (marked[at : at + size] for at in range(len(marked) - size + 1))


def _words(text: str) -> Iterator[str]:
    words = _WORD.findall(_folded(text))
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
