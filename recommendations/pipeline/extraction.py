"""Properties that only a product's text tells: read where its structured data lacks what its category's other products state.

The text is read by what reads the queries of the search, against the catalogue's own values; so "in navy" becomes the same label as
a colour that was filled in, "not navy" becomes none, and what may mean two things means nothing. Nothing is written: the labels
live in the material of a training.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from search import knowledge
from search.meaning.understanding import Reader, Understanding
from search.models import FacetValue
from shop.models import Product

USUAL, FEWEST = 0.5, 4
"""A property is usual in a category where so large a share of its products state it, and there are so many of them."""
PLACES = frozenset({"category", "department"})
KINDS = frozenset({"choice", "number", "brand"})
CHUNK = 1000
_SENTENCE = re.compile(r"(?<=[.!?;。！？；])\s*|\n+")


def lacking(
    stated: Mapping[int, Iterable[str]], categories: Mapping[int, int | None]
) -> dict[int, frozenset[str]]:
    """The codes that each product lacks though they are usual in its category. Pure."""
    members: dict[int, list[int]] = defaultdict(list)
    for product, category in categories.items():
        if category is not None:
            members[category].append(product)
    codes = {product: frozenset(mine) - PLACES for product, mine in stated.items()}
    found: dict[int, frozenset[str]] = {}
    for products in members.values():
        if len(products) < FEWEST:
            continue
        counts = Counter(code for product in products for code in codes.get(product, ()))
        usual = {code for code, count in counts.items() if count >= USUAL * len(products)}
        gaps = {product: frozenset(usual - codes.get(product, frozenset())) for product in products}
        found |= {product: gap for product, gap in gaps.items() if gap}
    return found


def read(wanted: Mapping[int, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of a product and a facet value that its text tells, of the codes that are wanted of it. Two queries for each 1,000
    products and one more."""
    if not wanted:
        return
    reader = knowledge.current().reader
    codes = frozenset().union(*wanted.values())
    values = {
        (code, value): pk
        for pk, code, value in FacetValue.objects.filter(code__in=codes).values_list("pk", "code", "value")
    }
    ids = sorted(wanted)
    for start in range(0, len(ids), CHUNK):
        rows = Product.objects.filter(pk__in=ids[start : start + CHUNK]).order_by("pk")
        for product, *texts in rows.values_list("pk", "title", "subtitle", "description"):
            told = _told(reader, texts)
            for code in sorted(wanted[product] & told.keys()):
                for value in sorted(told[code]):
                    if (code, value) in values:
                        yield product, values[code, value]


def _told(reader: Reader, texts: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for sentence in _SENTENCE.split(text):
            for one in reader.read(sentence).filters if sentence.strip() else ():
                if _is_certain(one):
                    found[one.code].add(one.values[0])
    return found


def _is_certain(one: Understanding) -> bool:
    return one.is_hard and one.kind in KINDS and len(one.values) == 1
