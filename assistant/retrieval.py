"""Which of a few passages answers a question: meaning (the shop's encoder) and shared words together.

Score = cosine of question and passage + share of the question's words that the passage has, each weighed. A passage's vector
is kept while the process lives, by encoder and text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant import glossary
from search import knowledge
from search.indexing import encoding
from search.text import tokens

MEANING, WORDS = 0.6, 0.4
KEPT = 6000
_ASKING = frozenset(
    re.findall(
        r"\w+",
        "what which how who when where why do does did is are was were can could will would it its this that the a an of in on for to "
        "and or with i my me you your please tell about have has there be any much many long",
    )
)
_vectors: dict[tuple[str, str], np.ndarray] = {}


@dataclass(frozen=True, slots=True)
class Found:
    """`place` is that of the passage in what was given; `meaning` is a cosine, `words` a share of the question."""

    place: int
    text: str
    score: float
    meaning: float
    words: float


def best(question: str, passages: Sequence[str], *, most: int = 3) -> list[Found]:
    """The best passages, best first. Encodes the question and the passages that are new to this process."""
    if not passages:
        return []
    asked = glossary.widened(question)
    rows = _encoded([asked, *passages])
    cosines = rows[1:] @ rows[0]
    wanted = words(asked)
    found = [
        Found(place, text, MEANING * float(cosine) + WORDS * share, float(cosine), share)
        for place, (text, cosine) in enumerate(zip(passages, cosines, strict=True))
        for share in [_share(wanted, text)]
    ]
    return sorted(found, key=lambda one: -one.score)[:most]


def words(text: str) -> frozenset[str]:
    """Terms that carry meaning, as the index writes them."""
    return frozenset(token.term for token in tokens.query_tokens(text) if token.term not in _ASKING)


@lru_cache(maxsize=KEPT)
def _terms(text: str) -> frozenset[str]:
    return words(text)


def _share(wanted: frozenset[str], passage: str) -> float:
    return len(wanted & _terms(passage)) / len(wanted) if wanted else 0.0


def _encoded(texts: Sequence[str]) -> np.ndarray:
    encoder = encoding.load(knowledge.current().build.encoder)
    missing = [text for text in dict.fromkeys(texts) if (encoder.name, text) not in _vectors]
    if missing:
        if len(_vectors) > KEPT:
            _vectors.clear()
        for text, row in zip(missing, encoder.encode(missing), strict=True):
            _vectors[encoder.name, text] = row
    return np.stack([_vectors[encoder.name, text] for text in texts])
