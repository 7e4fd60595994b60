"""Which product a message speaks of: one that it names, one that was shown before, or one that the search finds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant import glossary, retrieval
from assistant.mentions import Mentions
from search import query, reading
from shop import facets
from shop.models import Product

NAMED, LOOKED_AT = 0.6, 5
_MARKS = re.compile(r"[?!.,;:，。？！；：“”\"]+")


def shown(said: Mentions, memory: Mapping[str, Any]) -> Product | None:
    """The product of the page, or the nth of a list that was shown. One query at most."""
    listed = memory.get("products") or []
    if said.place is not None and listed:
        pk = listed[said.place] if -1 <= said.place < len(listed) else listed[-1]
    else:
        pk = memory.get("product") or memory.get("page")
    return published(pk) if pk else None


def published(pk: int) -> Product | None:
    return Product.objects.published().select_related("brand", "rating", "category").filter(pk=pk).first()


def named(text: str) -> Product | None:
    """The product whose title the text has, for the most part. The queries of a search."""
    asked = retrieval.words(text)
    best: tuple[float, int, Product] | None = None
    for product in searched(text):
        title = retrieval.words(product.title)
        held = len(title & asked)
        share = held / len(title) if title else 0.0
        if share >= NAMED and (held >= 2 or share == 1.0) and (best is None or (share, held) > best[:2]):
            best = (share, held, product)
    return best[2] if best else None


def searched(text: str, *, most: int = LOOKED_AT) -> Sequence[Product]:
    """What the search finds for the words, without reading filters from them."""
    words = facets.clean(_MARKS.sub(" ", glossary.widened(text)), facets.MAX_WORDS)
    if not words:
        return []
    found = query.run(facets.Selection(words=words, reading=(reading.PLAIN,)))
    ids = [hit.product_id for hit in found.hits[:most]]
    rows = {
        row.pk: row
        for row in Product.objects.published()
        .filter(pk__in=ids)
        .select_related("brand", "rating", "category")
    }
    return [rows[pk] for pk in ids if pk in rows]
