"""A product with its variants, stock and prices is made, changed and deleted on one page, or nothing is and the reason is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from shop import attributes
from shop.models import (
    AttributeValue,
    OutboxMessage,
    PriceRecord,
    Product,
    Stock,
    StockMovement,
    VariantOption,
)
from shop.tests import factories
from shop.tests.admin_products.page import ADD, act, address_of, choice, field, variant_row
from shop.tests.merchant import errors, noted, save

pytestmark = pytest.mark.django_db


def test_publishing_without_a_date_means_now(client, staff):
    staff("Catalogue")
    product = factories.product(status="draft", published_at=None)
    save(client, address_of(product), status="published")
    product.refresh_from_db()
    assert product.is_published
    assert product.published_at is not None
    before = product.published_at
    save(client, address_of(product), status="archived")
    save(client, address_of(product), status="published")
    product.refresh_from_db()
    assert product.published_at.replace(microsecond=0) == before.replace(microsecond=0)


def test_a_product_is_made_with_its_variants_and_their_stock(client, staff, shelf, mugs):
    sam = staff("Catalogue")
    navy, chalk = choice(shelf["colour"], "Navy"), choice(shelf["colour"], "Chalk")
    option = f"option_{shelf['colour'].pk}"
    page = save(
        client,
        ADD,
        title="Mug",
        slug="mug",
        category=mugs.pk,
        status="published",
        **{"variants-TOTAL_FORMS": "2"},
        **variant_row(0, sku="M-1", price="12.50", units="7", **{option: navy}),
        **variant_row(1, sku="M-2", price="14.00", **{option: chalk}),
    )
    product = Product.objects.get(slug="mug")
    assert page.redirect_chain[-1][0] == address_of(product)
    assert field(shelf["volume"]) in page.content.decode()
    rows = {row.sku: row for row in product.variants.select_related("stock")}
    assert {sku: (row.stock.on_hand, row.label) for sku, row in rows.items()} == {
        "M-1": (7, "Navy"),
        "M-2": (0, "Chalk"),
    }
    assert VariantOption.objects.get(variant=rows["M-1"]).choice_id == navy
    assert StockMovement.objects.get(variant=rows["M-1"]).actor == sam
    assert (product.price_from, product.price_to) == (Decimal("12.50"), Decimal("14.00"))
    assert PriceRecord.objects.filter(variant__product=product).count() == 2
    assert noted(product.pk) >= 1
    assert client.get(product.get_absolute_url()).status_code == 200


def test_a_product_without_a_variant_is_published_but_said_to_be_unseen(client, staff):
    staff("Catalogue")
    page = save(client, ADD, title="Air", slug="air", status="published")
    assert "it has no variant for sale" in page.content.decode()
    assert "View on site" not in page.content.decode()


def test_stock_of_a_variant_that_exists_is_not_changed_by_its_row(client, staff):
    staff("Catalogue")
    product = factories.product(units=4)
    save(client, address_of(product), **{"variants-0-units": "400"})
    assert Stock.objects.get(variant__product=product).on_hand == 4


def test_a_new_price_goes_into_the_history_and_is_shown_with_the_lowest(client, staff):
    staff("Catalogue")
    product = factories.product(price="20.00")
    save(client, address_of(product), **{"variants-0-price": "15.00", "variants-0-list_price": "20.00"})
    variant = product.variants.get()
    assert list(variant.price_records.values_list("price", flat=True)) == [Decimal("15.00"), Decimal("20.00")]
    page = client.get(address_of(product)).content.decode()
    assert "Lowest in the 30 days before" in page
    assert page.count("€20.00") >= 3
    save(client, address_of(product), title="Renamed only")
    assert variant.price_records.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"variants-0-list_price": "10.00"}, "The list price must be above the price"),
        ({"variants-0-price": "-1"}, "A price is not below zero"),
        ({"variants-0-price": "cheap"}, "Enter a number"),
        ({"variants-0-sku": "TAKEN"}, "already exists"),
        ({"variants-0-sku": ""}, "This field is required"),
        ({"slug": "taken"}, "already exists"),
        ({"title": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_saved_is_explained_and_nothing_is_saved(client, staff, changes, words):
    staff("Catalogue")
    factories.variant(factories.product(variants=0, title="Other"), sku="TAKEN")
    Product.objects.filter(title="Other").update(slug="taken")
    product = factories.product(price="19.90")
    before = OutboxMessage.objects.count()
    page = save(client, address_of(product), **changes)
    assert words in errors(page)
    assert product.variants.get().price == Decimal("19.90")
    assert OutboxMessage.objects.count() == before


def test_two_variants_that_look_the_same_are_refused(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs, variants=2)
    option = f"option_{shelf['colour'].pk}"
    navy = choice(shelf["colour"], "Navy")
    same = {f"variants-0-{option}": navy, f"variants-1-{option}": navy}
    assert "Two variants have the same options" in errors(save(client, address_of(product), **same))
    same[f"variants-1-{option}"] = choice(shelf["colour"], "Chalk")
    save(client, address_of(product), **same)
    assert VariantOption.objects.count() == 2


def test_what_a_product_says_of_its_colours_follows_its_variants(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs, variants=2)
    colour = shelf["colour"]
    for variant, value in zip(product.variants.all(), ("Navy", "Chalk"), strict=True):
        attributes.choose(variant, {colour.pk: choice(colour, value)})
        AttributeValue.objects.create(product=product, attribute=colour, choice_id=choice(colour, value))
    save(client, address_of(product), **{"variants-1-DELETE": "on"})
    assert product.variants.count() == 1
    assert attributes.values_of(product) == {colour.pk: [choice(colour, "Navy")]}


def test_variants_that_orders_hold_are_not_deleted_but_the_reason_is_said(client, staff):
    staff("Catalogue")
    product = factories.product()
    factories.placed_order(variants=[product.variants.get()])
    page = save(client, address_of(product), **{"variants-0-DELETE": "on"})
    assert "protected" in errors(page)
    assert product.variants.count() == 1


def test_a_product_that_was_bought_is_not_deleted_with_its_reviews(client, staff, alice):
    staff("Catalogue")
    order = factories.delivered_order(alice)
    product = order.lines.get().product
    order.reservations.all().delete()  # orders of the time before the shop kept them
    address = reverse("admin:shop_product_delete", args=[product.pk])
    page = client.get(address).content.decode()
    assert f"{product.title} in order {order.number}; archive it instead" in page
    client.post(address, {"post": "yes"})
    act(client, product, "delete_selected", post="yes")
    assert Product.objects.filter(pk=product.pk).exists()
