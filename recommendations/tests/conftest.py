"""A shelf of the search's test shop, with the lists of a version: what is like each product and what goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.core.cache import cache as redis_cache

from recommendations import memory
from recommendations.models import Neighbours, Popular, ShopperList, Version
from recommendations.ranking import knowledge
from recommendations.shoppers import profiles
from recommendations.tests import shop as small
from search.tests.conftest import _standing, shelf  # noqa: F401 - fixtures
from shop import activity
from shop.activity import Shopper
from shop.models import Product, Stock
from shop.tests.conftest import *  # noqa: F403 - the cast

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Neither Redis nor the process remembers what another test had."""
    redis_cache.clear()
    memory.forget()
    knowledge.forget()
    profiles._ENCODERS.clear()
    yield
    knowledge.forget()


@pytest.fixture
def full(shelf: list[Product]) -> list[Product]:  # noqa: F811
    """Every product in stock."""
    Stock.objects.update(on_hand=10)
    return shelf


@pytest.fixture
def taught(full: list[Product]) -> list[Product]:
    """Neighbours are the five next products, what goes together the five after them."""
    teach(full)
    return full


@pytest.fixture
def things() -> list[Product]:
    """A small shop and what its shoppers took: enough to train on."""
    made = small.products()
    small.crowd(made)
    return made


def teach(products: Sequence[Product]) -> Version:
    version = Version.objects.create(status=Version.Status.LIVE, has_lists=True)
    ids = [product.pk for product in products]
    scores = [1.0, 0.9, 0.8, 0.7, 0.6]
    Neighbours.objects.bulk_create(
        Neighbours(
            version=version,
            role=role,
            product_id=product,
            product_ids=[ids[(place + first + step) % len(ids)] for step in range(5)],
            scores=scores,
        )
        for place, product in enumerate(ids)
        for role, first in (("similar", 1), ("together", 6))
    )
    Popular.objects.create(version=version, product_ids=ids[:10], scores=[1.0] * 10)
    return version


def listed(version: Version, shopper: Shopper, products: Sequence[Product]) -> None:
    ShopperList.objects.create(
        version=version,
        user_id=shopper.user_id,
        visitor=shopper.visitor,
        product_ids=[product.pk for product in products],
        scores=[1.0 - place / len(products) for place in range(len(products))],
    )
    memory.forget()  # a version has its lists before anybody asks for them


def did(shopper: Shopper, kind: str, *products: Product, value: int | None = None) -> None:
    for product in products:
        activity.record(shopper, kind, product=product, value=value)


def sell_out(product: Product) -> None:
    Stock.objects.filter(variant__product=product).update(on_hand=0)
