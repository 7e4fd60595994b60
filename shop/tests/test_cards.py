"""Cards by id show what the same products show in any other list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from shop import cards
from shop.models import Product, RatingSummary, Variant
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db


def test_cards_by_id_are_those_of_annotated_products_in_the_order_of_the_ids() -> None:
    plain = factories.product("Plain mug", price="5.00", units=0)
    reduced = factories.product("Reduced mug", price="8.00", units=3, brand=shelves.brand("Aldermoor"))
    Variant.objects.filter(product=reduced).update(list_price=Decimal(12))
    RatingSummary.objects.update_or_create(product=reduced, defaults={"stars4": 2})
    archived = factories.product("Old mug")
    Product.objects.filter(pk=archived.pk).update(status="archived")
    ids = [reduced.pk, archived.pk, plain.pk]
    found = cards.by_ids(ids)
    assert [card.title for card in found] == ["Reduced mug", "Plain mug"]
    assert (found[0].list_price, found[0].brand, found[0].rating_count) == (Decimal(12), "Aldermoor", 2)
    assert [card.is_available for card in found] == [True, False]
    others = {
        card.id: card for card in cards.from_annotated(cards.annotated(Product.objects.filter(pk__in=ids)))
    }
    for card in found:
        assert replace(card, list_price=None, lowest=None) == others[card.id]
        assert card.url == Product.objects.get(pk=card.id).get_absolute_url()
