"""Merchants shape the category tree, brands, attributes and collections, and nothing that is needed gets lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shop import categories
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    Collection,
    OutboxMessage,
    Product,
)
from shop.tests import factories
from shop.tests.merchant import errors, posted, save

pytestmark = pytest.mark.django_db
LIST = "/admin/shop/category/"
ADD = "/admin/shop/category/add/"


def _address(row):
    return reverse(f"admin:shop_{row._meta.model_name}_change", args=[row.pk])


def _tree():
    """The tree in words: names with their depth."""
    assert Category.objects.find_problems() == ([], [], [], [], [])
    return [(row.depth, row.name) for row in Category.objects.order_by("path")]


@pytest.fixture
def tree():
    kitchen, garden = factories.category("Kitchen"), factories.category("Garden")
    return {
        "kitchen": kitchen,
        "garden": garden,
        "mugs": factories.category("Mugs", kitchen),
        "pans": factories.category("Pans", Category.objects.get(pk=kitchen.pk)),
    }


def test_the_list_shows_the_tree_with_its_products(client, staff, tree):
    staff("Catalogue")
    factories.product(category=tree["mugs"])
    page = client.get(LIST).content.decode()
    names = [page.index(f">{name}</span>") for name in ("Kitchen", "Mugs", "Pans", "Garden")]
    assert names == sorted(names)
    assert 'class="m-depth m-depth--2">Mugs' in page
    assert f"?under={tree['mugs'].pk}" in page


def test_categories_are_added_as_departments_and_below_others(client, staff, tree):
    staff("Catalogue")
    save(client, ADD, name="Bath", slug="bath", is_listed="on")
    save(client, ADD, name="Cups", slug="cups", parent=tree["kitchen"].pk, place="2", description="For tea")
    assert _tree() == [(1, "Kitchen"), (2, "Mugs"), (2, "Cups"), (2, "Pans"), (1, "Garden"), (1, "Bath")]
    cups = Category.objects.get(slug="cups")
    assert (cups.description, cups.is_listed) == ("For tea", True)
    assert client.get(cups.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("move", "tree_then"),
    [
        (("pans", "kitchen", "1"), "1 Kitchen, 2 Pans, 2 Mugs, 1 Garden"),
        (("mugs", "kitchen", ""), "1 Kitchen, 2 Pans, 2 Mugs, 1 Garden"),
        (("mugs", "kitchen", "9"), "1 Kitchen, 2 Pans, 2 Mugs, 1 Garden"),
        (("mugs", "garden", ""), "1 Kitchen, 2 Pans, 1 Garden, 2 Mugs"),
        (("mugs", "", "1"), "1 Mugs, 1 Kitchen, 2 Pans, 1 Garden"),
        (("mugs", "", ""), "1 Kitchen, 2 Pans, 1 Garden, 1 Mugs"),
        (("kitchen", "garden", "1"), "1 Garden, 2 Kitchen, 3 Mugs, 3 Pans"),
        (("garden", "pans", "1"), "1 Kitchen, 2 Mugs, 2 Pans, 3 Garden"),
    ],
)
def test_categories_are_moved_with_all_below_them(client, staff, tree, move, tree_then):
    staff("Catalogue")
    moved, parent, place = move
    product = factories.product(category=tree["mugs"])
    save(client, _address(tree[moved]), parent=tree[parent].pk if parent else "", place=place)
    assert ", ".join(f"{depth} {name}" for depth, name in _tree()) == tree_then
    product.refresh_from_db()
    assert product.category == tree["mugs"]


def test_saving_without_a_change_moves_nothing(client, staff, tree):
    staff("Catalogue")
    before = _tree()
    for row in tree.values():
        save(client, _address(row))
    assert _tree() == before


def test_a_category_cannot_stand_below_itself(client, staff, tree):
    staff("Catalogue")
    page = save(client, _address(tree["kitchen"]), parent=tree["mugs"].pk)
    assert "Select a valid choice" in errors(page)
    with pytest.raises(categories.InsideItself):
        categories.move(tree["kitchen"], parent=tree["mugs"])
    assert _tree()[0] == (1, "Kitchen")


def test_a_category_with_products_below_it_is_not_deleted_and_the_reason_is_said(client, staff, tree):
    staff("Catalogue")
    product = factories.product("Blue mug", category=tree["mugs"])
    address = reverse("admin:shop_category_delete", args=[tree["kitchen"].pk])
    page = client.get(address).content.decode()
    assert "Blue mug" in page
    assert client.post(address, {"post": "yes"}).status_code == 200
    client.post(LIST, {"action": "delete_selected", "_selected_action": [tree["kitchen"].pk], "post": "yes"})
    assert len(_tree()) == 4
    product.delete()
    assert "Mugs" in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    assert _tree() == [(1, "Garden")]


def test_a_brand_goes_and_its_products_stay(client, staff):
    staff("Catalogue")
    brand = Brand.objects.create(name="Ostarra", slug="ostarra")
    product = factories.product(brand=brand)
    client.post(reverse("admin:shop_brand_delete", args=[brand.pk]), {"post": "yes"})
    product.refresh_from_db()
    assert product.brand is None
    told = OutboxMessage.objects.filter(topic="product.changed", payload__product_id=product.pk)
    assert told.exists()


def test_the_kind_of_an_attribute_stays_while_it_has_values(client, staff):
    staff("Catalogue")
    volume = Attribute.objects.create(code="volume", name="Volume", kind="number", unit="ml")
    assert "kind" in posted(client, _address(volume))
    AttributeValue.objects.create(product=factories.product(), attribute=volume, number=5)
    assert "kind" not in posted(client, _address(volume))
    save(client, _address(volume), kind="text", unit="l")
    volume.refresh_from_db()
    assert (volume.kind, volume.unit) == ("number", "l")


def test_choices_are_edited_with_their_attribute_and_those_in_use_stay(client, staff):
    staff("Catalogue")
    colour = Attribute.objects.create(code="colour", name="Colour", kind="choice", is_option=True)
    navy = AttributeChoice.objects.create(attribute=colour, value="Navy", swatch="#000080")
    AttributeValue.objects.create(product=factories.product(), attribute=colour, choice=navy)
    rows = {"choices-TOTAL_FORMS": "2", "choices-1-value": "Chalk", "choices-1-position": "1"}
    save(client, _address(colour), **rows)
    assert set(colour.choices.values_list("value", flat=True)) == {"Navy", "Chalk"}
    page = save(client, _address(colour), **{"choices-0-DELETE": "on"})
    assert "protected" in errors(page)
    page = save(client, _address(colour), **{"choices-1-swatch": "blue"})
    assert "choice_swatch_hex" in errors(page) or "violated" in errors(page)
    assert colour.choices.count() == 2


def test_a_collection_is_filled_and_put_in_order(client, staff):
    staff("Catalogue")
    one, two = factories.product("One"), factories.product("Two")
    rows = {
        "items-TOTAL_FORMS": "2",
        "items-0-product": one.pk,
        "items-0-position": "1",
        "items-1-product": two.pk,
        "items-1-position": "0",
    }
    save(client, "/admin/shop/collection/add/", title="Picnic", slug="picnic", is_published="on", **rows)
    collection = Collection.objects.get()
    assert list(collection.items.values_list("product__title", flat=True)) == ["Two", "One"]
    page = client.get(collection.get_absolute_url()).content.decode()
    assert page.index("Two") < page.index("One")


@pytest.mark.parametrize("model", ["category", "brand", "attribute", "collection"])
@pytest.mark.parametrize("role", ["Support", "Orders"])
def test_other_roles_do_not_enter(client, staff, tree, model, role):
    staff(role)
    assert client.get(f"/admin/shop/{model}/").status_code == 403
    assert client.post(f"/admin/shop/{model}/add/", {"name": "x", "slug": "x"}).status_code == 403
    assert Product.objects.count() == 0
