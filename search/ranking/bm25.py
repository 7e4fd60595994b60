"""Lexical weights: BM25F of a document's fields, idf of a query's terms, and which terms decide a match. Pure.

A document's weights hold no idf and a query's weights hold nothing else, so that the score is their inner product and the
statistics of the collection can be refreshed without touching a document. Invariants: a document's weight lies in [0, 1),
so that a score never reaches the sum of the query's weights (`ceiling`), whatever the collection; one more occurrence of
a term in a field never lowers the document's weight for that term, other terms and lengths being equal.

BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004, with a length
normalisation for each field (Zaragoza and others, TREC 2004). The factor k1 + 1 of the classical formula is left out: it
changes no order. A term is anything hashable, a word or its number.

Measured, lexical leg alone: NDCG@10 / Recall@100 of films (search-movies, 1,500 training queries), NDCG@10 of 1,200 made-up
queries for 2,465 retail products (title words / title with category and description / description words):

    boosts title, brand, category, attributes, description; k1            films          retail
    1, 1, 1, 1, 1; 1.2; all b .75                                         .777 / .990    .860 / .767 / .879
    3, 1, 1, 1, 1; 1.2; all b .75                                         .852 / .993    .893 / .782 / .834
    3, 1, 1, 1, .75; 1.6; b of BM25's LENGTHS (the defaults)              .863 / .993    .888 / .772 / .743
    3, 1, .5, .75, .5; 2; the same b                                      .874 / .994    .893 / .753 / .534

The last fits films best alone; fused with meaning the defaults are as good there (.889, the second row .887) and leave
description words, which the leg `complete` of the fusion lifts further, a chance. Neither has subtitles: what a product is stands in
its title, and how it is beside it, so a sleeping bag "cut blanket, filling wool" is no wool blanket. Of 196 queries for the kinds of the
demonstration, NDCG@10 is .8847 with the subtitle read as title, and .8853, .8860, .8854 with a boost of its own of 1, 2, 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf, isfinite, log
from typing import Any, Self, TypeVar

Term = TypeVar("Term", bound=Hashable)

FIELDS = ("title", "subtitle", "brand", "category", "attributes", "description", "reviews", "asked")
"""`asked`: the words of queries that led to the product, once for each of them."""
BOOSTS = {
    "title": 3.0,
    "subtitle": 2.0,
    "brand": 1.0,
    "category": 1.0,
    "attributes": 1.0,
    "description": 0.75,
    "reviews": 0.25,
    "asked": 0.25,
}
LENGTHS = {
    "title": 0.5,
    "subtitle": 0.5,
    "brand": 0.5,
    "category": 0.5,
    "attributes": 0.25,
    "description": 0.5,
    "reviews": 0.75,
    "asked": 0.0,
}
SATURATION = 1.6
ROUNDING = 1e-9
"""Sums of floats in another order differ by less than this share; a term too many costs nothing but time."""


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """How fields count.

    `boosts`: what one occurrence in a field is worth; `lengths`: b of each field, from 0 (length does not matter) to 1 (in
    a field twice as long an occurrence is worth half); `saturation`: k1, the worth at which a term reaches half its weight.
    """

    boosts: Mapping[str, float] = field(default_factory=lambda: dict(BOOSTS))
    lengths: Mapping[str, float] = field(default_factory=lambda: dict(LENGTHS))
    saturation: float = SATURATION

    def __post_init__(self) -> None:
        for name, values, top in (("boosts", self.boosts, inf), ("lengths", self.lengths, 1.0)):
            if set(values) != set(FIELDS):
                raise ValueError(f"{name} must have a number for each of {', '.join(FIELDS)}.")
            if any(not isfinite(value) or not 0 <= value <= top for value in values.values()):
                raise ValueError(f"{name} must be finite numbers from 0 to {top}.")
        if not isfinite(self.saturation) or self.saturation <= 0:
            raise ValueError("saturation must be a finite number above 0.")

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `as_json` wrote; a field that it does not know has its default, so that older rows stay readable."""
        return cls(
            boosts=BOOSTS | _numbers(stored, "boosts"),
            lengths=LENGTHS | _numbers(stored, "lengths"),
            saturation=float(stored.get("saturation", SATURATION)),
        )

    def as_json(self) -> dict[str, Any]:
        return {"boosts": dict(self.boosts), "lengths": dict(self.lengths), "saturation": self.saturation}


