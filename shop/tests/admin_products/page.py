"""The page on which a merchant edits a product: its addresses and the names of its fields."""

from __future__ import annotations

from django.urls import reverse

from shop.models import Attribute

LIST = "/admin/shop/product/"
ADD = "/admin/shop/product/add/"


def address_of(product):
    return reverse("admin:shop_product_change", args=[product.pk])


def attribute(name, kind, *categories, choices=(), **fields):
    made = Attribute.objects.create(code=name.lower(), name=name, kind=kind, **fields)
    made.categories.set(categories)
    for value in choices:
        made.choices.create(value=value)
    return made


def field(of):
    return f"attribute_{of.pk}"


def choice(of, value):
    return of.choices.get(value=value).pk


def variant_row(number, **values):
    base = {
        "id": "",
        "product": "",
        "sku": "",
        "price": "",
        "weight_grams": "0",
        "is_active": "on",
        "position": "0",
    }
    return {f"variants-{number}-{name}": value for name, value in {**base, **values}.items()}


def act(client, product, name, **more):
    return client.post(LIST, {"action": name, "_selected_action": [product.pk], **more}, follow=True)
