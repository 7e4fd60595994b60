"""Turns products into rows of the document table. Pure but for the numbers it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.indexing.documents import Source
from search.indexing.numbering import LONGEST, Numbers
from search.models.index import SPARSE_DIMENSIONS
from search.ranking import bm25
from search.ranking.bm25 import FIELDS
from search.text import beginnings, tokens

WORD_FIELDS = ("title", "subtitle", "brand", "category", "attributes", "description")
"""Reviews and queries are left out: their misspellings are no vocabulary."""
MOST_TERMS = 4000
COLUMNS = (
    "build_id", "product_id", "title", "terms", "title_terms", "words", "names", "weights", "title_weights", "embedding", "facets",
    "facet_set", "price", "in_stock", "on_offer", "rating", "well_rated", "popularity", "published_at", "length",
)  # fmt: skip


@dataclass(frozen=True)
class Analysed:
    """A product and its terms by field, in order."""

    source: Source
    terms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    names: str

    @property
    def length(self) -> int:
        return sum(map(len, self.terms.values()))


def analyse(source: Source) -> Analysed:
    """Stop words count in titles only, where a query of nothing else must find them."""
    found = {field: tokens.tokenize(source.texts[field])[:MOST_TERMS] for field in FIELDS}
    return Analysed(
        source=source,
        terms={
            field: tuple(token.term for token in found[field] if token.kind != "stop" or field == "title")
            for field in FIELDS
        },
        words={
            token.surface: token.term
            for field in WORD_FIELDS
            for token in found[field]
            if token.kind in {"word", "joined"} and token.surface.isalpha() and len(token.surface) <= LONGEST
        },
        names=_names(source, [token.surface for token in found["attributes"] if token.kind == "code"]),
    )


def _names(source: Source, codes: Sequence[str]) -> str:
    """What the product is suggested by: no descriptions, and of attributes the choices and codes without their names."""
    choices = [facet.label for facet in source.facets if facet.kind == "choice"]
    return beginnings.names(
        {
            "A": source.texts["title"],
            "B": source.texts["brand"],
            "C": source.texts["category"],
            "D": " ; ".join([source.texts["subtitle"], *choices, *codes]),
        }
    )


def average_lengths(sample: Iterable[Analysed]) -> dict[str, float]:
    """Mean number of terms of each field, at least 1."""
    rows = [[len(entry.terms[field]) for field in FIELDS] for entry in sample]
    means = np.mean(rows, axis=0) if rows else np.ones(len(FIELDS))
    return {field: max(float(mean), 1.0) for field, mean in zip(FIELDS, means, strict=True)}


WEIGHED = ("terms", "weights", "title_weights", "length")
"""The columns that depend on field weights and statistics, and not on the encoder."""


def rows(
    analysed: Sequence[Analysed],
    vectors: np.ndarray,
    *,
    build_id: int,
    weighing: bm25.Weighing,
    numbers: Numbers,
) -> list[tuple[Any, ...]]:
    """One tuple of COLUMNS for each product; `vectors` is (n, d)."""
    of_term = numbers.terms({term for entry in analysed for terms in entry.terms.values() for term in terms})
    of_word = numbers.words({word: term for entry in analysed for word, term in entry.words.items()})
    of_facet = numbers.facets([facet for entry in analysed for facet in entry.source.facets])
    facets = [tuple(sorted({of_facet[facet] for facet in entry.source.facets})) for entry in analysed]
    of_set = numbers.sets(facets)
    found = []
    for entry, vector, held in zip(analysed, vectors, facets, strict=True):
        source = entry.source
        weights = {of_term[term]: weight for term, weight in weighing.document(entry.terms).items()}
        title = {of_term[term]: weight for term, weight in weighing.title(entry.terms["title"]).items()}
        found.append(
            (
                build_id,
                source.product_id,
                source.texts["title"],
                sorted(weights),
                [of_term[term] for term in entry.terms["title"]],
                sorted({of_word[word] for word in entry.words}),
                entry.names,
                sparse(weights),
                sparse(title),
                dense(vector),
                list(held),
                of_set[held],
                source.price,
                source.in_stock,
                source.on_offer,
                source.rating,
                source.well_rated,
                source.popularity,
                source.published_at,
                entry.length,
            )
        )
    return found


def sparse(weights: Mapping[int, float]) -> str:
    """As pgvector reads a sparsevec; its indices begin at 1, as our numbers do."""
    inside = ",".join(f"{number}:{weights[number]:.6g}" for number in sorted(weights) if weights[number])
    return f"{{{inside}}}/{SPARSE_DIMENSIONS}"


def dense(vector: np.ndarray) -> str:
    return "[" + ",".join(f"{value:.5g}" for value in vector.tolist()) + "]"
