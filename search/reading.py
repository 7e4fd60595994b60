"""Reads what was typed: corrects, takes filters out, expands synonyms, and weighs what is left for the statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search import concepts, steering
from search.concepts import Concept
from search.knowledge import Knowledge
from search.meaning.understanding import Understanding, Understood
from search.ranking import bm25
from search.text import spelling, tokens
from shop.facets import Range, Selection

EXACT, PLAIN, NOT = "exact", "plain", "not:"
"""Wishes of a selection's reading: do not correct; take no filters out of the words. `not:KEY` keeps one filter out."""
SYNONYM_SHARE = 0.7
"""What a term of a synonym counts beside the one that was typed."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`words` is what ranks: the text without what became a filter. `numbers` are those of its terms that the index has, in
    order; `query` maps them, and those of synonyms, to weights. `wishes` are facet values that lift what has one of them, in a
    tuple for each wish. `missing` is the weight of the words that no product has."""

    text: str
    words: str
    normalised: str
    corrected: str = ""
    understood: tuple[Understanding, ...] = ()
    terms: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    query: Mapping[int, float]
    concepts: tuple[Concept, ...]
    wishes: tuple[tuple[int, ...], ...] = ()
    missing: float = 0.0

    @property
    def ceiling(self) -> float:
        """What no document's score of words passes."""
        return sum(self.query.values())

    @property
    def weight(self) -> float:
        return sum(concept.weight for concept in self.concepts)

    @property
    def chips(self) -> tuple[Understanding, ...]:
        """The filters that hide what does not fit."""
        return tuple(part for part in self.understood if part.is_hard)

    def narrowed(self, selection: Selection) -> Selection:
        """The selection with what was understood; what the shopper chose by hand stands above it."""
        for part in self.chips:
            selection = _with(selection, part)
        return selection


def _with(selection: Selection, part: Understanding) -> Selection:
    if part.code in selection.chosen or part.code in selection.ranges:
        return selection
    if part.kind == "stock":
        return replace(selection, in_stock=True)
    if part.kind == "offer":
        return replace(selection, on_offer=True)
    if part.kind == "rating":
        return replace(selection, rating=selection.rating or int(part.low or 4))
    if part.low is not None or part.high is not None:
        held = Range(low=part.low, high=part.high)
        return replace(selection, ranges={**selection.ranges, part.code: held})
    return replace(selection, chosen={**selection.chosen, part.code: part.values})


def read(selection: Selection, known: Knowledge) -> Reading:
    """No query, or one for terms that are new to the index."""
    typed = selection.words
    words = typed if EXACT in selection.reading else spelling.correct(typed, known.vocabulary).text
    corrected = words if words != typed else ""
    understood: tuple[Understanding, ...] = ()
    if PLAIN not in selection.reading:
        without = {wish.removeprefix(NOT) for wish in selection.reading if wish.startswith(NOT)}
        filters = _filters(words, known, without)
        understood, words = filters.filters, filters.rest
    found = tokens.query_tokens(words)
    terms, places = _expanded(found, known)
    numbers = known.numbers(terms)
    meant = concepts.meant(found, understood, known)
    weights = bm25.query_weights(
        terms,
        documents=known.build.documents,
        containing={
            text: max(documents, meant[places[text]].documents if places[text] in meant else 0)
            for text, (_number, documents) in numbers.items()
        },
        importance={text: share * known.ranking.importance.get(text, 1.0) for text, share in terms.items()},
    )
    return Reading(
        text=selection.words,
        words=words,
        corrected=corrected,
        understood=understood,
        normalised=steering.normalised(selection.words),
        terms=tuple(token.term for token in found),
        numbers=tuple(numbers[token.term][0] for token in found if token.term in numbers),
        query={numbers[text][0]: weight for text, weight in weights.items()},
        concepts=concepts.of(weights, places, numbers, meant, documents=known.build.documents),
        wishes=tuple(dict.fromkeys(values.numbers for values in meant.values())),
        missing=bm25.idf(documents=known.build.documents, containing=0)
        * len(concepts.missing(found, {places[text] for text in weights} | meant.keys())),
    )


def _filters(words: str, known: Knowledge, without: set[str]) -> Understood:
    """What the words ask for; a filter takes no word out of the middle of a phrase that a merchant gave a meaning."""
    filters = known.reader.read(words, without=without)
    phrases = steering.spans(tokens.query_tokens(words), known.synonyms)
    broken = {
        part.key
        for part in filters.filters
        for start, end in phrases
        if part.is_hard
        and part.start < end
        and start < part.end
        and not (part.start <= start and end <= part.end)
    }
    return known.reader.read(words, without=without | broken) if broken else filters


def _expanded(found: Sequence[tokens.Token], known: Knowledge) -> tuple[dict[str, float], dict[str, int]]:
    """Importance of each term, and the place of the text that it stands for."""
    importance = {token.term: 1.0 for token in found}
    places = {token.term: token.position for token in found}
    own = [token for token in found if token.kind != "joined"]
    for place, others in steering.expansions([token.term for token in own], known.synonyms).items():
        for term in others:
            importance.setdefault(term, SYNONYM_SHARE)
            places.setdefault(term, own[place].position)
    return importance, places
