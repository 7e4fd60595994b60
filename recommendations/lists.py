"""The only reader of the lists that a version wrote: neighbours of products, candidates of shoppers, what is popular.

Invariant: answers come from one version, the one that this shopper is assigned to, and are empty where it has no list; ids may
name products that were deleted or hidden since, which whoever shows them looks up anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet

from recommendations import experiments
from recommendations.memory import Memory
from recommendations.models import Neighbours, Popular, ShopperList, Version
from shop.activity import Shopper

Role = Literal["similar", "together"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ids of products, best first, with scores that compare within this list alone."""

    product_ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()

    def __len__(self) -> int:
        return len(self.product_ids)

    def first(self, count: int) -> Ranked:
        return self if len(self) <= count else Ranked(self.product_ids[:count], self.scores[:count])


NOTHING = Ranked()
_neighbours: Memory[tuple[int, Role, int], Ranked] = Memory(most=20_000, seconds=600)
_popular: Memory[tuple[int, int | None], Ranked] = Memory(most=2_000, seconds=600)
"""Lists of a version are written before it is used, and never changed."""
_of_shoppers: Memory[tuple[int, Shopper], Ranked] = Memory(most=2_000, seconds=600)


def version_id(shopper: Shopper | None = None) -> int | None:
    """Which version this shopper gets, an experiment being counted in; None while nothing was learned. From the cache."""
    return experiments.assigned(shopper)


def live(shopper: Shopper | None = None) -> Version | None:
    """The same as a row. One query."""
    found = version_id(shopper)
    return None if found is None else Version.objects.filter(pk=found).first()


def neighbours(
    product_ids: Sequence[int], role: Role, *, version: int | None = None, most: int = 50
) -> dict[int, Ranked]:
    """What is like each product or goes with it; products without neighbours are not among the keys. One query, from the index
    alone, for those that this process does not remember. `version` is what `version_id` gave for the shopper."""
    number = _version(version)
    if number is None:
        return {}

    def read(keys: list[tuple[int, Role, int]]) -> dict[tuple[int, Role, int], Ranked]:
        rows = Neighbours.objects.filter(version=number, role=role, product__in=[key[2] for key in keys])
        found = {
            (number, role, product): Ranked(tuple(ids), tuple(scores))
            for product, ids, scores in rows.values_list("product", "product_ids", "scores")
        }
        return {key: found.get(key, NOTHING) for key in keys}

    held = _neighbours.of([(number, role, product) for product in product_ids], read)
    return {product: ranked.first(most) for (_, _, product), ranked in held.items() if ranked}


def for_shopper(shopper: Shopper | None, *, version: int | None = None) -> Ranked:
    """Candidates that the version found when it was trained; nothing for who came later. One query, remembered."""
    number = _version(version)
    if shopper is None or number is None:
        return NOTHING
    mine = Q(user=shopper.user_id) if shopper.user_id is not None else Q(visitor=shopper.visitor)
    key = (number, shopper)
    return _of_shoppers.of(
        [key], lambda _keys: {key: _first(ShopperList.objects.filter(mine, version=number))}
    )[key]


def popular(category_id: int | None = None, *, version: int | None = None) -> Ranked:
    """What is taken most of late in a category and below it; in the whole shop for None. One query, remembered."""
    number = _version(version)
    if number is None:
        return NOTHING
    wanted = Q(category=category_id) if category_id is not None else Q(category__isnull=True)
    key = (number, category_id)
    return _popular.of([key], lambda _keys: {key: _first(Popular.objects.filter(wanted, version=number))})[
        key
    ]


def _version(given: int | None) -> int | None:
    return given if given is not None else version_id()


def _first(rows: QuerySet[ShopperList] | QuerySet[Popular]) -> Ranked:
    """One query, composed only where it is asked: that costs more than looking up what is remembered."""
    found = rows.values_list("product_ids", "scores").first()
    return Ranked(tuple(found[0]), tuple(found[1])) if found else NOTHING
