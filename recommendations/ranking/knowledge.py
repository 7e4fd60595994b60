"""What is known of products: vector, facets, price, category. Read from the search's documents and kept by this process a while.

Reads only. Nothing here decides what may be shown: whether a product is published and in stock is asked when it is.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from recommendations.memory import Memory
from search import index
from search.models import FacetValue
from search.text import tokens
from shop import planned

SECONDS_KEPT, MOST_KEPT = 300.0, 20_000
BUILD_KEPT = 30.0
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trait:
    """A facet value in words: `name` of the attribute, `label` with its unit; kind "place" for brands and categories."""

    id: int
    code: str
    value: str
    name: str
    label: str
    kind: str

    @property
    def is_place(self) -> bool:
        return self.kind == "place"


@dataclass(frozen=True, eq=False)
class Known:
    """`vector` is a unit row, None for what has no document yet; `category` is the name of the innermost one, `terms` are the
    title's."""

    product_id: int
    title: str
    slug: str
    category_id: int | None
    category: str
    price: float
    popularity: int
    traits: tuple[Trait, ...]
    trait_ids: NDArray[np.int64]
    terms: frozenset[str]
    vector: Vector | None

    @property
    def address(self) -> str:
        return f"/p/{self.slug}/"

    @cached_property
    def trait_set(self) -> frozenset[int]:
        return frozenset(self.trait_ids.tolist())


STATEMENT = """
SELECT product.id, product.title, product.slug, product.category_id, category.name, product.price_from, product.popularity,
    document.facets, document.embedding::text
FROM shop_product AS product LEFT JOIN shop_category AS category ON category.id = product.category_id
LEFT JOIN search_document AS document ON document.product_id = product.id AND document.build_id = %(build)s
WHERE product.id = ANY(%(ids)s)
"""


class _Kept:
    """Products by id with the moment they were read; the least used go first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.products: OrderedDict[int, tuple[float, Known]] = OrderedDict()
        self.traits: dict[int, Trait] = {}
        self.build: tuple[float, int] = (-BUILD_KEPT, 0)

    def get(self, ids: Iterable[int], now: float) -> dict[int, Known]:
        with self.lock:
            found = {}
            for product_id in ids:
                held = self.products.get(product_id)
                if held and now - held[0] < SECONDS_KEPT:
                    self.products.move_to_end(product_id)
                    found[product_id] = held[1]
            return found

    def put(self, fresh: Iterable[Known], now: float) -> None:
        with self.lock:
            for known in fresh:
                self.products[known.product_id] = (now, known)
            while len(self.products) > MOST_KEPT:
                self.products.popitem(last=False)


_kept = _Kept()


def of(product_ids: Iterable[int]) -> Mapping[int, Known]:
    """Those that exist. No query for what is kept, else two, and one more for new facet values."""
    wanted, now = set(product_ids), time.monotonic()
    found = _kept.get(wanted, now)
    missing = wanted - set(found)
    if missing:
        fresh = _read(missing, now)
        _kept.put(fresh, now)
        found |= {known.product_id: known for known in fresh}
    return found


def forget() -> None:
    """For tests, and after an index was replaced."""
    _kept.__init__()  # type: ignore[misc]


def matrix(known: Iterable[Known], *, dimensions: int = 0) -> Vector:
    """(n, d) unit rows, zeros for what has no vector."""
    rows = list(known)
    width = next((len(row.vector) for row in rows if row.vector is not None), dimensions)
    found = np.zeros((len(rows), width), np.float32)
    for place, row in enumerate(rows):
        if row.vector is not None and len(row.vector) == width:
            found[place] = row.vector
    return found


def build(*, anew: bool = False) -> int:
    """The index in use, asked for again after a while, or at once: the one that was kept may be gone meanwhile."""
    at, number = _kept.build
    now = time.monotonic()
    if anew or now - at >= BUILD_KEPT:
        number = index.active().pk
        _kept.build = (now, number)
    return number


NEAREST = """
SELECT product_id FROM search_document WHERE build_id = {build}
ORDER BY embedding::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}) LIMIT %(limit)s
"""
"""The number stands in the statement, so that the plan has the one partition and its index; a build that is gone has no rows."""


def nearest(vector: Vector, *, limit: int) -> list[int]:
    """Ids of the products nearest in meaning. One query, by the index of the search."""
    sql = NEAREST.format(build=int(build()), dimensions=len(vector))
    text = "[" + ",".join(f"{value:.5f}" for value in vector.tolist()) + "]"
    with planned.cursor() as cursor:
        cursor.execute(sql, {"vector": text, "limit": limit})
        return [row[0] for row in cursor.fetchall()]


HAVING = """
SELECT product_id FROM search_document WHERE build_id = {build} AND facets && ARRAY(
    SELECT id FROM search_facetvalue WHERE code = %(code)s AND value = %(value)s
) ORDER BY popularity DESC, product_id LIMIT %(limit)s
"""


def having(code: str, value: str, *, limit: int) -> list[int]:
    """Ids of products with a facet value, the most popular first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            HAVING.format(build=int(build())),
            {"code": code, "value": value, "limit": limit},
        )
        return [row[0] for row in cursor.fetchall()]


FREQUENT = """
SELECT facet, count(*) FROM (SELECT facets FROM search_document WHERE build_id = {build} LIMIT %(most)s) AS document,
    unnest(facets) AS facet GROUP BY facet
"""
MOST_COUNTED = 5000
_frequencies: Memory[int, Mapping[int, int]] = Memory(most=2, seconds=600)


def frequencies() -> Mapping[int, int]:
    """How many products have each trait, by its number; of the first MOST_COUNTED. One query in ten minutes."""

    def read(builds: list[int]) -> dict[int, Mapping[int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(FREQUENT.format(build=int(builds[0])), {"most": MOST_COUNTED})
            return {builds[0]: dict(cursor.fetchall())}

    number = build()
    return _frequencies.of([number], read)[number]


def _read(ids: set[int], now: float) -> list[Known]:
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"ids": sorted(ids), "build": build()})
        rows = cursor.fetchall()
    traits = _traits({number for row in rows for number in row[7] or ()})
    return [
        Known(
            product_id=row[0],
            title=row[1],
            slug=row[2],
            category_id=row[3],
            category=row[4] or "",
            price=float(row[5] or 0),
            popularity=row[6],
            traits=tuple(traits[number] for number in row[7] or () if number in traits),
            trait_ids=np.array(row[7] or (), np.int64),
            terms=frozenset(tokens.document_terms(row[1])),
            vector=np.array(row[8][1:-1].split(","), np.float32) if row[8] else None,
        )
        for row in rows
    ]


def _traits(numbers: set[int]) -> Mapping[int, Trait]:
    missing = numbers - _kept.traits.keys()
    if missing:
        rows = FacetValue.objects.filter(pk__in=missing)
        fresh = {
            row.pk: Trait(
                row.pk,
                row.code,
                row.value,
                row.name,
                f"{row.label} {row.unit}".strip() if row.unit else row.label,
                row.kind,
            )
            for row in rows
        }
        _kept.traits |= fresh
    return _kept.traits
