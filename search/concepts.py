"""What a query asks for, piece by piece: the terms that say it, the values of the catalogue that are it, and what it weighs.

A shopper who wants a blue mug wants what is navy, whether its text says blue or not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

from search.knowledge import Knowledge
from search.meaning.understanding import Understanding
from search.ranking import bm25
from search.text import tokens


@dataclass(frozen=True, kw_only=True)
class Concept:
    """One thing that was asked for: numbers of the terms that say it and of the facet values that are it without saying it, and
    what it weighs (the idf of the rarest)."""

    terms: tuple[int, ...]
    weight: float
    values: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Values:
    """Facet values that a place of the words may stand for, those of them whose documents need not have the word, and about how
    many documents have one."""

    numbers: tuple[int, ...]
    unsaid: tuple[int, ...]
    documents: int


def meant(
    found: Sequence[tokens.Token], understood: Sequence[Understanding], known: Knowledge
) -> dict[int, Values]:
    """The values of each place that has some and is no filter: they lift without hiding. What several of them say by the same
    words is one."""
    by_text: dict[str, dict[tuple[str, str], tuple[int, int]]] = {}
    for part in understood:
        if not part.is_hard:
            named = ((part.code, value) for value in part.values)
            by_text.setdefault(part.text, {}).update(
                {name: known.values[name] for name in named if name in known.values}
            )
    found_by: dict[int, Values] = {}
    for text, held in by_text.items():
        terms = {token.term for token in tokens.query_tokens(text)}
        values = Values(
            numbers=tuple(sorted(number for number, _ in held.values())),
            unsaid=tuple(sorted(number for name, (number, _) in held.items() if not _says(*name, terms))),
            documents=min(sum(count for _, count in held.values()), known.build.documents),
        )
        found_by |= {token.position: values for token in found if token.term in terms and values.numbers}
    return found_by


def _says(code: str, value: str, terms: Set[str]) -> bool:
    """Whether what has the value has the terms in its text: what is called blue does, what is navy need not. Categories, brands
    and flags are known by their names alone."""
    return (
        code in {"category", "brand"}
        or value == "yes"
        or not terms.isdisjoint(token.term for token in tokens.query_tokens(value))
    )


def of(
    weights: Mapping[str, float],
    places: Mapping[str, int],
    numbers: Mapping[str, tuple[int, int]],
    meant: Mapping[int, Values],
    *,
    documents: int,
) -> tuple[Concept, ...]:
    """Terms of the same place are ways to say the same, and a document that has a value which is meant need not say it."""
    grouped: dict[int, list[str]] = {place: [] for place in meant}
    for text in weights:
        grouped.setdefault(places[text], []).append(text)
    return tuple(
        Concept(
            terms=tuple(numbers[text][0] for text in texts),
            weight=max(
                [weights[text] for text in texts]
                or [bm25.idf(documents=documents, containing=meant[place].documents)]
            ),
            values=meant[place].unsaid if place in meant else (),
        )
        for place, texts in grouped.items()
    )


def missing(found: Sequence[tokens.Token], known: Collection[int]) -> set[int]:
    """Places of words that the catalogue has in no way. Numbers are left out: they often say how many or how large."""
    return {token.position for token in found if token.kind in {"word", "code"}} - set(known)
