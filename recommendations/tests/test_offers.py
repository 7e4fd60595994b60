"""Cards of shelves are remembered for a while, and what may be sold at which price is asked each time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import memory, offers
from recommendations.tests.conftest import sell_out
from shop.models import Brand, Product, Stock, Variant
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()


@pytest.fixture
def mug() -> Product:
    made = factories.product("Blue mug", price="8.00", units=3, brand=shelves.brand("Aldermoor"))
    assert offers.now([made.pk])[made.pk].price == Decimal("8.00")
    return made


def repriced(product: Product) -> None:
    Variant.objects.filter(product=product).update(price=Decimal("6.50"))


def test_what_is_asked_again_is_one_query(mug: Product) -> None:
    others = [factories.product(f"Mug {number}", units=1).pk for number in range(5)]
    offers.now([mug.pk, *others])
    with CaptureQueriesContext(connection) as queries:
        assert offers.now([mug.pk, *others, mug.pk]).keys() == {mug.pk, *others}
    assert len(queries) == 1
    assert offers.now([]) == {}


@pytest.mark.parametrize("why", ["sold out", "archived", "not sold any more"])
def test_what_cannot_be_sold_is_gone_at_once(mug: Product, why: str) -> None:
    if why == "sold out":
        sell_out(mug)
    elif why == "archived":
        Product.objects.filter(pk=mug.pk).update(status="archived")
    else:
        Variant.objects.filter(product=mug).update(is_active=False)
    assert offers.now([mug.pk]) == {}


def test_a_price_is_shown_as_it_is_now(mug: Product) -> None:
    repriced(mug)
    assert offers.now([mug.pk])[mug.pk].price == Decimal("6.50")


def test_without_the_price_in_the_key_the_old_one_would_be_shown(
    mug: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = offers.SOLD.replace("product.price_from, product.price_to", "0, 0", 1)
    without = without.replace("product.updated_at", "now()::date")
    monkeypatch.setattr(offers, "SOLD", without)
    assert offers.now([mug.pk])[mug.pk].price == Decimal("8.00")
    repriced(mug)
    assert offers.now([mug.pk])[mug.pk].price == Decimal("8.00"), "the key does not tell them apart"


def test_a_product_that_is_edited_is_read_again(mug: Product) -> None:
    mug.title = "Green mug"
    mug.save()
    assert offers.now([mug.pk])[mug.pk].title == "Green mug"


def test_what_else_a_card_says_is_remembered_for_seconds(
    mug: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    Brand.objects.update(name="Brindle")
    assert offers.now([mug.pk])[mug.pk].brand == "Aldermoor"
    monkeypatch.setattr(offers._cards, "seconds", 0)
    assert offers.now([mug.pk])[mug.pk].brand == "Brindle"


def test_what_sells_out_between_two_questions_is_not_remembered_as_sold_out(
    mug: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.forget()
    asked = offers.cards.by_ids

    def meanwhile(ids: list[int]) -> list[offers.Card]:
        sell_out(mug)
        return asked(ids)

    monkeypatch.setattr(offers.cards, "by_ids", meanwhile)
    assert offers.now([mug.pk]) == {}
    monkeypatch.setattr(offers.cards, "by_ids", asked)
    Stock.objects.filter(variant__product=mug).update(on_hand=3)
    assert offers.now([mug.pk])[mug.pk].is_available
