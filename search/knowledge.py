"""What a process remembers of the index to read queries with; brought up to date when the index says it changed.

One small query a search tells whether it did. The first process to notice reads anew, the others answer from what they
have meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection

from search import index, steering, tuning
from search.facet_counts import FacetSets
from search.meaning import evidence
from search.meaning.evidence import Held
from search.meaning.lexicon import Choice, Flag, Lexicon, Named, Number
from search.meaning.understanding import Reader
from search.models import Build, FacetValue, Synonym, Term, Word
from search.steering import Phrase
from search.text import spelling
from search.text.prefixes import Prefixes
from search.text.vocabulary import Vocabulary
from search.tuning import Ranking


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    build: Build
    ranking: Ranking
    synonyms: dict[Phrase, tuple[Phrase, ...]]
    codes: frozenset[str]
    has_placements: bool
    vocabulary: Vocabulary
    prefixes: Prefixes
    reader: Reader
    terms: Mapping[str, tuple[int, int]]
    facet_sets: FacetSets
    values: Mapping[tuple[str, str], tuple[int, int]]
    """Number of each facet value by code and value, and how many documents have it."""

    def numbers(self, texts: Collection[str]) -> dict[str, tuple[int, int]]:
        """Number of each term, and in how many documents it is. One query when a term is new since the last count."""
        found = {text: self.terms[text] for text in texts if text in self.terms}
        if len(found) < len(texts):
            rows = Term.objects.filter(text__in=[text for text in texts if text not in found])
            found |= {
                text: (number, count) for text, number, count in rows.values_list("text", "pk", "documents")
            }
        return found


State = tuple[Any, ...]
STATE = """
SELECT (SELECT id FROM search_build WHERE state = 'active'),
    (SELECT counted_at::text FROM search_build WHERE state = 'active'),
    (SELECT (max(changed_at), count(*))::text FROM search_synonym WHERE is_active),
    (SELECT id::text FROM search_tuning WHERE is_active),
    EXISTS (SELECT FROM search_placement)
"""
_lock = threading.Lock()
_held: dict[str, tuple[State, Knowledge]] = {}


def current() -> Knowledge:
    """One query when nothing changed."""
    database, state = connection.settings_dict["NAME"], _state()
    known_state, known = _held.get(database, (None, None))
    if known and (known_state == state or (_lock.locked() and known_state and known_state[0] == state[0])):
        return known
    with _lock:
        known_state, known = _held.get(database, (None, None))
        if known is None or known_state != state:
            known = _read(has_placements=bool(state[-1]))
            _held[database] = (state, known)
        return known


def _state() -> State:
    """With the build in use, which a new shop is given here."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        state = tuple(cursor.fetchone())
        if state[0] is None:
            index.active()
            cursor.execute(STATE)
            state = tuple(cursor.fetchone())
        return state


def _read(*, has_placements: bool) -> Knowledge:
    build = index.active()
    counts = dict(Word.objects.filter(documents__gt=0).values_list("text", "documents"))
    known = _with_synonyms(counts)
    facet_sets = FacetSets()
    facet_sets.load(build.table)
    held = _held_values(build)
    terms = {
        text: (number, count) for text, number, count in Term.objects.values_list("text", "pk", "documents")
    }
    return Knowledge(
        build=build,
        ranking=tuning.current(),
        has_placements=has_placements,
        synonyms=steering.synonyms(),
        terms=terms,
        vocabulary=Vocabulary(known),
        prefixes=Prefixes(known),
        reader=Reader(_lexicon(held, {text: count for text, (_, count) in terms.items()})),
        facet_sets=facet_sets,
        values={(code, value): (number, documents) for code, value, *_, documents, number in held},
        codes=frozenset(FacetValue.objects.values_list("code", flat=True).distinct()),
    )


def _with_synonyms(counts: Mapping[str, int]) -> dict[str, int]:
    """The catalogue's words, and those of synonyms, which must not be corrected away."""
    known = dict(counts)
    for text in Synonym.objects.filter(is_active=True).values_list("words", flat=True):
        for word in spelling.vocabulary_words(text):
            known.setdefault(word, 1)
    return known


HELD = """
SELECT value.code, value.value, value.label, value.name, value.kind, value.unit, value.swatch, value.number, held.documents,
    value.id
FROM (SELECT facet, count(*) AS documents FROM {table}, unnest(facets) AS facet GROUP BY facet) AS held
JOIN search_facetvalue AS value ON value.id = held.facet ORDER BY value.facet_position, value.position, value.id
"""


def _held_values(build: Build) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(table=build.table))
        return cursor.fetchall()


def _lexicon(rows: Sequence[tuple[Any, ...]], containing: Mapping[str, int]) -> Lexicon:
    """The values that products have now, and which of them are words for others too. Colours and sizes have rules of their own."""
    choices = [row for row in rows if row[4] == "choice"]
    lexicon = Lexicon(
        brands=tuple(Named(label, slug) for code, slug, label, *_ in rows if code == "brand"),
        categories=tuple(Named(label, slug) for code, slug, label, *_ in rows if code == "category"),
        choices=tuple(
            Choice(code, name, value, swatch) for code, value, _, name, _, _, swatch, *_ in choices
        ),
        numbers=_numbers(rows),
        flags=tuple(
            dict.fromkeys(Flag(code, name) for code, _, _, name, kind, *_ in rows if kind == "boolean")
        ),
    )
    named = {
        f"brand:{slug}": (label, documents) for code, slug, label, *_, documents, _ in rows if code == "brand"
    }
    named |= {
        f"{code}:{value}": (value, documents)
        for code, value, *_, documents, _ in choices
        if code not in lexicon.colour_codes | lexicon.size_codes
    }
    for code, _, _, name, kind, *_, documents, _ in rows:
        if kind == "boolean":  # what says that it is not waterproof has the word too
            named[code] = (name, documents + named.get(code, (name, 0))[1])
    held = [Held(key, words, documents) for key, (words, documents) in named.items()]
    return replace(lexicon, ordinary=evidence.ordinary(held, containing=containing))


def _numbers(rows: Sequence[tuple[Any, ...]]) -> tuple[Number, ...]:
    held: dict[tuple[str, str, str], set[Decimal]] = {}
    for code, _, _, name, kind, unit, _, number, *_ in rows:
        if kind == "number" and number is not None:
            held.setdefault((code, name, unit), set()).add(number)
    return tuple(Number(*key, values=frozenset(values)) for key, values in held.items())
