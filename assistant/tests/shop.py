"""The goods, rates and articles that conversations in tests are about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from search.indexing import rebuild
from shop.models import Attribute, DeliveryMethod, DeliveryRate, HelpArticle, Product
from shop.tests import factories, shelves


@dataclass(frozen=True, kw_only=True)
class Goods:
    bottle: Product
    mug: Product
    shoes: Product


def open_shop() -> Goods:
    """Three products with attributes, delivery to Germany and France, two articles; indexed."""
    kitchen, sport = factories.category("Kitchen"), factories.category("Sport")
    bottle = factories.product(
        "Harbour steel bottle",
        price="24.00",
        units=7,
        category=kitchen,
        brand=shelves.brand("Aldermoor"),
        description="Keeps tea hot for twelve hours. The lid does not drip in a bag.",
    )
    shelves.describe(bottle, material="Stainless steel", capacity=Decimal(750), dishwasher_safe=False)
    mug = factories.product(
        "Lantern stoneware mug",
        price="18.00",
        units=0,
        category=kitchen,
        brand=shelves.brand("Haldorf"),
        description="Thrown by hand and glazed twice.",
    )
    shelves.describe(mug, material="Stoneware", capacity=Decimal(350), dishwasher_safe=True)
    shoes = factories.product(
        "Comet running shoes",
        price="49.00",
        units=4,
        category=sport,
        description="Light shoes for a runner on roads and parks.",
    )
    Attribute.objects.filter(code="capacity").update(unit="ml")
    delivery()
    articles()
    rebuild.run()
    return Goods(bottle=bottle, mug=mug, shoes=shoes)


def delivery() -> None:
    method = factories.delivery("DE", free_from="49.00")
    DeliveryMethod.objects.filter(pk=method.pk).update(name="Standard delivery", days_min=2, days_max=4)
    DeliveryRate.objects.create(
        method=method,
        country="FR",
        max_weight_grams=30_000,
        price=Decimal("9.90"),
        free_from=Decimal("99.00"),
    )


def articles() -> None:
    HelpArticle.objects.create(
        title="Returns",
        slug="returns",
        topic="returns",
        body="You have **30 days** from delivery to send things back. Write to us with your order number.",
    )
    HelpArticle.objects.create(
        title="Payment",
        slug="payment",
        topic="payment",
        body="## How\n\nYou pay on the page of our payment provider. Your goods are reserved for **10 minutes**.",
    )