@dataclass(frozen=True, slots=True)
class Weighing:
    """Field weights together with the mean number of terms in each field of the collection."""

    fields: FieldWeights
    averages: Mapping[str, float]

    @classmethod
    def from_json(cls, fields: Mapping[str, Any], averages: Mapping[str, float]) -> Self:
        """As an index stores them; a field without a mean is taken to have one of 1."""
        return cls(FieldWeights.from_json(fields), averages)

    def document(self, terms: Mapping[str, Sequence[Term]]) -> dict[Term, float]:
        """The weight of every term of a document, given its terms by field; a field may be missing."""
        worth: Counter[Term] = Counter()
        for name, found in terms.items():
            boost = self._boost(name, len(found))
            for term, count in Counter(found).items():
                worth[term] += boost * count  # type: ignore[assignment]  # a Counter holds any number
        return {term: value / (self.fields.saturation + value) for term, value in worth.items() if value > 0}

    def title(self, terms: Sequence[Term]) -> dict[Term, float]:
        """The weights that the title alone would give."""
        return self.document({"title": terms})

    def _boost(self, name: str, length: int) -> float:
        """Worth of one occurrence in a field of this length."""
        share = self.fields.lengths[name]
        average = self.averages.get(name) or 1.0
        return self.fields.boosts[name] / (1 - share + share * length / average) if length else 0.0


def idf(*, documents: int, containing: int) -> float:
    """Inverse document frequency, positive for every term (Lucene's form of Robertson and Spärck Jones, 1976)."""
    if not 0 <= containing <= documents:
        raise ValueError(
            f"{containing} of {documents} documents cannot contain a term: refresh the statistics."
        )
    return log(1 + (documents - containing + 0.5) / (containing + 0.5))


def query_weights(
    terms: Iterable[Term],
    *,
    documents: int,
    containing: Mapping[Term, int],
    importance: Mapping[Term, float] | None = None,
) -> dict[Term, float]:
    """idf of each term of a query that some document has, once, in order, times its `importance` where one is known.

    Terms that no document has are left out: no document can be told from another by them.
    """
    found: dict[Term, float] = {}
    for term in terms:
        if count := min(containing.get(term, 0), documents):
            found[term] = idf(documents=documents, containing=count) * (importance or {}).get(term, 1.0)
    return found


def score(document: Mapping[Term, float], query: Mapping[Term, float]) -> float:
    """The inner product, as the database computes it."""
    return sum(weight * document[term] for term, weight in query.items() if term in document)


def ceiling(query: Mapping[Term, float]) -> float:
    """What a score stays below: the sum of the query's weights."""
    return sum(query.values())


def covered(terms: Iterable[Term], query: Mapping[Term, float]) -> float:
    """The share, from 0 to 1, of the query's weight that these terms match."""
    whole = ceiling(query)
    return sum(query[term] for term in set(terms).intersection(query)) / whole if whole else 0.0


def essential(query: Mapping[Term, float], *, coverage: float) -> list[Term]:
    """The fewest heaviest terms such that every document covering this share of the query has one of them.

    Sort the terms by falling weight and take the shortest prefix whose remaining terms weigh together less than
    `coverage` of the whole. A document without any term of the prefix matches remaining terms only, so it covers less
    than `coverage`: looking up the prefix's postings therefore misses nobody. No set of fewer terms has that property,
    because what any set of that size leaves over weighs at least as much as what the heaviest leave over. This is the
    essential list of MaxScore (Turtle and Flood, 1995) with coverage in the place of the score.
    """
    if not 0 < coverage <= 1:
        raise ValueError("coverage must be above 0 and at most 1.")
    heaviest = sorted(query, key=lambda term: -query[term])
    enough = (coverage - ROUNDING) * ceiling(query)
    left = 0.0
    for size in range(len(heaviest), 0, -1):
        left += query[heaviest[size - 1]]
        if left >= enough:
            return heaviest[:size]
    return heaviest


def covers(query: Mapping[Term, float], *, coverage: float) -> list[tuple[Term, ...]]:
    """The smallest sets of terms that carry this share of the query, each of them needed: a document covers the share
    exactly if it has all terms of one of them. Their number grows as two to the power of that of the terms."""
    if not 0 < coverage <= 1:
        raise ValueError("coverage must be above 0 and at most 1.")
    enough = (coverage - ROUNDING) * ceiling(query)
    found: list[tuple[Term, ...]] = []
    for size in range(1, len(query) + 1):
        for some in combinations(query, size):
            carried = sum(query[term] for term in some)
            if carried >= enough and all(carried - query[term] < enough for term in some):
                found.append(some)
    return found


def _numbers(stored: Mapping[str, Any], name: str) -> dict[str, float]:
    return {key: float(value) for key, value in (stored.get(name) or {}).items()}
