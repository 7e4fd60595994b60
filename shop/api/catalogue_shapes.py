"""How the catalogue looks in JSON."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shop import listing, options
from shop.api.shapes import Money, Named, Picture, ProductCard, RatingShape, absolute, page_of, rating
from shop.detail import Detail
from shop.directory import Family
from shop.models import Category, Collection, Variant

ProductPage = page_of(ProductCard, "ProductPage")


class FacetValueShape(serializers.Serializer[Any]):
    value = serializers.CharField(help_text="What `attribute=CODE:VALUE`, or `brand=`, takes.")
    label = serializers.CharField(allow_blank=True)
    count = serializers.IntegerField(help_text="Products there would be with this value.")
    is_chosen = serializers.BooleanField()
    swatch = serializers.CharField(help_text="`#rrggbb` of a colour, or empty.")


class FacetShape(serializers.Serializer[Any]):
    """Either values to choose from, or two ends of a range."""

    code = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    values = FacetValueShape(many=True)
    low = serializers.SerializerMethodField(help_text="Lowest number; null where there are values.")
    high = serializers.SerializerMethodField(help_text="Highest number; null where there are values.")

    def get_low(self, facet: listing.Facet) -> str | None:
        return None if facet.low is None else format(facet.low, "f")

    def get_high(self, facet: listing.Facet) -> str | None:
        return None if facet.high is None else format(facet.high, "f")


class FacetList(serializers.Serializer[Any]):
    total = serializers.IntegerField(help_text="Products that fit.")
    facets = FacetShape(many=True)
    price = FacetShape()
    in_stock = serializers.IntegerField(help_text="Of them, how many can be bought now.")
    on_offer = serializers.IntegerField()
    ratings = FacetValueShape(many=True, help_text="By the least number of stars.")


class AttributeShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = serializers.SerializerMethodField(help_text="A text, or true or false.")
    unit = serializers.CharField()

    @extend_schema_field({"oneOf": [{"type": "string"}, {"type": "boolean"}]})
    def get_value(self, trait: Any) -> str | bool:
        return trait.value


class ChosenOption(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    label = serializers.CharField()
    swatch = serializers.CharField()


class VariantShape(serializers.Serializer[Any]):
    """What goes into a cart."""

    id = serializers.IntegerField()
    sku = serializers.CharField()
    label = serializers.CharField(help_text="Its options in words; empty for an only variant.")
    price = Money()
    list_price = Money(allow_null=True)
    lowest_price_30_days = serializers.SerializerMethodField()
    available = serializers.SerializerMethodField(help_text="Units that one cart line can hold now.")
    options = ChosenOption(many=True, source="chosen")

    @extend_schema_field(Money(allow_null=True))
    def get_lowest_price_30_days(self, variant: Variant) -> dict[str, str] | None:
        found = self.context["detail"].lowest_by_variant.get(variant.pk) if variant.list_price else None
        return None if found is None else Money().to_representation((found, settings.CURRENCY))

    def get_available(self, variant: Variant) -> int:
        return max(0, min(options.available(variant), settings.CART_LINE_LIMIT))


class OptionValueShape(serializers.Serializer[Any]):
    label = serializers.CharField()
    swatch = serializers.CharField()
    sku = serializers.CharField(help_text="The variant to go to when this is chosen.")
    is_chosen = serializers.BooleanField()
    is_available = serializers.BooleanField()


class OptionShape(serializers.Serializer[Any]):
    """One property in which the variants differ."""

    code = serializers.CharField()
    name = serializers.CharField()
    chosen = serializers.CharField()
    values = OptionValueShape(many=True)


class DeliveryShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    price = Money()
    full_price = Money(help_text="Without the limit from which delivery is free.")
    days_min = serializers.IntegerField()
    days_max = serializers.IntegerField()


class ReviewShape(serializers.Serializer[Any]):
    """A published review."""

    id = serializers.IntegerField()
    rating = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()
    author_name = serializers.CharField()
    created_at = serializers.DateTimeField()


ReviewPage = page_of(ReviewShape, "ReviewPage")


class ProductDetail(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="product.pk")
    slug = serializers.SlugField(source="product.slug")
    title = serializers.CharField(source="product.title")
    subtitle = serializers.CharField(source="product.subtitle")
    description = serializers.CharField(source="product.description")
    url = serializers.SerializerMethodField(help_text="The product's page of the website.")
    brand = Named(source="product.brand", allow_null=True)
    category = Named(source="product.category", allow_null=True)
    price = Money(source="variant.price")
    list_price = Money(source="variant.list_price", allow_null=True)
    lowest_price_30_days = Money(source="lowest", allow_null=True)
    percent_off = serializers.IntegerField()
    is_available = serializers.SerializerMethodField()
    sku = serializers.CharField(source="variant.sku", help_text="The variant chosen.")
    variants = serializers.SerializerMethodField()
    options = OptionShape(many=True)
    attributes = AttributeShape(many=True, source="traits")
    pictures = serializers.ListField(child=Picture())
    rating = serializers.SerializerMethodField()
    delivery = DeliveryShape(
        allow_null=True,
        help_text="The cheapest way to the shop's own country, with `expand=delivery`; else null.",
    )
    reviews = serializers.SerializerMethodField(help_text="The newest, with `expand=reviews`; else null.")
    related = serializers.SerializerMethodField(
        help_text="Of the same shelf, with `expand=related`; else null."
    )

    def get_url(self, found: Detail) -> str:
        return absolute(found.product.get_absolute_url())

    def get_is_available(self, found: Detail) -> bool:
        return found.available > 0

    @extend_schema_field(VariantShape(many=True))
    def get_variants(self, found: Detail) -> Any:
        return VariantShape(found.variants, many=True, context={"detail": found}).data

    @extend_schema_field(RatingShape)
    def get_rating(self, found: Detail) -> dict[str, Any]:
        return rating(found.rating_average, found.rating_count)

    @extend_schema_field(ReviewShape(many=True, allow_null=True))
    def get_reviews(self, found: Detail) -> Any:
        return ReviewShape(found.reviews, many=True).data if self.context["view"].wants("reviews") else None

    @extend_schema_field(ProductCard(many=True, allow_null=True))
    def get_related(self, found: Detail) -> Any:
        return (
            ProductCard(found.neighbours, many=True).data if self.context["view"].wants("related") else None
        )


class ShelfShape(Named):
    """A listed category of the second level."""


class DepartmentShape(Named):
    shelves = ShelfShape(many=True)


class CategoryTree(serializers.Serializer[Any]):
    items = DepartmentShape(many=True)


class CategoryDetail(serializers.Serializer[Any]):
    slug = serializers.SlugField(source="category.slug")
    name = serializers.CharField(source="category.name")
    description = serializers.CharField(source="category.description")
    picture = serializers.SerializerMethodField()
    above = Named(many=True, help_text="From the department down.")
    below = Named(many=True)

    @extend_schema_field(Picture(allow_null=True))
    def get_picture(self, family: Family) -> dict[str, Any] | None:
        return _picture(family.category)


def _picture(category: Category) -> dict[str, Any] | None:
    return Picture().to_representation(category.picture.name) if category.picture else None


class BrandShape(Named):
    story = serializers.CharField()
    product_count = serializers.IntegerField()


BrandPage = page_of(BrandShape, "BrandPage")


class CollectionShape(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    title = serializers.CharField()
    teaser = serializers.CharField()
    description = serializers.CharField()
    picture = serializers.SerializerMethodField()

    @extend_schema_field(Picture(allow_null=True))
    def get_picture(self, collection: Collection) -> dict[str, Any] | None:
        name = collection.picture.name if collection.picture else collection.product_picture  # type: ignore[attr-defined]
        return Picture().to_representation(name or "")


CollectionPage = page_of(CollectionShape, "CollectionPage")
