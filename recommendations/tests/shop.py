"""A small shop with two kinds of shoppers: those who take mugs and those who take lamps."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from shop.models import Product, ShopperEvent, User
from shop.tests import factories

Kind = ShopperEvent.Kind


def products(count: int = 12) -> list[Product]:
    """The first half are mugs, the second lamps."""
    kitchen, light = factories.category("Kitchen"), factories.category("Light")
    return [
        factories.product(f"Thing {place}", category=kitchen if place < count // 2 else light)
        for place in range(count)
    ]


def event(
    product: Product | None,
    *,
    user: User | None = None,
    visitor: UUID | None = None,
    kind: str = Kind.VIEW,
    at: datetime | None = None,
    **fields: object,
) -> ShopperEvent:
    return ShopperEvent.objects.create(
        product=product, user=user, visitor=visitor, kind=kind, at=at or timezone.now(), **fields
    )


def crowd(things: list[Product], *, shoppers: int = 24, taken: int = 4, first: int = 1) -> None:
    """Visitors who each took some of their half, an hour apart, the last of it bought."""
    half, now = len(things) // 2, timezone.now()
    rows = []
    for shopper in range(shoppers):
        own = things[:half] if shopper % 2 else things[half:]
        for place in range(taken):
            product = own[(shopper // 2 + place) % half]
            rows.append(
                ShopperEvent(
                    product=product,
                    visitor=UUID(int=first + shopper),
                    kind=Kind.PURCHASE if place == taken - 1 else Kind.VIEW,
                    at=now - timedelta(hours=taken - place, minutes=shopper),
                )
            )
    ShopperEvent.objects.bulk_create(rows)
