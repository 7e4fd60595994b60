"""The one reader of the index: a selection of words, filters, order and page, answered by a frozen Result.

Invariant: totals, facet counts and pages come from one candidate set that no filter changes; the order is the same on
every page; whatever was typed, there is an answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from django.db import connection

from search import facet_counts, reading, steering
from search.concepts import Concept
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


COVERAGE, LOOKED_UP, FEW, BEST = 0.5, 0.2, 1000, 100
"""Documents that reach the first share of a query's weight are candidates, and where those are few, so are the best of those
that may reach the second."""
FEW_CONCEPTS = 4
MEETS = "document.terms && %({})s::int[]"
IS = "document.facets && %({}_values)s::int[]"
NEAREST, NEARNESS = 120, 0.3
"""So many documents near in meaning are candidates, those that are near enough."""
RERANKED = 8 * PAGE_SIZE
WISH = 0.15
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
    """Answer a search; a page past the end is the last one. Five queries, and two more where only meaning finds something.

    Rungs: what was asked; the same without the filters that were read from the words; what is near in meaning, however
    far; what is popular. A search that the shopper narrowed may be empty, and says so. `depth` is how many of the best
    are ranked by all features: hits are listed so far; pages beyond it follow in the order of the first stage. `known`
    is for asking what another state of knowledge would find.
    """
    known = known or knowledge()
    read = reading.read(selection, known)
    placed = steering.placed(read.normalised) if known.has_placements else Placed()
    search = _Search(known=known, read=read, placed=placed, shopper=shopper, mode=mode, depth=depth)
    found = search.find(selection)
    if found["candidates"]:
        return search.result(found, selection, step=search.step(found))
    search = replace(search, nearness=-1.0)
    if read.words and (found := search.find(selection, is_narrowed=False))["candidates"]:
        return search.result(found, selection, step="meaning")
    return _popular(read, selection)


def candidates(selection: Selection, *, depth: int = RERANKED) -> tuple[list[Row], Reading]:
    """The best of the first stage as they are before the second, for learning; three queries."""
    known = knowledge()
    read = reading.read(selection, known)
    search = _Search(known=known, read=read, placed=Placed(), shopper=None, mode="hybrid", depth=depth)
    return sorted(search.find(selection, is_narrowed=False)["rows"], key=lambda row: row[-1]), read


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

    def find(self, selection: Selection, *, is_narrowed: bool = True) -> dict[str, Any]:
        """What the statement answers, as `listing.assemble` reads it, with `rows` of the best; filters that were understood
        count where it `is_narrowed` by them. Two queries."""
        conditions = Conditions(
            self.read.narrowed(selection) if is_narrowed else selection, known=self.known.codes
        )
        sql, parameters = self._statement(selection, conditions)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            text, sets, missed = cursor.fetchone()
        counts = facet_counts.count(sets, missed, known=self.known.facet_sets, bits=conditions.bits)
        return json.loads(text) | facet_counts.described(counts, selection)

    def step(self, found: Mapping[str, Any]) -> Step:
        """The rung of what was found. A jigsaw of fishing boats is no fishing rod: where words are asked for that no product
        has, and none has enough of the others, what is found is only near."""
        if found["is_loosened"]:
            return "unfiltered"
        return "" if found["has_most"] or self.placed.pinned else "meaning"

    def _statement(self, selection: Selection, conditions: Conditions) -> tuple[str, dict[str, Any]]:
        by_relevance = selection.sort in {"", "relevance"}
        placed = self.placed if by_relevance else Placed()
        covered, parameters = self._covered()
        strong, weak, terms = self._met(covered)
        cosine = statement.COSINE.format(dimensions=self.known.build.dimensions)
        legs = self.known.ranking.legs
        wishes = self._wishes if self.mode == "hybrid" else {}
        score = f"{first_stage.score(self.mode, legs)} + {WISH} * wished"
        bits = conditions.bits
        own = Conditions(selection, known=self.known.codes).bits
        understood = sum(bit for code, bit in bits.items() if code not in own)
        missed = statement.MISSED if understood else "missed"
        measures = statement.MEASURES.format(
            words_score=statement.WORDS_SCORE if by_relevance else "0::float",
            title_score=statement.TITLE_SCORE if first_stage.counts_titles(legs) else "0::float",
            cosine=cosine if by_relevance else "0::float",
            covered=covered,
            wished=" + ".join(statement.WISHED.format(name=name) for name in wishes) or "0",
            missed=conditions.missed,
        )
        sql = statement.STATEMENT.format(
            table=self.known.build.table,
            dimensions=self.known.build.dimensions,
            measures=measures,
            strong=strong,
            weak=weak,
            missed=missed,
            understood=understood,
            has_most="(SELECT bool_or(covered >= %(most)s) FROM candidate)" if self.read.missing else "true",
            cosine_of_each=cosine,
            looks_far=statement.LOOKS_FAR.format(nearest=NEAREST),
            title_score_of_each=statement.TITLE_SCORE,
            missed_of_each=f"string_agg(int8send({missed}), ''::bytea)" if bits else "''::bytea",
            words_score_of_each=statement.WORDS_SCORE,
            rank=score if by_relevance else "0",
            score=score,
            order=(statement.PLACED if placed != Placed() else "")
            + statement.ORDERS[selection.sort or "relevance"],
            size=PAGE_SIZE,
            **{code: bits.get(code, 0) for code in ("price", "stock", "offer", "rating")},
        )
        parameters |= terms | wishes | conditions.parameters | first_stage.parameters(legs)
        return sql, parameters | {
            "pinned": list(placed.pinned),
            "buried": list(placed.buried),
            "page": selection.page - 1,
            "depth": self.depth if by_relevance else 0,
            "query": sparse(self.read.query),
            "ceiling": self.read.ceiling or 1.0,
            "coverage": COVERAGE - 1e-9,
            "most": COVERAGE * (1 + self.read.missing / self.read.weight) if self.read.weight else 1.0,
            "few": FEW,
            "best": BEST,
            "vector": dense(self._vector()),
            "nearest": 0 if self.mode == "lexical" or not self.read.words else NEAREST,
            "nearness": self.nearness if self.mode == "hybrid" else -1.0,
        }

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
    def _wishes(self) -> dict[str, list[int]]:
        return {f"wish{number}": list(values) for number, values in enumerate(self.read.wishes)}

    def _met(self, covered: str) -> tuple[str, str, dict[str, Any]]:
        """The conditions on documents that are candidates for their words, and on those that may fill up."""
        concepts = {concept: concept.weight for concept in self.read.concepts}
        if not self.read.words:
            filters = Conditions(self.read.narrowed(Selection()), known=self.known.codes, prefix="understood")
            return filters.held, "false", filters.parameters
        if self.mode == "semantic" or not concepts:
            return "false", "false", {}
        strong, parameters = _strong(concepts, covered)
        weak, more = _meets("weak", bm25.essential(concepts, coverage=LOOKED_UP))
        return strong, weak if len(concepts) > 1 else "false", parameters | more

    def _covered(self) -> tuple[str, dict[str, Any]]:
        """The share of the query's weight that a document's terms match, a concept once however often it is said."""
        if not self.read.concepts:
            return "1.0" if not self.read.words else "0.0", {}
        cases: list[str] = []
        parameters: dict[str, Any] = {}
        for number, concept in enumerate(self.read.concepts):
            parameters[f"concept{number}"] = sparse(dict.fromkeys(concept.terms, 1.0))
            parameters[f"share{number}"] = concept.weight / self.read.weight
            met = f"document.weights <#> %(concept{number})s::sparsevec < 0"
            if concept.values:
                parameters[f"concept{number}_values"] = list(concept.values)
                met = f"({met} OR {IS.format(f'concept{number}')})"
            cases.append(f"CASE WHEN {met} THEN %(share{number})s::float ELSE 0 END")
        return f"({' + '.join(cases)})", parameters


def _strong(concepts: Mapping[Concept, float], covered: str) -> tuple[str, dict[str, Any]]:
    """Which documents reach COVERAGE: of few concepts by indexes alone, of many by a look at those that may."""
    if len(concepts) > FEW_CONCEPTS:
        met, parameters = _meets("strong", bm25.essential(concepts, coverage=COVERAGE))
        return f"{met} AND {covered} >= %(coverage)s", parameters
    met_by = {concept: _meets(f"strong{number}", [concept]) for number, concept in enumerate(concepts)}
    ways = [
        " AND ".join(met_by[concept][0] for concept in some)
        for some in bm25.covers(concepts, coverage=COVERAGE)
    ]
    parameters = {name: value for _, several in met_by.values() for name, value in several.items()}
    return f"(({') OR ('.join(ways)}))", parameters


def _meets(name: str, concepts: Sequence[Concept]) -> tuple[str, dict[str, Any]]:
    """Documents that say one of the concepts, or are it; parameters are called by the name."""
    values = [value for concept in concepts for value in concept.values]
    met = MEETS.format(name)
    parameters = {name: [term for concept in concepts for term in concept.terms]}
    return (
        (f"({met} OR {IS.format(name)})", parameters | {f"{name}_values": values})
        if values
        else (met, parameters)
    )


def _popular(read: Reading, selection: Selection) -> Result:
    """Never a dead page."""
    found = listing.read(Product.objects.published(), replace(selection, sort=""), default_sort="popular")
    return Result(reading=read, hits=(), listing=replace(found, selection=selection), step="popular")
