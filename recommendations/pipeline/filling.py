"""Fills the lists of a version from its model, some products or shoppers at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from scipy import sparse

from recommendations.learning import lists
from recommendations.learning.model import Settings
from recommendations.models import Neighbours, Version
from recommendations.pipeline import catalogue, judgement, material, writing

PEOPLE, PRODUCTS = 1000, 500
Role = Neighbours.Role
Tick = Callable[[int, int], object]


def units(version: Version) -> list[str]:
    """Names of the blocks that machines share."""
    size = version.report["size"]
    products = [f"products {low}-{low + PRODUCTS}" for low in range(0, size["items"], PRODUCTS)]
    people = [f"shoppers {low}-{low + PEOPLE}" for low in range(0, size["shoppers"], PEOPLE)]
    return ["popular", *products, *people]


def fill(version: Version, unit: str, *, tick: Tick) -> None:
    """Write the lists of one unit."""
    kind, _, block = unit.partition(" ")
    if kind == "popular":
        return _popular(version)
    low, _, high = block.partition("-")
    return (_products if kind == "products" else _shoppers)(version, int(low), int(high), tick)


def _popular(version: Version) -> None:
    learned, settings = material.of(version.pk), Settings.from_json(version.settings)
    products = learned.catalogue
    found = lists.popular(
        learned.interactions,
        half_life=settings.half_life,
        worth=products.worth,
        is_sold=products.is_sold,
        categories=products.categories,
        above=catalogue.subtrees(),
    )
    writing.popular(version, found, products.product_ids)


@lru_cache(maxsize=1)
def _company(version_id: int) -> sparse.csr_array:
    learned = material.of(version_id)
    return lists.company(learned.interactions, learned.is_bought)


def _products(version: Version, low: int, high: int, tick: Tick) -> None:
    learned = material.of(version.pk)
    products = learned.catalogue
    items = range(low, min(high, len(products)))
    ids = products.product_ids[items.start : items.stop].tolist()
    similar = []
    for ranked in lists.similar(judgement.model_of(version.pk), items, is_sold=products.is_sold):
        similar.append(ranked)
        tick(len(similar), 2 * len(items))
    beside = lists.together(
        _company(version.pk), items, similar, is_sold=products.is_sold, categories=products.categories
    )
    writing.neighbours(version, Role.SIMILAR, ids, similar, products.product_ids)
    writing.neighbours(version, Role.TOGETHER, ids, list(beside), products.product_ids)


def _shoppers(version: Version, low: int, high: int, tick: Tick) -> None:
    learned, settings = material.of(version.pk), Settings.from_json(version.settings)
    products = learned.catalogue
    people = learned.shoppers[low:high]
    found = []
    for ranked in lists.for_shoppers(
        judgement.model_of(version.pk),
        [learned.interactions.history(code) for code in range(low, low + len(people))],
        is_sold=products.is_sold,
        vectors=products.vectors,
        support=learned.interactions.support(),
        variety=settings.variety,
    ):
        found.append(ranked)
        tick(len(found), len(people))
    writing.shoppers(version, people, found, products.product_ids)
