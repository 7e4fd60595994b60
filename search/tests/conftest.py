"""A shelf of products whose words, facets and prices overlap, indexed by the deterministic encoder."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from search import index
from search.indexing import rebuild
from search.text import chinese
from shop.models import Product
from shop.tests import factories, shelves
from shop.tests.conftest import *  # noqa: F403 - the cast

NOUNS = ("mug", "kettle", "lamp", "bottle", "blanket")
COLOURS = ("Navy", "Clay", "Moss")
BRANDS = ("Aldermoor", "Haldorf")


def stocked(number: int = 30) -> list[Product]:
    """Products of five kinds in three colours, two brands and two departments, with prices from 5 up."""
    kitchen, home = factories.category("Kitchen"), factories.category("Home")
    made = []
    for place in range(number):
        noun, colour = NOUNS[place % 5], COLOURS[place % 3]
        product = factories.product(
            f"{colour} {noun} number {place}",
            price=f"{5 + place}.00",
            units=place % 4,
            category=home if noun in {"lamp", "blanket"} else kitchen,
            brand=shelves.brand(BRANDS[place % 2]),
            description=f"A {noun} for every day, the {place}th of its kind.",
        )
        shelves.describe(
            product, colour=colour, capacity=Decimal(250 * (1 + place % 10)), handmade=place % 2 == 0
        )
        made.append(product)
    return made


@pytest.fixture(scope="session", autouse=True)
def _dictionary() -> None:
    """Read once before what is timed, as a process of the shop does when it starts."""
    chinese.load()


@pytest.fixture(scope="module")
def _standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[int]]:
    """Built once for the tests of a module, each of which undoes what it writes; what is left undoes the module's end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = [product.pk for product in stocked()]
        rebuild.run()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def shelf(_standing: list[int], db: None) -> list[Product]:
    """Stands from the first test of the module that asks for it: a test that wants none belongs into another module."""
    return list(Product.objects.filter(pk__in=_standing).order_by("pk"))


def reindex(*products: Product) -> None:
    index.refresh([product.pk for product in products])
    index.refresh_statistics()
