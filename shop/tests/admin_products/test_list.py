"""The list of products, bulk actions, and what roles see."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from shop import attributes
from shop.models import ProductImage, Variant
from shop.tests import factories
from shop.tests.admin_products.page import LIST, act, address_of, choice

pytestmark = pytest.mark.django_db


def test_products_are_published_in_bulk_with_a_trace_and_a_warning(client, staff):
    sam = staff("Catalogue")
    ready = factories.product(status="draft", published_at=None)
    bare = factories.product(status="draft", published_at=None, variants=0)
    page = client.post(LIST, {"action": "publish", "_selected_action": [ready.pk, bare.pk]}, follow=True)
    assert "2 products were changed." in page.content.decode()
    assert f"no variant for sale: {bare.title}" in page.content.decode()
    ready.refresh_from_db()
    assert ready.published_at is not None
    entries = LogEntry.objects.filter(user=sam, change_message="Published")
    assert {entry.object_id for entry in entries} == {str(ready.pk), str(bare.pk)}
    assert "Published" in client.get(f"{LIST}{ready.pk}/history/").content.decode()


def test_the_list_is_found_and_filtered(client, staff, kitchen, mugs):
    staff("Catalogue")
    mug = factories.product("Mug", category=mugs, units=5)
    gone = factories.product("Vase", category=kitchen, units=0)
    offer = factories.product("Lamp")
    Variant.objects.filter(product=offer).update(list_price=Decimal(100))
    draft = factories.product("Draft", status="draft", published_at=None, variants=0)
    every = {mug, gone, offer, draft}
    for query, found in {
        "": every,
        f"?under={kitchen.pk}": {mug, gone},
        f"?under={mugs.pk}": {mug},
        "?under=nonsense": every,
        "?shelf=out": {gone, draft},
        "?shelf=offer": {offer},
        "?shelf=bare": every,
        "?shelf=silent": {draft},
        "?status__exact=draft": {draft},
        f"?q={mug.variants.get().sku}": {mug},
        "?q=Lamp": {offer},
    }.items():
        page = client.get(f"{LIST}{query}").content.decode()
        assert {product for product in every if f">{product.title}<" in page} == found, query


def test_pages_ask_as_much_with_twenty_rows_as_with_two(
    client, owner, shelf, mugs, django_assert_max_num_queries
):
    def queries(address):
        with django_assert_max_num_queries(80) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    def more(count):
        for _ in range(count):
            product = factories.product(category=mugs)
            ProductImage.objects.create(product=product, file="products/x.webp", width=1, height=1)

    product = factories.product(category=mugs, variants=2)
    more(1)
    few = queries(LIST), queries("/admin/shop/variant/"), queries(address_of(product))
    more(18)
    for number in range(10):
        variant = factories.variant(product, position=number)
        attributes.choose(variant, {shelf["colour"].pk: choice(shelf["colour"], "Navy")})
        ProductImage.objects.create(product=product, file="products/x.webp", width=1, height=1)
    assert (queries(LIST), queries("/admin/shop/variant/"), queries(address_of(product))) == few


@pytest.mark.parametrize("role", ["Support", "Orders"])
def test_roles_that_may_only_look_see_values_but_change_nothing(client, staff, shelf, mugs, role):
    staff(role)
    product = factories.product(category=mugs, price="19.90")
    attributes.describe(product, {shelf["finish"]: [choice(shelf["finish"], "Matt")]})
    page = client.get(address_of(product))
    assert page.status_code == 200
    assert "Finish: Matt" in page.content.decode()
    assert 'name="title"' not in page.content.decode()
    variant = product.variants.get()
    for address in (
        address_of(product),
        reverse("admin:shop_variant_change", args=[variant.pk]),
        reverse("admin:shop_product_prices"),
        reverse("admin:shop_product_delete", args=[product.pk]),
    ):
        answer = client.post(
            address, {"price": "1.00", "ids": str(product.pk), "way": "price", "percent": "-50"}
        )
        assert answer.status_code == 403, address
    rows = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-id": variant.pk,
        "form-0-price": "1.00",
    }
    client.post("/admin/shop/variant/", {**rows, "_save": "Save"})
    act(client, product, "archive")
    product.refresh_from_db()
    assert (product.status, product.price_from) == ("published", Decimal("19.90"))


def test_texts_of_merchants_are_shown_as_text(client, staff):
    staff("Catalogue")
    product = factories.product("<script>alert(1)</script>")
    for address in (LIST, address_of(product), "/admin/shop/variant/", "/admin/shop/stock/"):
        assert "<script>alert(1)" not in client.get(address).content.decode(), address
