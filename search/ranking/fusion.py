"""The first stage: one score from several legs, and plain reciprocal ranks to compare with. Pure.

A leg is an array with one number from 0 to 1 for each candidate. All but popularity are absolute: how much of what was
asked for this candidate gives, whoever else is a candidate. So a leg that has found nothing good says so by low numbers,
and its best is not blown up to 1. Invariants: a fused score does not depend on the order of the candidates; multiplying
the query's weights by a positive number (another base of idf) changes nothing; more of any leg never lowers a score.

Measured: NDCG@10 / Recall@100 of films (search-movies, 5,697 training queries) and NDCG@10 of 1,200 made-up queries for
2,465 retail products (title words, title with category and description, description words), bundled encoder, nothing
learned but these seven numbers:

    legs                                          films          retail: title / mixed / description
    lexical alone                                 .857 / .995    .889 / .772 / .741
    semantic alone                                .828 / .948    .868 / .406 / .058
    reciprocal ranks of both                      .878 / .996    .891 / .606 / .260
    shares of the best, semantic 0.6              .889 / .995    .895 / .753 / .597
    lexical + 0.5 semantic                        .889 / .995    .896 / .753 / .570
    lexical + 0.5 semantic + 0.2 complete         .884 / .995    .896 / .778 / .820
    the last with the default ranker              .888 / .995    .898 / .780 / .795

On 2,442 other queries for the same films, which chose nothing, by `manage.py evaluate_search`: lexical .849 / .989,
semantic .823 / .912, hybrid .881 / .992; with --train, which teaches words, encoder, legs and ranker, hybrid .900 / .995.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from search.ranking import listwise
from search.ranking.listwise import JudgedList, Learned, Scores

LEGS = {"lexical": 1.0, "title": 0.0, "semantic": 0.5, "complete": 0.2, "popularity": 0.05}
STEEPNESS = 4
"""Half of the words is a sixteenth of all of them: `complete` is for documents that have everything."""
RANK_CONSTANT = 60
STRENGTH = 5.0


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each leg counts, never below 0; a leg that is not named counts nothing."""

    legs: Mapping[str, float] = field(default_factory=lambda: dict(LEGS))

    def __post_init__(self) -> None:
        listwise.check(self.legs)
        if unknown := sorted(set(self.legs) - set(LEGS)):
            raise ValueError(f"Unknown legs {', '.join(unknown)}; there are {', '.join(LEGS)}.")
        if min(self.legs.values()) < 0:
            raise ValueError("A leg cannot count less than 0.")

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `as_json` wrote; nothing stored gives the defaults."""
        legs = stored.get("legs")
        return cls({name: float(weight) for name, weight in legs.items()}) if legs else cls()

    def as_json(self) -> dict[str, Any]:
        return {"legs": dict(self.legs)}


def legs(
    *, lexical: Scores, title: Scores, ceiling: float, cosine: Scores, covered: Scores, popularity: Scores
) -> dict[str, Scores]:
    """Legs from what the index measures: BM25 of all fields and of the title, what a BM25 score stays below for this query
    (`bm25.ceiling`), cosine, the share of the query's weight that the document matches, and any count of popularity."""
    known = np.log1p(np.maximum(popularity, 0.0))
    return {
        "lexical": np.asarray(lexical, dtype=np.float64) / (ceiling or 1.0),
        "title": np.asarray(title, dtype=np.float64) / (ceiling or 1.0),
        "semantic": np.maximum(cosine, 0.0),
        "complete": np.clip(covered, 0.0, 1.0) ** STEEPNESS,
        "popularity": known / (known.max(initial=0.0) or 1.0),
    }


def fuse(legs: Mapping[str, Scores], weights: FusionWeights) -> Scores:
    """The weighted sum of the legs, at most the sum of the weights."""
    return listwise.weigh(legs, weights.legs, size=len(next(iter(legs.values()), ())))


def reciprocal_ranks(legs: Mapping[str, Scores], *, constant: int = RANK_CONSTANT) -> Scores:
    """Reciprocal rank fusion, the baseline (Cormack, Clarke and Büttcher, SIGIR 2009).

    Equal scores share their best rank; a score of zero or less is not found by that leg.
    """
    total = np.zeros(len(next(iter(legs.values()), ())))
    for scores in legs.values():
        falling = np.sort(-np.asarray(scores, dtype=np.float64))
        ranks = 1 + np.searchsorted(falling, -np.asarray(scores, dtype=np.float64), side="left")
        total += np.where(np.asarray(scores) > 0, 1.0 / (constant + ranks), 0.0)
    return total


def order(scores: Scores, *, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions from best to worst; equal scores by falling id, so that pages never overlap."""
    return np.lexsort((-np.asarray(ids, dtype=np.int64), -np.asarray(scores)))


def learn(lists: Sequence[JudgedList], *, start: FusionWeights | None = None) -> Learned:
    """Weights of legs from judged candidates whose columns are `legs`; see `listwise.learn`. Raises listwise.TooFew."""
    begin = LEGS | dict((start or FusionWeights()).legs)
    return listwise.learn(
        lists, lambda some: listwise.fit(some, begin, is_positive=True, strength=STRENGTH), begin
    )
