"""Why a result stands where it stands, for the owner: which words of the query a product has, and what moved it. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search import knowledge
from search.models import Document, Term
from search.ordering import Hit
from search.query import Result
from shop.cards import Card


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A result of a page. `in_title` and `elsewhere` are terms that it has, `instead` those that synonyms brought.

    `hit` is None where nothing was ranked by its words, as on the rung of what is popular.
    """

    place: int
    card: Card
    hit: Hit | None
    popularity: int = 0
    in_title: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def is_found_by_meaning_alone(self) -> bool:
        return self.hit is not None and not (self.in_title or self.elsewhere or self.instead)


@dataclass(frozen=True, kw_only=True)
class _Facts:
    popularity: int = 0
    terms: frozenset[int] = frozenset()
    title_terms: frozenset[int] = frozenset()


def explain(result: Result) -> tuple[Explained, ...]:
    """The results of the page in their order. Two queries, and the small one that asks for the state of the index."""
    hits = {hit.product_id: hit for hit in result.hits}
    facts = _facts([card.id for card in result.listing.cards])
    asked = dict(Term.objects.filter(pk__in=list(result.reading.query)).values_list("pk", "text"))
    first = result.listing.page.start_index()
    typed = frozenset(result.reading.terms)
    return tuple(
        Explained(
            place=first + number,
            card=card,
            hit=hits.get(card.id),
            popularity=facts.get(card.id, _Facts()).popularity,
            **_words(facts.get(card.id, _Facts()), asked, typed),
        )
        for number, card in enumerate(result.listing.cards)
    )


def _facts(product_ids: Sequence[int]) -> dict[int, _Facts]:
    build = knowledge.current().build
    rows = Document.objects.filter(build=build, product_id__in=product_ids)
    return {
        product: _Facts(popularity=popularity, terms=frozenset(terms), title_terms=frozenset(title_terms))
        for product, popularity, terms, title_terms in rows.values_list(
            "product_id", "popularity", "terms", "title_terms"
        )
    }


def _words(facts: _Facts, asked: Mapping[int, str], typed: frozenset[str]) -> dict[str, tuple[str, ...]]:
    held = {number: text for number, text in asked.items() if number in facts.terms}
    own = {number: text for number, text in held.items() if text in typed}
    return {
        "in_title": tuple(sorted(text for number, text in own.items() if number in facts.title_terms)),
        "elsewhere": tuple(sorted(text for number, text in own.items() if number not in facts.title_terms)),
        "instead": tuple(sorted(text for text in held.values() if text not in typed)),
    }
