"""What is suggested while somebody types into the search box: products, places of the shop, what others asked.

Invariant: only what shoppers may see now, as it is called and costs now; what cannot be bought stands last; the same
typing gets the same suggestions, whoever types. Two queries whatever is typed.

A beginning of one letter fits half of the catalogue, so the best thousand products are looked through first, and the
index of words is asked only where these hold too few (search.sql.suggestions).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from search.knowledge import Knowledge
from search.knowledge import current as knowledge
from search.models import Completion
from search.sql.suggestions import STATEMENT, TIER
from search.text import beginnings, spelling
from search.text.beginnings import Typed
from shop import cards, facets

Kind = Completion.Kind
BEST, MATCHES, VOTERS, MAX_RAW = 1000, 1000, 40, 1000
ADDRESSES = {
    Kind.CATEGORY: "shop:category",
    Kind.BRAND: "shop:brand",
    Kind.COLLECTION: "shop:collection",
}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many of each kind at most."""

    products: int = 6
    categories: int = 3
    brands: int = 2
    collections: int = 2
    queries: int = 4


@dataclass(frozen=True, kw_only=True)
class ProductSuggestion:
    """`price` is the lowest; there are others where `has_price_range`."""

    title: str
    url: str
    brand: str
    image: cards.Picture | None
    price: Decimal
    has_price_range: bool
    is_available: bool


@dataclass(frozen=True, kw_only=True)
class Link:
    """A category, a brand, a collection, or a search."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """`meant` is what they are for: the text as typed, or `corrected` where nothing begins as it was typed.

    `completion` is the text with its last word completed; empty where that is complete, or begins no word.
    """

    text: str
    meant: Typed
    corrected: str = ""
    completion: str = ""
    products: tuple[ProductSuggestion, ...] = ()
    categories: tuple[Link, ...] = ()
    brands: tuple[Link, ...] = ()
    collections: tuple[Link, ...] = ()
    queries: tuple[Link, ...] = ()

    @property
    def searches(self) -> tuple[Link, ...]:
        """The text as corrected and completed and what others asked, each once and none that is typed already."""
        own = Link(text=self.reading, url=search_address(self.reading))
        found = {link.text.lower(): link for link in (own, *self.queries) if link.text}
        return tuple(link for text, link in found.items() if text != self.text.lower())

    @property
    def reading(self) -> str:
        """The likeliest whole words behind a correction: kettle where keetl was corrected to kettl."""
        return self.completion or self.corrected

    @property
    def count(self) -> int:
        return len(self.searches) + len(self.places) + len(self.products)

    @property
    def places(self) -> tuple[Link, ...]:
        return (*self.categories, *self.brands, *self.collections)


def suggest(text: str, *, limits: Limits = Limits()) -> Suggestions:
    """Of any text; of at most its first 200 characters. Two queries, one where there is nothing to ask.

    The last word is a beginning unless a space follows it and the catalogue knows it; the others are whole words. A
    word that nothing has is corrected by one edit.
    """
    known = knowledge()
    typed = _read(text, known)
    if not typed.condition():
        return Suggestions(text=typed.text, meant=typed)
    other = _otherwise(typed, known)
    found = _find(typed, other, known, limits)
    rows = [*found["products"], *found["completions"]]
    as_typed = any(row[0] for row in rows) or not rows or other is None
    meant = typed if as_typed or other is None else other
    places: dict[str, list[Link]] = {kind: [] for kind in Kind.values}
    for row_as_typed, kind, words, target in found["completions"]:
        if row_as_typed == as_typed:
            places[kind].append(Link(text=words, url=_address(kind, words, target)))
    return Suggestions(
        text=typed.text,
        meant=meant,
        corrected="" if as_typed else meant.text,
        completion=_completion(meant, [title for fits, title in found["titles"] if fits == as_typed], known),
        products=tuple(_product(told) for fits, told in found["products"] if fits == as_typed),
        categories=tuple(places[Kind.CATEGORY][: limits.categories]),
        brands=tuple(places[Kind.BRAND][: limits.brands]),
        collections=tuple(places[Kind.COLLECTION][: limits.collections]),
        queries=tuple(places[Kind.QUERY][: limits.queries]),
    )


def _read(text: str, known: Knowledge) -> Typed:
    clean = facets.clean(text, beginnings.MAX_LETTERS)
    typed = beginnings.read(clean)
    has_space = text[:MAX_RAW].endswith((" ", "\u3000"))
    if has_space and typed.begun and known.vocabulary.knows(typed.begun.plain):
        return beginnings.read(clean, is_finished=True)
    return typed


def _otherwise(typed: Typed, known: Knowledge) -> Typed | None:
    """What may have been meant, None where every word is known."""
    start = typed.begun.start if typed.begun else len(typed.text)
    before = spelling.correct(typed.text[:start], known.vocabulary).text
    begun = (known.prefixes.corrected(typed.begun.folded) or typed.text[start:]) if typed.begun else ""
    if before + begun == typed.text:
        return None
    return beginnings.read(before + begun, is_finished=typed.begun is None)


def _find(typed: Typed, other: Typed | None, known: Knowledge, limits: Limits) -> dict[str, Any]:
    wanted, otherwise = typed.condition(), other.condition() if other else ""
    parameters: dict[str, str | int] = {
        "typed": wanted,
        "titled": _either(typed, other, weights="A"),
        "named": _either(typed, other, weights="ABC"),
        "sought": typed.selective,
        "otherwise": otherwise,
        "sought_otherwise": other.selective if other else "",
        "either": _either(typed, other),
        "best": BEST,
        "matches": MATCHES,
        "voters": max(VOTERS, limits.products),
        "products": limits.products,
        "places": max(limits.categories, limits.brands, limits.collections, limits.queries),
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(table=known.build.table, tier=TIER), parameters)
        [found] = cursor.fetchone()
    return json.loads(found)


def _either(typed: Typed, other: Typed | None, *, weights: str = "") -> str:
    return " | ".join(f"({one.condition(weights=weights)})" for one in (typed, other) if one)


def _product(told: Mapping[str, Any]) -> ProductSuggestion:
    return ProductSuggestion(
        title=told["title"],
        url=reverse("shop:product", args=[told["slug"]]),
        brand=told["brand"],
        image=cards.Picture(name=told["image"], alt="") if told["image"] else None,
        price=Decimal(told["price"]),
        has_price_range=told["has_range"],
        is_available=told["in_stock"],
    )


def _address(kind: str, words: str, target: str) -> str:
    return search_address(words) if kind == Kind.QUERY else reverse(ADDRESSES[Kind(kind)], args=[target])


def search_address(words: str) -> str:
    """Where the results of these words are."""
    return f"{reverse('search:results')}?{urlencode({'q': words})}"


def _completion(typed: Typed, titles: Sequence[str], known: Knowledge) -> str:
    """With the word that most of the titles have; where none has one, with the catalogue's likeliest."""
    begun = typed.begun
    if begun is None:
        return ""
    votes, spelled = Counter[str](), dict[str, str]()
    for title in () if begun.is_spaceless else titles:
        for word in {word.folded: word for word in beginnings.words(title)}.values():
            if word.folded.startswith(begun.folded):
                votes[word.folded] += 1
                spelled.setdefault(word.folded, title[word.start : word.end].lower())
    if votes:
        [(best, _number)] = votes.most_common(1)
    else:
        best = "" if typed.finished else known.prefixes.likeliest(begun.folded, is_longer=begun.is_spaceless)
    if best in {"", begun.folded}:
        return ""
    return typed.text[: begun.start] + spelled.get(best, best)
