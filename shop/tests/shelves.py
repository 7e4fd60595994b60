"""Fills shelves for tests of browsing: brands, attributes, options, pictures, reviews, collections, help."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    Collection,
    CollectionItem,
    HelpArticle,
    Product,
    ProductImage,
    Review,
    StoreProfile,
    Variant,
    VariantOption,
)
from shop.tests import factories


def brand(name: str = "Aldermoor") -> Brand:
    return Brand.objects.get_or_create(name=name, slug=name.lower().replace(" ", "-"))[0]


def choice(attribute: str, value: str, **fields: Any) -> AttributeChoice:
    """A value of a choice attribute; both are made when they are missing."""
    owner, _ = Attribute.objects.get_or_create(
        code=attribute, defaults={"name": attribute.title(), "kind": "choice", **fields}
    )
    return AttributeChoice.objects.get_or_create(attribute=owner, value=value)[0]


def describe(product: Product, **values: Any) -> Product:
    """Attribute values by code: words are choices, Decimals numbers, booleans yes or no."""
    for code, value in values.items():
        if isinstance(value, str):
            chosen = choice(code, value)
            AttributeValue.objects.create(product=product, attribute=chosen.attribute, choice=chosen)
            continue
        kind = "boolean" if isinstance(value, bool) else "number"
        owner, _ = Attribute.objects.get_or_create(code=code, defaults={"name": code.title(), "kind": kind})
        AttributeValue.objects.create(product=product, attribute=owner, **{kind: value})
    return product


def option(variant: Variant, **values: str) -> Variant:
    """Options of a variant by code, such as colour="Navy"."""
    for code, value in values.items():
        chosen = choice(code, value, is_option=True)
        VariantOption.objects.create(variant=variant, attribute=chosen.attribute, choice=chosen)
    return variant


def picture(product: Product, name: str = "", **fields: Any) -> ProductImage:
    """A picture's row; the file itself is not there."""
    stored = name or f"products/{product.slug}.webp"
    row = ProductImage(product=product, file=stored, alt=product.title, width=800, height=800, **fields)
    return ProductImage.objects.bulk_create([row])[0]


def review(product: Product, rating: int, **fields: Any) -> Review:
    """A published review by a shopper who received the product."""
    variant = product.variants.first()
    order = factories.delivered_order(factories.user(), variants=[variant], quantity=1)
    values = {"title": "Solid", "text": "It does what it should.", "author_name": "Ines", **fields}
    return Review.objects.create(
        product=product,
        user=order.user,
        order_line=order.lines.get(),
        rating=rating,
        status=Review.Status.PUBLISHED,
        created_at=timezone.now(),
        **values,
    )


def reduce(product: Product, *, before: str, now: str) -> Product:
    """The product cost `before` until a moment ago and costs `now`."""
    product.variants.update(price=Decimal(before), list_price=None)
    product.variants.update(price=Decimal(now), list_price=Decimal(before))
    product.refresh_from_db()
    return product


def full_product(category: Category, **fields: Any) -> Product:
    """With brand, two variants in two colours, pictures, every kind of attribute and a discount."""
    product = factories.product(category=category, brand=brand(), variants=2, is_featured=True, **fields)
    for variant, colour in zip(product.variants.all(), ("Navy", "Clay"), strict=True):
        option(variant, colour=colour)
    picture(product)
    picture(product, f"products/{product.slug}-2.webp", position=1)
    describe(product, material="Wool", weight=Decimal(300), recycled=True)
    return reduce(product, before="30.00", now="24.00")


def filled(category: Category, number: int) -> list[Product]:
    return [full_product(category) for _ in range(number)]


def collection(title: str, products: list[Product], **fields: Any) -> Collection:
    made = Collection.objects.create(title=title, slug=title.lower().replace(" ", "-"), **fields)
    for position, product in enumerate(products):
        CollectionItem.objects.create(collection=made, product=product, position=position)
    return made


def article(title: str = "Delivery times", **fields: Any) -> HelpArticle:
    values = {
        "slug": title.lower().replace(" ", "-"),
        "topic": "orders",
        "body": "We send **daily**.",
        **fields,
    }
    return HelpArticle.objects.create(title=title, **values)


def store(**fields: Any) -> StoreProfile:
    return StoreProfile.objects.create(**{"tagline": "Fewer, better things", "is_demo": True, **fields})
