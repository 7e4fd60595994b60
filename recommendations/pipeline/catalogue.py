"""What can be recommended, as numbers: products with the vectors, facet values and prices that the search index holds.

Reads only. Invariant: every product that anybody may see is there, with zeros where the index does not know it yet, and products
that are sold no more are there as far as shoppers took them, because they tell of taste.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from recommendations import traits
from recommendations.algorithms.columns import Facts
from recommendations.algorithms.content import Vectors
from recommendations.algorithms.events import Codes, Numbers
from recommendations.pipeline import extraction
from search.models import Build, Document, FacetValue
from shop.models import Category, Product

CHUNK = 5000


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """One row for each product, ascending by id. `is_sold` says which may be recommended; `categories` has the category's id, -1
    for none; `worth` is the shop's own measure of popularity."""

    product_ids: Codes
    is_sold: np.ndarray
    vectors: Vectors
    facts: Facts
    categories: Codes
    worth: Numbers

    def __len__(self) -> int:
        return len(self.product_ids)

    def places(self, product_ids: Sequence[int] | Codes) -> Codes:
        """Rows of products that are all there."""
        return np.searchsorted(self.product_ids, np.asarray(product_ids, np.int64))


def read(*, taken: Iterable[int] = ()) -> Catalogue:
    """Everything for sale, and of `taken` what exists. A query for each 5,000 products and two more."""
    sold = Product.objects.published().filter(price_from__isnull=False)
    rows = {
        pk: (category or -1, worth)
        for pk, category, worth in sold.values_list("pk", "category", "popularity")
    }
    others = Product.objects.filter(pk__in=set(taken) - rows.keys())
    known = rows | {
        pk: (category or -1, worth)
        for pk, category, worth in others.values_list("pk", "category", "popularity")
    }
    ids = sorted(known)
    vectors, prices, labels = _indexed({pk: known[pk][0] if known[pk][0] > 0 else None for pk in ids})
    return Catalogue(
        product_ids=np.array(ids, np.int64),
        is_sold=np.array([pk in rows for pk in ids], bool),
        vectors=vectors,
        facts=Facts(labels, prices),
        categories=np.array([known[pk][0] for pk in ids], np.int64),
        worth=np.array([known[pk][1] for pk in ids], float),
    )


def _indexed(categories: Mapping[int, int | None]) -> tuple[Vectors, Numbers, sparse.csr_array]:
    """Unit vectors (zeros where there is none or one that is no number), prices (NaN) and labels of products, which are given
    with their categories: facet values that they state, those that only their texts tell, and what apps above tell."""
    ids = list(categories)
    build = Build.objects.filter(state=Build.State.ACTIVE).first()
    vectors = np.zeros((len(ids), build.dimensions if build else 1), np.float32)
    prices = np.full(len(ids), np.nan)
    place = {pk: number for number, pk in enumerate(ids)}
    found: list[tuple[int, str]] = []
    codes = dict(FacetValue.objects.values_list("pk", "code"))
    stated: dict[int, set[str]] = {pk: set() for pk in ids}
    for start in range(0, len(ids) if build else 0, CHUNK):
        rows = Document.objects.filter(build=build, product_id__in=ids[start : start + CHUNK])
        for pk, embedding, facets, price in rows.values_list("product_id", "embedding", "facets", "price"):
            vectors[place[pk]] = np.asarray(embedding, np.float32)
            prices[place[pk]] = float(price)
            found.extend((place[pk], f"facet {value}") for value in facets)
            stated[pk].update(codes[value] for value in facets if value in codes)
    told = extraction.read(extraction.lacking(stated, categories)) if build else ()
    found.extend((place[pk], f"facet {value}") for pk, value in told)
    found.extend((place[pk], label) for pk, label in traits.of(ids) if pk in place)
    return finite(vectors), prices, _labels(found, len(ids))


def finite(vectors: Vectors) -> Vectors:
    """Zeros in the place of rows that are no numbers."""
    return np.where(np.isfinite(vectors).all(axis=1, keepdims=True), vectors, np.float32(0))


def _labels(found: Sequence[tuple[int, str]], count: int) -> sparse.csr_array:
    """(products, labels) with a 1 for each label that a product has."""
    codes: dict[str, int] = {}
    pairs = {(place, codes.setdefault(label, len(codes))) for place, label in found}
    places, columns = zip(*sorted(pairs), strict=True) if pairs else ((), ())
    ones = np.ones(len(places), np.float32)
    return sparse.csr_array((ones, (places, columns)), shape=(count, len(codes)))


def subtrees() -> dict[int, list[int]]:
    """Each category with itself and all above it. One query."""
    rows = dict(Category.objects.values_list("path", "pk"))
    step = Category.steplen
    return {
        pk: [rows[path[:end]] for end in range(step, len(path) + 1, step) if path[:end] in rows]
        for path, pk in rows.items()
    }
