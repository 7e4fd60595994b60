"""Numbers for terms, words, facet values and sets of them; the only writer of their tables but for counts.

A number is given once and kept. Rows are inserted in the order of their texts, so that two writers cannot deadlock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from hashlib import md5
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from search.indexing.documents import Facet
from search.models import FacetSet, FacetValue, Term, Word

LONGEST = 100
BATCH = 5000
Key = TypeVar("Key")


class Numbers:
    """Remembers what it has looked up: one for each bulk load, or one for each handful of products."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._facets: dict[Facet, int] = {}
        self._sets: dict[tuple[int, ...], int] = {}

    def terms(self, texts: Iterable[str]) -> dict[str, int]:
        """Numbers by text, given to those that have none. A query when something is new to this object, and two more when
        it is new to the index."""
        texts = set(texts)
        new = sorted(texts - self._terms.keys())
        for start in range(0, len(new), BATCH):
            part = new[start : start + BATCH]
            self._terms |= _given(Term, part, lambda text: Term(text=text))
        return {text: self._terms[text] for text in texts}

    def words(self, terms_of: Mapping[str, str]) -> dict[str, int]:
        """Numbers of words, each given with the term it stands for."""
        new = sorted(terms_of.keys() - self._words.keys())
        numbers = self.terms({terms_of[text] for text in new})
        for start in range(0, len(new), BATCH):
            part = new[start : start + BATCH]
            self._words |= _given(Word, part, lambda text: Word(text=text, term_id=numbers[terms_of[text]]))
        return {text: self._words[text] for text in terms_of}

    def sets(self, found: Collection[tuple[int, ...]]) -> dict[tuple[int, ...], int]:
        """Numbers of sets of facet values, each an ascending tuple."""
        digests = {held: _digest(held) for held in found if held not in self._sets}
        if digests:
            held_by = {digest: held for held, digest in digests.items()}
            numbers = _given(
                FacetSet,
                sorted(held_by),
                lambda digest: FacetSet(digest=digest, facets=list(held_by[digest])),
                key="digest",
            )
            self._sets |= {held: numbers[digest] for held, digest in digests.items()}
        return {held: self._sets[held] for held in found}

    def facets(self, found: Collection[Facet]) -> dict[Facet, int]:
        """Numbers of facet values; labels and order of those that exist are brought up to date."""
        new = {(facet.code, facet.value): facet for facet in found if facet not in self._facets}
        if new:
            rows = [FacetValue(**asdict(new[key])) for key in sorted(new)]
            told = [field.name for field in fields(Facet) if field.name not in {"code", "value"}]
            FacetValue.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["code", "value"], update_fields=told
            )
            numbers = _facet_numbers(new)
            self._facets |= {
                facet: numbers[facet.code, facet.value] for facet in found if facet not in self._facets
            }
        return {facet: self._facets[facet] for facet in found}


def _given(
    model: type[Term | Word | FacetSet],
    wanted: Sequence[Key],
    make: Callable[[Key], Any],
    *,
    key: str = "text",
) -> dict[Key, int]:
    """Numbers by key. Only what is missing is inserted: a refused insert would use up a number all the same."""
    known = dict(model.objects.filter(**{f"{key}__in": wanted}).values_list(key, "pk"))
    missing = [one for one in wanted if one not in known]
    if missing:
        model.objects.bulk_create([make(one) for one in missing], ignore_conflicts=True)
        known |= dict(model.objects.filter(**{f"{key}__in": missing}).values_list(key, "pk"))
    return known


def _digest(facets: Sequence[int]) -> UUID:
    return UUID(md5(",".join(map(str, facets)).encode(), usedforsecurity=False).hexdigest())


def _facet_numbers(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    codes, values = zip(*keys, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, value, id FROM search_facetvalue"
            " WHERE (code, value) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
            [list(codes), list(values)],
        )
        return {(code, value): number for code, value, number in cursor.fetchall()}
