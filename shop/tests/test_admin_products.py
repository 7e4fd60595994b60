"""A merchant edits a product with all that belongs to it on one page, and the outbox hears of every way in which it changes."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from shop import attributes, categories
from shop.models import (
    Attribute,
    AttributeValue,
    Brand,
    OutboxMessage,
    PriceRecord,
    Product,
    ProductImage,
    Stock,
    StockMovement,
    Variant,
    VariantOption,
)
from shop.tests import factories
from shop.tests.merchant import errors, noted, save

pytestmark = pytest.mark.django_db
LIST = "/admin/shop/product/"
ADD = "/admin/shop/product/add/"


def _address(product):
    return reverse("admin:shop_product_change", args=[product.pk])


@pytest.fixture
def kitchen():
    return factories.category("Kitchen")


@pytest.fixture
def mugs(kitchen):
    return factories.category("Mugs", kitchen)


def attribute(name, kind, *categories, choices=(), **fields):
    made = Attribute.objects.create(code=name.lower(), name=name, kind=kind, **fields)
    made.categories.set(categories)
    for value in choices:
        made.choices.create(value=value)
    return made


@pytest.fixture
def shelf(kitchen, mugs):
    """Attributes of every kind, for the category and for the one above, and one of somewhere else."""
    return {
        "volume": attribute("Volume", "number", mugs, unit="ml"),
        "finish": attribute("Finish", "choice", kitchen, choices=("Matt", "Glossy")),
        "dishwasher": attribute("Dishwasher", "boolean", kitchen),
        "care": attribute("Care", "text", mugs),
        "colour": attribute("Colour", "choice", kitchen, choices=("Navy", "Chalk"), is_option=True),
        "waist": attribute("Waist", "number", factories.category("Clothing"), unit="cm"),
    }


def field(of):
    return f"attribute_{of.pk}"


def choice(of, value):
    return of.choices.get(value=value).pk


def test_only_attributes_of_the_category_and_above_are_asked_for_by_their_kind(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs)
    form = client.get(_address(product)).context["adminform"].form
    asked = {name: type(form.fields[name]).__name__ for name in form.fields if name.startswith("attribute_")}
    assert asked == {
        field(shelf["volume"]): "DecimalField",
        field(shelf["finish"]): "ChoicesField",
        field(shelf["dishwasher"]): "ChoiceField",
        field(shelf["care"]): "CharField",
    }
    assert form.fields[field(shelf["volume"])].label == "Volume (ml)"


def test_values_of_every_kind_are_written_changed_and_taken_away(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs)
    both = [choice(shelf["finish"], "Matt"), choice(shelf["finish"], "Glossy")]
    save(
        client,
        _address(product),
        **{field(shelf["volume"]): "330.5", field(shelf["finish"]): both, field(shelf["dishwasher"]): "no"},
        **{field(shelf["care"]): "By hand"},
    )
    assert attributes.values_of(product) == {
        shelf["volume"].pk: [Decimal("330.5")],
        shelf["finish"].pk: both,
        shelf["dishwasher"].pk: [False],
        shelf["care"].pk: ["By hand"],
    }
    kept = AttributeValue.objects.get(attribute=shelf["dishwasher"]).pk
    save(client, _address(product), **{field(shelf["volume"]): "", field(shelf["finish"]): both[:1]})
    assert attributes.values_of(product) == {
        shelf["finish"].pk: both[:1],
        shelf["dishwasher"].pk: [False],
        shelf["care"].pk: ["By hand"],
    }
    assert AttributeValue.objects.get(attribute=shelf["dishwasher"]).pk == kept


@pytest.mark.parametrize("value", ["large", "1e9999", "12345678901"])
def test_a_number_that_is_none_is_explained(client, staff, shelf, mugs, value):
    staff("Catalogue")
    product = factories.product(category=mugs)
    page = save(client, _address(product), **{field(shelf["volume"]): value})
    assert "attribute_" in str(page.context["adminform"].form.errors.as_data())
    assert not AttributeValue.objects.exists()


def test_a_choice_of_another_attribute_is_refused(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs)
    page = save(client, _address(product), **{field(shelf["finish"]): [choice(shelf["colour"], "Navy")]})
    assert "Select a valid choice" in errors(page)


def test_a_value_that_the_category_does_not_offer_stays_seen_until_it_is_taken_away(
    client, staff, shelf, mugs
):
    staff("Catalogue")
    product = factories.product(category=mugs)
    AttributeValue.objects.create(product=product, attribute=shelf["waist"], number=80)
    page = client.get(_address(product)).content.decode()
    assert "Not meant for this category" in page
    save(client, _address(product), title="Renamed")
    assert product.attribute_values.count() == 1
    save(client, _address(product), **{field(shelf["waist"]): ""})
    assert product.attribute_values.count() == 0


def test_publishing_without_a_date_means_now(client, staff):
    staff("Catalogue")
    product = factories.product(status="draft", published_at=None)
    save(client, _address(product), status="published")
    product.refresh_from_db()
    assert product.is_published
    assert product.published_at is not None
    before = product.published_at
    save(client, _address(product), status="archived")
    save(client, _address(product), status="published")
    product.refresh_from_db()
    assert product.published_at.replace(microsecond=0) == before.replace(microsecond=0)


def _variant_row(number, **values):
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
        **_variant_row(0, sku="M-1", price="12.50", units="7", **{option: navy}),
        **_variant_row(1, sku="M-2", price="14.00", **{option: chalk}),
    )
    product = Product.objects.get(slug="mug")
    assert page.redirect_chain[-1][0] == _address(product)
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
    save(client, _address(product), **{"variants-0-units": "400"})
    assert Stock.objects.get(variant__product=product).on_hand == 4


def test_a_new_price_goes_into_the_history_and_is_shown_with_the_lowest(client, staff):
    staff("Catalogue")
    product = factories.product(price="20.00")
    save(client, _address(product), **{"variants-0-price": "15.00", "variants-0-list_price": "20.00"})
    variant = product.variants.get()
    assert list(variant.price_records.values_list("price", flat=True)) == [Decimal("15.00"), Decimal("20.00")]
    page = client.get(_address(product)).content.decode()
    assert "Lowest in the 30 days before" in page
    assert page.count("€20.00") >= 3
    save(client, _address(product), title="Renamed only")
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
    page = save(client, _address(product), **changes)
    assert words in errors(page)
    assert product.variants.get().price == Decimal("19.90")
    assert OutboxMessage.objects.count() == before


def test_two_variants_that_look_the_same_are_refused(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs, variants=2)
    option = f"option_{shelf['colour'].pk}"
    navy = choice(shelf["colour"], "Navy")
    same = {f"variants-0-{option}": navy, f"variants-1-{option}": navy}
    assert "Two variants have the same options" in errors(save(client, _address(product), **same))
    same[f"variants-1-{option}"] = choice(shelf["colour"], "Chalk")
    save(client, _address(product), **same)
    assert VariantOption.objects.count() == 2


def test_what_a_product_says_of_its_colours_follows_its_variants(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs, variants=2)
    colour = shelf["colour"]
    for variant, value in zip(product.variants.all(), ("Navy", "Chalk"), strict=True):
        attributes.choose(variant, {colour.pk: choice(colour, value)})
        AttributeValue.objects.create(product=product, attribute=colour, choice_id=choice(colour, value))
    save(client, _address(product), **{"variants-1-DELETE": "on"})
    assert product.variants.count() == 1
    assert attributes.values_of(product) == {colour.pk: [choice(colour, "Navy")]}


def test_variants_that_orders_hold_are_not_deleted_but_the_reason_is_said(client, staff):
    staff("Catalogue")
    product = factories.product()
    factories.placed_order(variants=[product.variants.get()])
    page = save(client, _address(product), **{"variants-0-DELETE": "on"})
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
    _action(client, product, "delete_selected", post="yes")
    assert Product.objects.filter(pk=product.pk).exists()


def _picture(name="mug.png"):
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def test_pictures_are_added_described_ordered_and_taken_away(client, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    staff("Catalogue")
    product = factories.product()
    rows = {
        "images-TOTAL_FORMS": "2",
        "images-0-file": _picture(),
        "images-0-alt": "A mug",
        "images-0-position": "1",
        "images-1-file": _picture("side.png"),
        "images-1-alt": "From the side",
        "images-1-position": "0",
    }
    save(client, _address(product), **rows)
    assert [image.alt for image in product.images.all()] == ["From the side", "A mug"]
    assert (product.images.first().width, product.images.first().height) == (40, 30)
    page = client.get(_address(product)).content.decode()
    assert 'class="m-thumbnail"' in page
    save(client, _address(product), **{"images-0-DELETE": "on"})
    assert [image.alt for image in product.images.all()] == ["A mug"]
    not_a_picture = SimpleUploadedFile("evil.png", b"<script>", "image/png")
    page = save(client, _address(product), **{"images-TOTAL_FORMS": "2", "images-1-file": not_a_picture})
    assert "Upload a valid image" in errors(page)
    assert ProductImage.objects.count() == 1


def _delete(client, product):
    client.post(reverse("admin:shop_product_delete", args=[product.pk]), {"post": "yes"})


def _action(client, product, name, **more):
    return client.post(LIST, {"action": name, "_selected_action": [product.pk], **more}, follow=True)


WAYS = {
    "title": lambda client, product: save(client, _address(product), title="Another"),
    "price in the row": lambda client, product: save(
        client, _address(product), **{"variants-0-price": "1.00"}
    ),
    "new variant": lambda client, product: save(
        client, _address(product), **{"variants-TOTAL_FORMS": "2"}, **_variant_row(1, sku="NEW", price="3.00")
    ),
    "variant deleted": lambda client, product: save(client, _address(product), **{"variants-0-DELETE": "on"}),
    "archived": lambda client, product: _action(client, product, "archive"),
    "deleted": _delete,
    "deleted in bulk": lambda client, product: _action(client, product, "delete_selected", post="yes"),
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
    for address in (LIST, _address(product), f"{LIST}?q=mug", "/admin/shop/variant/"):
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
    few = queries(LIST), queries("/admin/shop/variant/"), queries(_address(product))
    more(18)
    for number in range(10):
        variant = factories.variant(product, position=number)
        attributes.choose(variant, {shelf["colour"].pk: choice(shelf["colour"], "Navy")})
        ProductImage.objects.create(product=product, file="products/x.webp", width=1, height=1)
    assert (queries(LIST), queries("/admin/shop/variant/"), queries(_address(product))) == few


@pytest.mark.parametrize("role", ["Support", "Orders"])
def test_roles_that_may_only_look_see_values_but_change_nothing(client, staff, shelf, mugs, role):
    staff(role)
    product = factories.product(category=mugs, price="19.90")
    attributes.describe(product, {shelf["finish"]: [choice(shelf["finish"], "Matt")]})
    page = client.get(_address(product))
    assert page.status_code == 200
    assert "Finish: Matt" in page.content.decode()
    assert 'name="title"' not in page.content.decode()
    variant = product.variants.get()
    for address in (
        _address(product),
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
    _action(client, product, "archive")
    product.refresh_from_db()
    assert (product.status, product.price_from) == ("published", Decimal("19.90"))


def test_texts_of_merchants_are_shown_as_text(client, staff):
    staff("Catalogue")
    product = factories.product("<script>alert(1)</script>")
    for address in (LIST, _address(product), "/admin/shop/variant/", "/admin/shop/stock/"):
        assert "<script>alert(1)" not in client.get(address).content.decode(), address
