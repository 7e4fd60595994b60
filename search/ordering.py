"""Orders the best candidates by everything that is known of them: features, the shopper's taste, the merchant's placements.

Invariant: an order of the same products, the first of which the merchant pinned and the last of which the merchant buried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search import features, personal
from search.folding import fold
from search.reading import Reading
from search.steering import Placed
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
    """(n,) scores, greater is better; those of the first stage when no ranker was learned."""
    if ranking.ranker is None or not read.query:
        return np.array([float(row[1]) for row in rows])
    return ranking.ranker.score(describe(rows, read=read))


def describe(rows: Sequence[Row], *, read: Reading) -> np.ndarray:
    """(n, features.NAMES) for the candidates of a query."""
    question = features.Question(text=fold(read.words), terms=read.numbers, weights=read.query)
    columns = list(zip(*rows, strict=True))
    return features.describe(
        question,
        features.Candidates(
            fused=np.array(columns[1], dtype=float),
            lexical=np.array(columns[2], dtype=float),
            title=np.array(columns[3], dtype=float),
            semantic=np.array(columns[4], dtype=float),
            covered=np.array(columns[5], dtype=float),
            popularity=np.array(columns[6], dtype=float),
            price=np.array(columns[7], dtype=float),
            length=np.array(columns[8], dtype=float),
            title_texts=[fold(title) for title in columns[9]],
            title_terms=columns[10],
        ),
    )
