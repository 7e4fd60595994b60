"""How carts look in JSON, and what they take."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shop import access, checkout
from shop.api.catalogue_shapes import DeliveryShape
from shop.api.shapes import Money, Picture


class LineShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    variant_id = serializers.IntegerField(source="variant.pk")
    sku = serializers.CharField(source="variant.sku")
    product_id = serializers.IntegerField(source="product.pk")
    product_slug = serializers.SlugField(source="product.slug")
    title = serializers.CharField(source="product.title")
    label = serializers.CharField(source="variant.label")
    picture = Picture(source="picture_name", allow_null=True)
    quantity = serializers.IntegerField()
    available = serializers.IntegerField(help_text="Units in stock.")
    unit_price = Money()
    previous_price = Money(
        allow_null=True, help_text="What it cost when it was put in, if that is another price."
    )
    subtotal = Money()
    problem = serializers.CharField(help_text="Why it cannot be bought as it is; empty where it can.")


class CouponShape(serializers.Serializer[Any]):
    code = serializers.CharField(source="contents.coupon.code")
    problem = serializers.CharField(
        source="contents.coupon_problem", help_text="Why it takes nothing off; empty where it does."
    )


class TaxShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    rate = serializers.CharField(help_text="In percent.")
    is_inclusive = serializers.BooleanField(help_text="Whether prices contain it.")


class TotalsShape(serializers.Serializer[Any]):
    items = Money(source="items_total")
    discount = Money(source="discount_total")
    delivery = Money(source="delivery_total")
    tax = Money(source="tax_total")
    total = Money(help_text="What is to be paid.")


class CartShape(serializers.Serializer[Any]):
    """A cart with present prices and stock, and what it would cost delivered."""

    token = serializers.SerializerMethodField(
        help_text="Of a guest's cart: send it as `Cart-Token` from now on. Null for accounts and before anything is in it."
    )
    country = serializers.CharField()
    currency = serializers.CharField(source="contents.currency")
    count = serializers.IntegerField(source="contents.count", help_text="Units in all lines.")
    is_buyable = serializers.BooleanField(source="contents.is_buyable")
    lines = LineShape(many=True, source="contents.lines")
    coupon = serializers.SerializerMethodField()
    delivery_options = DeliveryShape(many=True, source="options")
    delivery = serializers.SerializerMethodField(
        help_text="Code of the method that the totals contain, or null."
    )
    tax = TaxShape(source="totals.tax")
    totals = TotalsShape()

    def get_token(self, quote: checkout.Quote) -> str | None:
        return token(quote)

    @extend_schema_field(CouponShape(allow_null=True))
    def get_coupon(self, quote: checkout.Quote) -> Any:
        return CouponShape(quote).data if quote.contents.coupon else None

    def get_delivery(self, quote: checkout.Quote) -> str | None:
        return quote.chosen.code if quote.chosen else None


def token(quote: checkout.Quote) -> str | None:
    cart = quote.contents.cart
    return access.token_of_cart(cart.token) if cart is not None and cart.user_id is None else None


class AddedShape(serializers.Serializer[Any]):
    """What became of an addition."""

    line_id = serializers.IntegerField()
    quantity = serializers.IntegerField(help_text="What the line holds now.")
    added = serializers.IntegerField()
    is_capped = serializers.BooleanField(help_text="Fewer than asked for were left.")
    cart = CartShape()


class LineIn(serializers.Serializer[Any]):
    """A variant by its id or by its SKU, and how many."""

    variant_id = serializers.IntegerField(min_value=1, max_value=2**62, required=False)
    sku = serializers.CharField(max_length=64, required=False)
    quantity = serializers.IntegerField(min_value=1, max_value=settings.CART_LINE_LIMIT, default=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("variant_id" in attrs) == ("sku" in attrs):
            raise serializers.ValidationError("Name the variant by variant_id or by sku.", code="one_of")
        return attrs


class QuantityIn(serializers.Serializer[Any]):
    quantity = serializers.IntegerField(
        min_value=0, max_value=settings.CART_LINE_LIMIT, help_text="0 takes the line out."
    )


class CouponIn(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=40)


class CountryIn(serializers.Serializer[Any]):
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166-1 alpha-2, where it is to go.")


class MergeIn(serializers.Serializer[Any]):
    cart_token = serializers.CharField(max_length=500)


class MergedShape(serializers.Serializer[Any]):
    moved = serializers.IntegerField(help_text="Units that came from the guest's cart; 0 the second time.")
    cart = CartShape()
