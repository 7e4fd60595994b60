"""The values of attributes that the category of a product asks for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop import attributes
from shop.models import AttributeValue
from shop.tests import factories
from shop.tests.admin_products.page import address_of, choice, field
from shop.tests.merchant import errors, save

pytestmark = pytest.mark.django_db


def test_only_attributes_of_the_category_and_above_are_asked_for_by_their_kind(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs)
    form = client.get(address_of(product)).context["adminform"].form
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
        address_of(product),
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
    save(client, address_of(product), **{field(shelf["volume"]): "", field(shelf["finish"]): both[:1]})
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
    page = save(client, address_of(product), **{field(shelf["volume"]): value})
    assert "attribute_" in str(page.context["adminform"].form.errors.as_data())
    assert not AttributeValue.objects.exists()


def test_a_choice_of_another_attribute_is_refused(client, staff, shelf, mugs):
    staff("Catalogue")
    product = factories.product(category=mugs)
    page = save(client, address_of(product), **{field(shelf["finish"]): [choice(shelf["colour"], "Navy")]})
    assert "Select a valid choice" in errors(page)


def test_a_value_that_the_category_does_not_offer_stays_seen_until_it_is_taken_away(
    client, staff, shelf, mugs
):
    staff("Catalogue")
    product = factories.product(category=mugs)
    AttributeValue.objects.create(product=product, attribute=shelf["waist"], number=80)
    page = client.get(address_of(product)).content.decode()
    assert "Not meant for this category" in page
    save(client, address_of(product), title="Renamed")
    assert product.attribute_values.count() == 1
    save(client, address_of(product), **{field(shelf["waist"]): ""})
    assert product.attribute_values.count() == 0
