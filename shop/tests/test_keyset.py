"""Lists that go on after a place: page after page the same rows in the same order as the list that is counted."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from shop import directory, facets, keyset, listing
from shop.models import Product
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db
CHOICES = (
    "",
    "stock=1",
    "offer=1",
    "rating=4",
    "brand=birk",
    "department={department}",
    "colour=Navy",
    "colour=Navy&colour=Clay&material=Wool",
    "recycled=yes&stock=1",
    "min.weight=3&max.weight=6",
    "rooms=1",
    "min.price=12&max.price=20",
    "colour=Octarine",
)


@pytest.fixture
def department(db: None) -> str:
    """Fourteen products of which everything differs; every third is sold out, and some are as popular as others."""
    kitchen = factories.category("Kitchen")
    knives = factories.category("Knives", kitchen)
    for number in range(14):
        product = factories.product(
            price=f"{10 + number % 5}.00",
            units=0 if number % 3 == 0 else 5,
            category=knives if number % 2 else factories.category(f"Garden {number}"),
            brand=shelves.brand("Birk" if number % 4 else "Aldermoor"),
            published_at=timezone.now() - timedelta(days=number // 2),
        )
        Product.objects.filter(pk=product.pk).update(popularity=number % 4)
        shelves.option(product.variants.get(), colour="Navy" if number % 2 else "Clay")
        shelves.describe(
            product, material="Wool" if number % 3 else "Cotton", weight=number, rooms=number % 2
        )
        shelves.describe(product, recycled=number % 2 == 0)
        if number % 5 == 0:
            shelves.reduce(product, before="30.00", now="20.00")
        if number in {1, 5, 7, 13}:
            shelves.review(product, 2 if number == 5 else 5)
    return kitchen.slug


def pages(products: object, selection: facets.Selection, **options: str) -> list[int]:
    """The ids of all pages of three."""
    found, place = keyset.after(products, selection, place=None, size=3, **options)
    ids = [card.id for card in found]
    while place is not None:
        found, place = keyset.after(products, selection, place=place, size=3, **options)
        ids += [card.id for card in found]
    return ids


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("sort", ["popular", "newest", "price", "-price", "rating"])
def test_pages_are_the_counted_list(department: str, choice: str, sort: str) -> None:
    query = f"sort={sort}&{choice}".format(department=department)
    selection = facets.parse(parse_qs(query))
    wanted = listing.read(Product.objects.published(), selection)
    assert pages(Product.objects.published(), selection) == [card.id for card in wanted.cards]
    assert (wanted.total > 0) == ("Octarine" not in choice)


def test_what_appears_before_the_place_moves_nothing(department: str) -> None:
    products, selection = Product.objects.published(), facets.Selection()
    everything = pages(products, selection)
    first, place = keyset.after(products, selection, place=None, size=8)
    Product.objects.filter(pk=factories.product().pk).update(popularity=99)
    second, end = keyset.after(products, selection, place=place, size=50)
    assert [card.id for card in (*first, *second)] == everything
    assert end is None


def test_a_collection_keeps_the_merchants_order() -> None:
    products = [factories.product(title) for title in "ABCDE"]
    made = shelves.collection("Gifts", products[::-1])
    found = pages(directory.in_collection(made), facets.Selection(), default_sort="relevance")
    assert found == [product.pk for product in products[::-1]]


def test_a_place_of_another_order_is_refused(department: str) -> None:
    with pytest.raises(ValueError, match="another order"):
        keyset.after(Product.objects.published(), facets.Selection(sort="newest"), place=[True, 3, 1], size=3)
