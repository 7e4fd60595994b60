"""The outbox hears of every way in which a product changes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shop import attributes, categories
from shop.models import Brand, OutboxMessage
from shop.tests import factories
from shop.tests.admin_products.page import LIST, act, address_of, choice, variant_row
from shop.tests.merchant import noted, save

pytestmark = pytest.mark.django_db


def _delete(client, product):
    client.post(reverse("admin:shop_product_delete", args=[product.pk]), {"post": "yes"})


WAYS = {
    "title": lambda client, product: save(client, address_of(product), title="Another"),
    "price in the row": lambda client, product: save(
        client, address_of(product), **{"variants-0-price": "1.00"}
    ),
    "new variant": lambda client, product: save(
        client,
        address_of(product),
        **{"variants-TOTAL_FORMS": "2"},
        **variant_row(1, sku="NEW", price="3.00"),
    ),
    "variant deleted": lambda client, product: save(
        client, address_of(product), **{"variants-0-DELETE": "on"}
    ),
    "archived": lambda client, product: act(client, product, "archive"),
    "deleted": _delete,
    "deleted in bulk": lambda client, product: act(client, product, "delete_selected", post="yes"),
    "variant's page": lambda client, product: save(
        client, reverse("admin:shop_variant_change", args=[product.variants.get().pk]), price="2.00"
    ),
    "variant's page deletes": lambda client, product: client.post(
        reverse("admin:shop_variant_delete", args=[product.variants.get().pk]), {"post": "yes"}
    ),
    "variants deleted in bulk": lambda client, product: client.post(
        "/admin/shop/variant/",
        {"action": "delete_selected", "_selected_action": [product.variants.get().pk], "post": "yes"},
    ),
    "variant list": lambda client, product: client.post(
        "/admin/shop/variant/",
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-id": product.variants.get().pk,
            "form-0-price": "4.00",
            "form-0-list_price": "",
            "form-0-is_active": "on",
            "_save": "Save",
        },
    ),
    "stock counted to nothing": lambda client, product: client.post(
        reverse("admin:shop_stock_count", args=[product.variants.get().pk]),
        {"on_hand": 0, "reason": "counted"},
    ),
    "brand renamed": lambda client, product: save(
        client, reverse("admin:shop_brand_change", args=[product.brand_id]), name="Other brand"
    ),
    "brand deleted": lambda client, product: client.post(
        reverse("admin:shop_brand_delete", args=[product.brand_id]), {"post": "yes"}
    ),
    "category renamed": lambda client, product: save(
        client, reverse("admin:shop_category_change", args=[product.category_id]), name="Other category"
    ),
    "department renamed": lambda client, product: save(
        client,
        reverse("admin:shop_category_change", args=[categories.parent_of(product.category).pk]),
        name="Other department",
    ),
    "category moved": lambda client, product: save(
        client, reverse("admin:shop_category_change", args=[product.category_id]), parent="", place=""
    ),
    "attribute renamed": lambda client, product: save(
        client, reverse("admin:shop_attribute_change", args=[_finish(product).attribute_id]), name="Surface"
    ),
    "choice renamed": lambda client, product: save(
        client,
        reverse("admin:shop_attribute_change", args=[_finish(product).attribute_id]),
        **{"choices-0-value": "Silky"},
    ),
    "choice's page": lambda client, product: save(
        client, reverse("admin:shop_attributechoice_change", args=[_finish(product).choice_id]), value="Silky"
    ),
}


def _finish(product):
    return product.attribute_values.get()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_in_which_a_product_changes_is_told(client, staff, shelf, mugs, way):
    staff("Catalogue")
    brand = Brand.objects.create(name="Ostarra", slug="ostarra")
    product, other = factories.product(category=mugs, brand=brand), factories.product()
    attributes.describe(product, {shelf["finish"]: [choice(shelf["finish"], "Matt")]})
    OutboxMessage.objects.all().delete()
    WAYS[way](client, product)
    assert noted(product.pk) >= 1
    assert noted(other.pk) == 0


def test_control_looking_tells_nothing(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs)
    OutboxMessage.objects.all().delete()
    for address in (LIST, address_of(product), f"{LIST}?q=mug", "/admin/shop/variant/"):
        assert client.get(address).status_code == 200
    client.post(
        reverse("admin:shop_stock_count", args=[product.variants.get().pk]),
        {"on_hand": 9, "reason": "counted"},
    )
    assert noted(product.pk) == 0


def test_the_search_hears_of_products_whose_brand_or_category_is_renamed(client, staff, mugs):
    staff("Catalogue")
    brand = Brand.objects.create(name="Ostarra", slug="ostarra")
    product = factories.product(category=mugs, brand=brand)
    told = OutboxMessage.objects.filter(topic="product.changed", payload__product_id=product.pk)
    assert not told.exists()
    save(client, reverse("admin:shop_brand_change", args=[brand.pk]), name="Zephyrine")
    assert told.count() == 1
    save(client, reverse("admin:shop_category_change", args=[mugs.pk]), name="Goblets")
    assert told.count() == 2
