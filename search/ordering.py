"""Orders the best candidates by everything that is known of them: features, the shopper's taste, the merchant's placements.

Invariant: an order of the same products, the first of which the merchant pinned and the last of which the merchant buried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search import personal
from search.ranking import fusion
from search.ranking.features import Candidates, Question
from search.reading import Reading
from search.steering import Placed
from search.text.folding import fold
from search.tuning import Ranking
from shop.activity import Shopper

Row = Sequence[Any]
"""product id, score, score of words, of title, cosine, covered, popularity, price, length, title, title terms, place."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A product and why it was found: how far its words and title fit (BM25), how near it is in meaning (cosine), the share
    of the query that its words cover, and what moved it."""

    product_id: int
    score: float
    words: float
    title: float
    cosine: float
    covered: float
    is_pinned: bool = False
    is_buried: bool = False
    opinion: float = 0.0


def ordered(
    rows: Sequence[Row], *, read: Reading, ranking: Ranking, placed: Placed, shopper: Shopper | None
) -> tuple[Hit, ...]:
    """`rows` stand in the order of the first stage. Asks the personal hook at most once."""
    if not rows:
        return ()
    scores = second_stage(rows, read=read, ranking=ranking)
    liked = personal.opinions(shopper, [row[0] for row in rows])
    hits = [
        Hit(
            product_id=row[0],
            score=float(score) + personal.PERSONAL_SHARE * liked.get(row[0], 0.0),
            words=float(row[2]),
            title=float(row[3]),
            cosine=float(row[4]),
            covered=float(row[5]),
            is_pinned=row[0] in placed.pinned,
            is_buried=row[0] in placed.buried,
            opinion=liked.get(row[0], 0.0),
        )
        for row, score in zip(rows, scores, strict=True)
    ]
    free = [hit for hit in hits if not (hit.is_pinned or hit.is_buried)]
    free.sort(key=lambda hit: -hit.score)
    pinned = [hit for hit in hits if hit.is_pinned]
    return (*pinned, *free, *(hit for hit in hits if hit.is_buried and not hit.is_pinned))


def second_stage(rows: Sequence[Row], *, read: Reading, ranking: Ranking) -> np.ndarray:
    """(n,) scores, greater is better; those of the first stage where there are no words to compare."""
    if not read.query:
        return np.array([float(row[1]) for row in rows])
    return ranking.ranker.score(*described(rows, read=read))


def described(rows: Sequence[Row], *, read: Reading) -> tuple[Question, Candidates]:
    """A query and its candidates as the ranker looks at them."""
    columns = list(zip(*rows, strict=True))
    words, title, cosine, covered, popularity = (np.array(columns[at], dtype=float) for at in (2, 3, 4, 5, 6))
    legs = fusion.legs(
        lexical=words,
        title=title,
        ceiling=read.ceiling,
        cosine=cosine,
        covered=covered,
        popularity=popularity,
    )
    return (
        Question(text=fold(read.words), terms=read.numbers, weights=dict[Any, float](read.query)),
        Candidates(
            fused=np.array(columns[1], dtype=float),
            legs=legs,
            price=np.array(columns[7], dtype=float),
            length=np.array(columns[8], dtype=float),
            title_texts=[fold(text) for text in columns[9]],
            title_terms=columns[10],
        ),
    )
