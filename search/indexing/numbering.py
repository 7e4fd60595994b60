"""Numbers for terms, words and facet values; the only writer of Term, Word and FacetValue but for their counts.

A number is given once and kept. Rows are inserted in the order of their texts, so that two writers cannot deadlock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields

from django.db import connection

from search.indexing.documents import Facet
from search.models import FacetValue, Term, Word

LONGEST = 100
BATCH = 5000


class Numbers:
    """Remembers what it has looked up: one for each bulk load, or one for each handful of products."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._facets: dict[Facet, int] = {}

    def terms(self, texts: Iterable[str]) -> dict[str, int]:
        """Numbers by text, given to those that have none. Two queries when something is new to this object."""
        texts = set(texts)
        new = sorted(texts - self._terms.keys())
        for start in range(0, len(new), BATCH):
            part = new[start : start + BATCH]
            Term.objects.bulk_create([Term(text=text) for text in part], ignore_conflicts=True)
            self._terms |= dict(Term.objects.filter(text__in=part).values_list("text", "pk"))
        return {text: self._terms[text] for text in texts}

    def words(self, terms_of: Mapping[str, str]) -> dict[str, int]:
        """Numbers of words, each given with the term it stands for."""
        new = sorted(terms_of.keys() - self._words.keys())
        numbers = self.terms({terms_of[text] for text in new})
        for start in range(0, len(new), BATCH):
            part = new[start : start + BATCH]
            rows = [Word(text=text, term_id=numbers[terms_of[text]]) for text in part]
            Word.objects.bulk_create(rows, ignore_conflicts=True)
            self._words |= dict(Word.objects.filter(text__in=part).values_list("text", "pk"))
        return {text: self._words[text] for text in terms_of}

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


def _facet_numbers(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    codes, values = zip(*keys, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, value, id FROM search_facetvalue"
            " WHERE (code, value) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
            [list(codes), list(values)],
        )
        return {(code, value): number for code, value, number in cursor.fetchall()}
