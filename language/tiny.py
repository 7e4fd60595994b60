"""A small deterministic encoder without torch: hashed words and character n-grams, so texts with like spelling are near.

For tests and for machines without weights. It knows no meaning: "sofa" and "couch" are strangers to it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from language.texts import prepared

_WORD = re.compile(r"\w+")
_WORD_WEIGHT, _GRAM_WEIGHT = 1.0, 0.35
_MAX_TOKENS = 512


class TinyEncoder:
    """Feature hashing with signs (Weinberger et al., 2009) of words and of the 3- and 4-grams inside them."""

    def __init__(self, *, dimensions: int = 384) -> None:
        self.dimensions = dimensions
        self.name = f"tiny-{dimensions}@1"

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> np.ndarray:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, prepared(texts, max_tokens=_MAX_TOKENS), strict=True):
            for feature, weight in _features(text):
                number = zlib.crc32(feature.encode("utf-8"))
                row[(number >> 1) % self.dimensions] += weight if number & 1 else -weight
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows[lengths[:, 0] < 1e-6, 0] = (
            1.0  # no words: a direction of its own, because a zero vector has no cosine
        )
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)

    def warm(self) -> None:
        """Nothing to load."""


def _features(text: str) -> Iterator[tuple[str, float]]:
    for word in _WORD.findall(text.casefold()):
        yield word, _WORD_WEIGHT
        marked = f"<{word}>"
        for size in (3, 4):
            for start in range(len(marked) - size + 1):
                yield marked[start : start + size], _GRAM_WEIGHT
