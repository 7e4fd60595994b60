"""The only reader of the lists that a version wrote: neighbours of products, candidates of shoppers, what is popular.

Invariant: answers come from one version, the one that this shopper is assigned to, and are empty where it has no list; ids may
name products that were deleted or hidden since, which whoever shows them looks up anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from recommendations import experiments
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


NOTHING = Ranked()


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
    alone. `version` is what `version_id` gave for the shopper."""
    rows = Neighbours.objects.filter(version=_version(version), role=role, product__in=product_ids)
    return {
        product: Ranked(tuple(ids[:most]), tuple(scores[:most]))
        for product, ids, scores in rows.values_list("product", "product_ids", "scores")
    }


def for_shopper(shopper: Shopper | None, *, version: int | None = None) -> Ranked:
    """Candidates that the version found when it was trained; nothing for who came later. One query."""
    if shopper is None:
        return NOTHING
    mine = Q(user=shopper.user_id) if shopper.user_id is not None else Q(visitor=shopper.visitor)
    rows = ShopperList.objects.filter(mine, version=_version(version))
    return _first(rows.values_list("product_ids", "scores")[:1])


def popular(category_id: int | None = None, *, version: int | None = None) -> Ranked:
    """What is taken most of late in a category and below it; in the whole shop for None. One query."""
    wanted = Q(category=category_id) if category_id is not None else Q(category__isnull=True)
    rows = Popular.objects.filter(wanted, version=_version(version))
    return _first(rows.values_list("product_ids", "scores")[:1])


def _version(given: int | None) -> int | None:
    return given if given is not None else version_id()


def _first(rows: Iterable[tuple[list[int], list[float]]]) -> Ranked:
    found = next(iter(rows), None)
    return Ranked(tuple(found[0]), tuple(found[1])) if found else NOTHING
