"""What the ranker sees of a query's best candidates, as columns of numbers from about 0 to 1. Pure.

Invariant: a candidate's numbers depend on the query and on the set of candidates, never on their order. Terms are numbers
or words alike; texts are folded.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.ranking.listwise import Scores

NAMES = (
    "fused",  # score of the first stage
    "lexical",  # the legs
    "title",
    "semantic",
    "complete",
    "popularity",
    "lexical_best",  # lexical, of the best in the list
    "semantic_place",  # semantic, between the least (0) and the best (1) of the list
    "title_covers",  # share of the query's weight that the title matches
    "title_within",  # share of the title's terms that the query has
    "title_run",  # longest run of neighbours that both have, of the title's terms
    "query_run",  # the same, of the query's terms
    "equal",  # the same terms in the same order
    "starts",  # the title begins with the query, letter by letter
    "grams",  # share of the query's letters in a row (3 and 4) that the title has
    "grams_back",  # those that both have, of the title's
    "price",  # place among the list's prices, from 0 for the cheapest to 1
    "length",  # logarithm of the document's number of terms, of the longest in the list
)
GRAM_SIZES = (3, 4)


@dataclass(frozen=True, slots=True)
class Question:
    """A query: its folded text, its terms in order, and the weights of those terms that the catalogue knows."""

    text: str
    terms: Sequence[Hashable]
    weights: Mapping[Hashable, float]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """One entry for each candidate in every array and sequence: score of the first stage, legs (`fusion.legs`), price (NaN
    where there is none), number of terms of the document, terms of the title in order, folded title."""

    fused: Scores
    legs: Mapping[str, Scores]
    price: Scores
    length: Scores
    title_terms: Sequence[Sequence[Hashable]]
    title_texts: Sequence[str]


def describe(question: Question, candidates: Candidates) -> dict[str, Scores]:
    """The columns by name. Two milliseconds for 200 candidates."""
    size = len(candidates.fused)
    lexical, semantic = candidates.legs["lexical"], candidates.legs["semantic"]
    titles = [_compare(question, terms) for terms in candidates.title_terms]
    letters = _letters(question.text, candidates.title_texts)
    found = {
        "fused": candidates.fused,
        **candidates.legs,
        "lexical_best": lexical / (lexical.max(initial=0.0) or 1.0),
        "semantic_place": _between(semantic),
        **_columns(("title_covers", "title_within", "title_run", "query_run", "equal"), titles, size),
        **_columns(("starts", "grams", "grams_back"), letters, size),
        "price": _places(candidates.price),
        "length": np.log1p(candidates.length) / (np.log1p(candidates.length.max(initial=0.0)) or 1.0),
    }
    return {name: np.asarray(found[name], dtype=np.float64) for name in NAMES}


def _columns(names: Sequence[str], rows: Sequence[tuple[float, ...]], size: int) -> dict[str, Scores]:
    return dict(zip(names, np.array(rows, dtype=np.float64).reshape(size, len(names)).T, strict=True))


def _compare(question: Question, title: Sequence[Hashable]) -> tuple[float, ...]:
    """title_covers, title_within, title_run, query_run, equal."""
    shared = question.weights.keys() & set(title)
    if not shared:
        return (0.0,) * 5
    covers = sum(question.weights[term] for term in shared) / (sum(question.weights.values()) or 1.0)
    within = sum(term in shared for term in title) / len(title)
    run = _longest_run(question.terms, title)
    asked = len(question.terms)
    return covers, within, run / len(title), run / asked if asked else 0.0, float(run == len(title) == asked)


def _longest_run(left: Sequence[Hashable], right: Sequence[Hashable]) -> int:
    """Length of the longest sequence of neighbours that both have."""
    best = 0
    before: dict[int, int] = {}
    for term in left:
        row = {place: before.get(place - 1, 0) + 1 for place, other in enumerate(right) if other == term}
        best = max(best, *row.values()) if row else best
        before = row
    return best


def _letters(text: str, titles: Sequence[str]) -> list[tuple[float, ...]]:
    """starts, grams, grams_back. Spaces count as letters, at both ends too."""
    padded = f" {text} "
    wanted = {padded[at : at + size] for size in GRAM_SIZES for at in range(len(padded) - size + 1)}
    found: list[tuple[float, ...]] = []
    for title in titles:
        other = f" {title} "
        shared = sum(gram in other for gram in wanted)
        most = sum(max(len(other) - size + 1, 0) for size in GRAM_SIZES)
        starts = float(bool(text) and title.startswith(text))
        found.append((starts, shared / max(len(wanted), 1), min(shared / max(most, 1), 1.0)))
    return found


def _between(scores: Scores) -> Scores:
    low, high = scores.min(initial=np.inf), scores.max(initial=-np.inf)
    return (scores - low) / (high - low) if high > low else np.zeros(len(scores))


def _places(prices: Scores) -> Scores:
    """Share of the list's other prices that are lower; a half where the price is not known or the only one."""
    known = np.sort(prices[~np.isnan(prices)])
    if len(known) < 2:
        return np.full(len(prices), 0.5)
    places = np.searchsorted(known, prices, side="left") / (len(known) - 1)
    return np.where(np.isnan(prices), 0.5, np.minimum(places, 1.0))
