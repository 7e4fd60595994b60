"""The one reader of the index: a selection of words, filters, order and page, answered by a frozen Result.

Invariant: totals, facet counts and pages come from one candidate set that no filter changes; the order is the same on
every page; whatever was typed, there is an answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

import numpy as np
from django.db import connection

from search import reading, steering
from search.indexing import encoding
from search.indexing.writing import dense, sparse
from search.knowledge import Knowledge
from search.knowledge import current as knowledge
from search.ordering import Hit, Row, ordered
from search.ranking import bm25
from search.reading import Reading
from search.sql import first_stage, statement
from search.sql.conditions import Conditions
from search.sql.first_stage import Mode
from search.steering import Placed
from shop import listing
from shop.activity import Shopper
from shop.facets import Selection
from shop.listing import PAGE_SIZE, Listing
from shop.models import Product

Step = Literal["", "unfiltered", "meaning", "popular"]


LOOKED_UP, COVERAGE, BEST = 0.2, 0.5, 100
"""Documents that may reach the first share of a query's weight are looked at; those that reach the second are candidates,
and so are the best of the others."""
NEAREST, NEARNESS = 120, 0.3
"""So many documents near in meaning are candidates, those that are near enough."""
RERANKED = 8 * PAGE_SIZE
WISHES = "0.15 * (facets && ARRAY(SELECT id FROM search_facetvalue WHERE code || '=' || value = ANY(%(wishes)s)))::int"
"""What a value that was wished for, without being a filter, adds to the score."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """`step` names the rung of the ladder that the results stand on, empty for what was asked."""

    reading: Reading
    hits: tuple[Hit, ...]
    listing: Listing
    step: Step = ""


def run(
    selection: Selection,
    *,
    shopper: Shopper | None = None,
    mode: Mode = "hybrid",
    depth: int = RERANKED,
    known: Knowledge | None = None,
) -> Result:
    """Answer a search; a page past the end is the last one. Four queries, and one for each rung of the ladder taken.

    Rungs: what was asked; the same without the filters that were read from the words; what is near in meaning, however
    far; what is popular. A search that the shopper narrowed may be empty, and says so. `depth` is how many of the best
    are ranked by all features: hits are listed so far; pages beyond it follow in the order of the first stage. `known`
    is for asking what another state of knowledge would find.
    """
    known = known or knowledge()
    read = reading.read(selection, known)
    placed = steering.placed(read.normalised) if known.has_placements else Placed()
    search = _Search(known=known, read=read, placed=placed, shopper=shopper, mode=mode, depth=depth)
    narrowed = read.narrowed(selection)
    found = search.find(narrowed)
    if not found["total"] and narrowed != selection and (wider := search.find(selection))["total"]:
        return search.result(wider, selection, step="unfiltered")
    if found["candidates"]:
        return search.result(found, selection)
    search = replace(search, nearness=-1.0)
    if read.words and (found := search.find(selection))["candidates"]:
        return search.result(found, selection, step="meaning")
    return _popular(read, selection)


def candidates(selection: Selection, *, depth: int = RERANKED) -> tuple[list[Row], Reading]:
    """The best of the first stage as they are before the second, for learning; two queries."""
    known = knowledge()
    read = reading.read(selection, known)
    search = _Search(known=known, read=read, placed=Placed(), shopper=None, mode="hybrid", depth=depth)
    return sorted(search.find(selection)["rows"], key=lambda row: row[-1]), read


@dataclass(frozen=True, kw_only=True)
class _Search:
    """One reading of the words, asked with one or several selections."""

    known: Knowledge
    read: Reading
    placed: Placed
    shopper: Shopper | None
    mode: Mode
    depth: int
    nearness: float = NEARNESS

    def find(self, selection: Selection) -> dict[str, Any]:
        """What the statement answers. One query."""
        conditions = Conditions(selection, known=self.known.codes)
        placed = self.placed
        by_relevance = selection.sort in {"", "relevance"}
        lexical, parameters = self._lexical()
        covered, shares = self._covered()
        sql = statement.STATEMENT.format(
            table=self.known.build.table,
            dimensions=self.known.build.dimensions,
            lexical=lexical,
            covered=covered,
            wishes=WISHES if self._wishes and self.mode == "hybrid" else "0",
            score=first_stage.score(self.mode),
            missed=conditions.missed,
            order=statement.ORDERS[selection.sort or "relevance"],
            size=PAGE_SIZE,
        )
        parameters |= shares | conditions.parameters | first_stage.parameters(self.known.ranking.legs)
        parameters |= {
            "pinned": list(placed.pinned) if by_relevance else [],
            "buried": list(placed.buried) if by_relevance else [],
            "page": selection.page - 1,
            "depth": self.depth if by_relevance else 0,
            "query": sparse(self.read.query),
            "ceiling": self.read.ceiling or 1.0,
            "coverage": COVERAGE - 1e-9,
            "best": BEST,
            "vector": dense(self._vector()),
            "wishes": self._wishes,
            "nearest": 0 if self.mode == "lexical" or not self.read.words else NEAREST,
            "nearness": self.nearness if self.mode == "hybrid" else -1.0,
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            [text] = cursor.fetchone()
        return json.loads(text, parse_float=Decimal)

    def result(self, found: dict[str, Any], selection: Selection, *, step: Step = "") -> Result:
        """Rank the best by all features and assemble the page. Two queries."""
        rows = {row[-1]: row for row in found["rows"]}
        best = ordered(
            [rows[place] for place in sorted(rows) if place < self.depth],
            read=self.read,
            ranking=self.known.ranking,
            placed=self.placed,
            shopper=self.shopper,
        )
        by_place = {place: row[0] for place, row in rows.items()}
        if selection.sort in {"", "relevance"}:
            by_place |= {place: hit.product_id for place, hit in enumerate(best)}
        pages = max(1, -(-found["total"] // PAGE_SIZE))
        start = (min(selection.page, pages) - 1) * PAGE_SIZE
        ids = [by_place[place] for place in range(start, min(start + PAGE_SIZE, found["total"]))]
        return Result(
            reading=self.read,
            hits=best,
            listing=listing.assemble(selection, found, ids),
            step=step,
        )

    def _vector(self) -> np.ndarray:
        return encoding.load(self.known.build.encoder).encode([self.read.words])[0]

    @property
    def _wishes(self) -> list[str]:
        return [f"{code}={value}" for code, values in self.read.wishes.items() for value in values]

    def _lexical(self) -> tuple[str, dict[str, Any]]:
        """The condition on documents that are worth a look for their words."""
        concepts = self.read.concepts
        if not self.read.words:
            filters = Conditions(self.read.narrowed(Selection()), known=self.known.codes, prefix="understood")
            return f"{filters.missed} = '{{}}'", filters.parameters
        if self.mode == "semantic" or not concepts:
            return "false", {}
        essential = bm25.essential({concept: concept.weight for concept in concepts}, coverage=LOOKED_UP)
        terms = [term for concept in essential for term in concept.terms]
        return "terms && %(essential)s::int[]", {"essential": terms}

    def _covered(self) -> tuple[str, dict[str, Any]]:
        """The share of the query's weight that a document's terms match, a concept once however often it is said."""
        if not self.read.concepts:
            return "1.0" if not self.read.words else "0.0", {}
        cases: list[str] = []
        parameters: dict[str, Any] = {}
        for number, concept in enumerate(self.read.concepts):
            parameters[f"terms{number}"] = list(concept.terms)
            parameters[f"share{number}"] = concept.weight / self.read.weight
            cases.append(
                f"CASE WHEN document.terms && %(terms{number})s::int[] THEN %(share{number})s::float ELSE 0 END"
            )
        return f"({' + '.join(cases)})", parameters


def _popular(read: Reading, selection: Selection) -> Result:
    """Never a dead page."""
    found = listing.read(Product.objects.published(), replace(selection, sort=""), default_sort="popular")
    return Result(reading=read, hits=(), listing=replace(found, selection=selection), step="popular")
