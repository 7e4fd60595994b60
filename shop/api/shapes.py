"""How the shop's things look in JSON: the serializers that several resources share.

Amounts are decimal texts with their currency, moments are ISO 8601 in UTC, addresses of pictures and pages are absolute.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shop import cards, images

SIZES = (320, 640, 960)
CENT = Decimal("0.01")


class MoneyShape(serializers.Serializer[Any]):
    """An amount of money."""

    amount = serializers.CharField(help_text="Decimal number with two places, such as `19.90`.")
    currency = serializers.CharField(help_text="ISO 4217.")


@extend_schema_field(MoneyShape)
class Money(serializers.Field[Any, Any, Any, Any]):
    """A Decimal of the shop's currency, or of that of the object's own `currency`."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(read_only=True, **arguments)

    def get_attribute(self, instance: Any) -> Any:
        amount = super().get_attribute(instance)
        currency = getattr(instance, "currency", None) or settings.CURRENCY
        return None if amount is None else (amount, currency)

    def to_representation(self, value: tuple[Decimal, str]) -> dict[str, str]:
        return {"amount": str(value[0].quantize(CENT)), "currency": value[1]}


class SizeShape(serializers.Serializer[Any]):
    """A copy of a picture, as WebP, at most so many pixels wide."""

    width = serializers.IntegerField()
    url = serializers.URLField()


class PictureShape(serializers.Serializer[Any]):
    alt = serializers.CharField(help_text="What the picture shows, in words.")
    sizes = SizeShape(many=True)


@extend_schema_field(PictureShape)
class Picture(serializers.Field[Any, Any, Any, Any]):
    """A cards.Picture, or the stored name of one."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(read_only=True, **arguments)

    def to_representation(self, value: cards.Picture | str) -> dict[str, Any] | None:
        name, alt = (value, "") if isinstance(value, str) else (value.name, value.alt)
        if not name:
            return None
        sizes = [{"width": width, "url": absolute(images.url(name, width))} for width in SIZES]
        return {"alt": alt, "sizes": sizes}


def absolute(path: str) -> str:
    return settings.SITE_URL + path


class Named(serializers.Serializer[Any]):
    """A category, a brand or a collection by its name."""

    slug = serializers.SlugField()
    name = serializers.CharField()


class RatingShape(serializers.Serializer[Any]):
    average = serializers.CharField(allow_null=True, help_text="1.0 to 5.0; null while nobody has rated.")
    count = serializers.IntegerField()


class ProductCard(serializers.Serializer[Any]):
    """A product as lists show it. Prices are those of its cheapest variant."""

    id = serializers.IntegerField()
    slug = serializers.SlugField()
    title = serializers.CharField()
    brand = serializers.CharField(help_text="Empty where the product has none.")
    url = serializers.SerializerMethodField(help_text="The product's page of the website.")
    picture = Picture(source="image", allow_null=True)
    price = Money()
    has_price_range = serializers.BooleanField(help_text="Other variants cost more.")
    list_price = Money(allow_null=True, help_text="Before the discount; null without one.")
    lowest_price_30_days = Money(
        source="lowest", allow_null=True, help_text="The lowest price of the 30 days before the discount."
    )
    percent_off = serializers.IntegerField()
    rating = serializers.SerializerMethodField()
    is_new = serializers.BooleanField()
    is_available = serializers.BooleanField()

    def get_url(self, card: cards.Card) -> str:
        return absolute(card.url.partition("?")[0])

    @extend_schema_field(RatingShape)
    def get_rating(self, card: cards.Card) -> dict[str, Any]:
        return rating(card.rating_average, card.rating_count)


def rating(average: Decimal | None, count: int) -> dict[str, Any]:
    return {"average": None if average is None else str(average), "count": count}


class Page(serializers.Serializer[Any]):
    """A part of a list."""

    next = serializers.URLField(
        allow_null=True, help_text="Address of what follows; null at the end of the list."
    )


def page_of(item: type[serializers.BaseSerializer[Any]], name: str, **more: Any) -> type[Page]:
    """The shape of a list of such items."""
    return type(name, (Page,), {"items": item(many=True), "__doc__": Page.__doc__, **more})
