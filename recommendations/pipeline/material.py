"""What a version learns from, kept as a piece, so that every machine that shares the training learns from the same.

Invariant: rows of events, catalogue and vectors mean the same products in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import numpy as np

from recommendations.algorithms.columns import Facts
from recommendations.algorithms.events import Interactions, clean
from recommendations.models import Version
from recommendations.pipeline import catalogue, interactions, pieces
from recommendations.pipeline.catalogue import Catalogue
from recommendations.pipeline.interactions import Gathered
from shop.activity import Shopper

NAME = f"{Version.Stage.GATHER} all"


class NothingToLearn(Exception):
    """The shop has nothing to recommend; the message says what to do."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """What a version learns from, by rows of its catalogue."""

    interactions: Interactions
    is_bought: np.ndarray
    shoppers: list[Shopper]
    catalogue: Catalogue


def gather() -> tuple[Material, interactions.Report]:
    """Everything that may be learned from at this moment. Raises NothingToLearn."""
    gathered = interactions.gather()
    products = catalogue.read(taken=gathered.product_ids.tolist())
    if not products.is_sold.any():
        raise NothingToLearn("There is no product to recommend: publish products with a price first.")
    return placed(gathered, products), gathered.report


def placed(gathered: Gathered, products: Catalogue) -> Material:
    """Events by rows of the catalogue; those of products that were deleted in this moment are left out."""
    events = gathered.interactions
    ids = gathered.product_ids[events.items]
    exists = np.isin(ids, products.product_ids)
    kept = events.only(exists)
    found = clean(
        kept.shoppers,
        products.places(ids[exists]),
        ratings=kept.ratings,
        times=kept.times,
        shopper_count=events.shopper_count,
        item_count=len(products),
    )
    bought = gathered.is_bought[exists]
    pairs = kept.shoppers[bought] * len(products) + products.places(ids[exists][bought])
    return Material(
        interactions=found,
        is_bought=np.isin(found.shoppers * len(products) + found.items, pairs),
        shoppers=list(gathered.shoppers),
        catalogue=products,
    )


def packed(material: Material) -> bytes:
    events, products = material.interactions, material.catalogue
    return pieces.packed(
        shoppers=events.shoppers,
        items=events.items,
        ratings=events.ratings,
        times=events.times,
        is_bought=material.is_bought,
        users=np.array([who.user_id or 0 for who in material.shoppers], np.int64),
        visitors=np.array([who.visitor.hex if who.visitor else "" for who in material.shoppers], "U32"),
        product_ids=products.product_ids,
        is_sold=products.is_sold,
        vectors=products.vectors,
        labels=products.facts.labels,
        prices=products.facts.prices,
        categories=products.categories,
        worth=products.worth,
    )


@lru_cache(maxsize=1)
def of(version_id: int) -> Material:
    """What the version learns from. Raises pieces.Missing. Kept by the process until it is asked for another one's."""
    found = pieces.unpacked(pieces.read(Version.objects.get(pk=version_id), NAME))
    people = [
        Shopper(user_id=int(user) or None, visitor=UUID(visitor) if visitor else None)
        for user, visitor in zip(found["users"], found["visitors"].tolist(), strict=True)
    ]
    return Material(
        interactions=Interactions(
            found["shoppers"],
            found["items"],
            found["ratings"],
            found["times"],
            len(people),
            len(found["product_ids"]),
        ),
        is_bought=found["is_bought"],
        shoppers=people,
        catalogue=Catalogue(
            product_ids=found["product_ids"],
            is_sold=found["is_sold"],
            vectors=found["vectors"],
            facts=Facts(found["labels"], found["prices"]),
            categories=found["categories"],
            worth=found["worth"],
        ),
    )
