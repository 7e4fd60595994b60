"""How good a ranking is, measured against judgments: NDCG, recall and the reciprocal rank of the first good hit. Pure.

The grade of a product is its gain as it stands (it may be fractional), an unjudged product counts as zero, and a product
is relevant when its grade is above zero. Invariant: every figure lies between 0 and 1, and 1 is reachable.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

SHALLOW, DEEP = 10, 100


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the judged queries; `queries` is how many had something to find."""

    queries: int
    ndcg_at_10: float
    recall_at_10: float
    recall_at_100: float
    mrr_at_10: float

    def as_json(self) -> dict[str, float]:
        """The four figures under the names that the evaluation commands print."""
        return {
            "ndcg@10": round(self.ndcg_at_10, 4),
            "recall@10": round(self.recall_at_10, 4),
            "recall@100": round(self.recall_at_100, 4),
            "mrr@10": round(self.mrr_at_10, 4),
        }


def relevant(grades: Mapping[Hashable, float]) -> set[Hashable]:
    """The products graded above zero."""
    return {product for product, grade in grades.items() if grade > 0}


def ndcg(ranking: Sequence[Hashable], grades: Mapping[Hashable, float], *, depth: int = SHALLOW) -> float:
    """Normalised discounted cumulative gain with linear gains (Järvelin and Kekäläinen, 2002).

    The discount of rank r (from 1) is 1 / log2(r + 1); the ideal is the same sum over the query's own best grades.
    Zero where nothing is relevant: leave such queries out of a mean.
    """
    _check(ranking, grades)
    ideal = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return _discounted([grades.get(product, 0.0) for product in ranking[:depth]]) / ideal if ideal else 0.0


def recall(ranking: Sequence[Hashable], grades: Mapping[Hashable, float], *, depth: int) -> float:
    """The share of the relevant products among the first `depth`; zero where nothing is relevant."""
    _check(ranking, grades)
    wanted = relevant(grades)
    return len(wanted.intersection(ranking[:depth])) / len(wanted) if wanted else 0.0


def reciprocal_rank(
    ranking: Sequence[Hashable], grades: Mapping[Hashable, float], *, depth: int = SHALLOW
) -> float:
    """One over the rank of the first relevant product, zero when none is among the first `depth`."""
    _check(ranking, grades)
    wanted = relevant(grades)
    return next(
        (1 / rank for rank, product in enumerate(ranking[:depth], start=1) if product in wanted),
        0.0,
    )


def evaluate(
    rankings: Mapping[str, Sequence[Hashable]], judgments: Mapping[str, Mapping[Any, float]]
) -> Quality:
    """Mean figures over the queries with something to find; a judged query without a ranking found nothing.

    Raises ValueError when no query has a positive grade, because then there is nothing to measure.
    """
    judged = {query: grades for query, grades in judgments.items() if relevant(grades)}
    if not judged:
        raise ValueError("No query has a product with a grade above zero, so there is nothing to measure.")
    pairs = [(rankings.get(query, ()), grades) for query, grades in judged.items()]
    return Quality(
        queries=len(pairs),
        ndcg_at_10=sum(ndcg(*pair) for pair in pairs) / len(pairs),
        recall_at_10=sum(recall(*pair, depth=SHALLOW) for pair in pairs) / len(pairs),
        recall_at_100=sum(recall(*pair, depth=DEEP) for pair in pairs) / len(pairs),
        mrr_at_10=sum(reciprocal_rank(*pair) for pair in pairs) / len(pairs),
    )


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _check(ranking: Sequence[Hashable], grades: Mapping[Hashable, float]) -> None:
    if len(set(ranking)) != len(ranking):
        raise ValueError(
            "A ranking names each product once; this one repeats a product and would be paid twice."
        )
    if any(grade < 0 for grade in grades.values()):
        raise ValueError("Grades start at zero: a product cannot be worse than irrelevant.")
