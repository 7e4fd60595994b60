"""A catalogue file is loaded row by row: bad rows are named, good ones are not lost."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from shop import cart, checkout
from shop.exchange import attributes, loading, records
from shop.models import AttributeValue, Category, PriceRecord, Product, Stock, Variant
from shop.tests import factories

pytestmark = pytest.mark.django_db
MUG = {
    "id": "mug-1",
    "title": "Stoneware mug",
    "description": "Holds a lot.",
    "brand": "Lehm",
    "category": "Kitchen > Mugs",
    "price": "19.90",
    "stock": 3,
    "attributes": {"colour": ["navy", "white"], "capacity": "350 ml", "dishwasher safe": True},
}


def write(path, *rows):
    path.write_text(
        "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8"
    )
    return path


def test_a_row_becomes_a_product_with_typed_attributes(tmp_path):
    report = loading.load(write(tmp_path / "c.jsonl", MUG))
    assert (report.created, report.rejected) == (1, [])
    product = Product.objects.get(external_id="mug-1")
    assert (product.price_from, product.brand.name, product.category.name) == (
        Decimal("19.90"),
        "Lehm",
        "Mugs",
    )
    assert product.category.path.startswith(Category.objects.get(name="Kitchen").path)
    values = {(value.attribute.code, str(value.value)) for value in product.attribute_values.all()}
    assert values == {
        ("colour", "navy"),
        ("colour", "white"),
        ("capacity", "350"),
        ("dishwasher-safe", "True"),
    }
    assert Stock.objects.get(variant__product=product).on_hand == 3


def test_the_second_time_changes_nothing_and_a_new_price_is_remembered(tmp_path):
    path = write(tmp_path / "c.jsonl", MUG)
    loading.load(path)
    report = loading.load(path)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    report = loading.load(write(path, {**MUG, "price": "17.90", "attributes": {"colour": "navy"}}))
    assert report.updated == 1
    assert list(PriceRecord.objects.order_by("pk").values_list("price", flat=True)) == [
        Decimal("19.90"),
        Decimal("17.90"),
    ]
    assert AttributeValue.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": "No id"}, "id is missing"),
        ({"id": "x"}, "title is missing"),
        ({"id": "x", "title": "T", "price": "cheap"}, "price 'cheap' is not a number"),
        ({"id": "x", "title": "T", "price": "-1"}, "between 0"),
        ({"id": "x", "title": "T", "price": "1.999"}, "two decimals"),
        ({"id": "x", "title": "T", "price": "NaN"}, "between 0"),
        ({"id": "x", "title": "T", "price": "1", "stock": "many"}, "not a whole number"),
        ({"id": "x", "title": "T", "stock": 1}, "needs a price"),
        ({"id": "x", "title": "T", "attributes": ["navy"]}, "object of names"),
        ({"id": "x", "title": "T" * 301}, "longer than 300"),
        ("{not json", "not a JSON object"),
        ("[1]", "not a JSON object"),
    ],
)
def test_a_bad_row_is_named_and_leaves_nothing_behind(tmp_path, row, reason):
    if isinstance(row, dict):
        row = {"category": "New > Shelf", "brand": "New", **row}
    report = loading.load(write(tmp_path / "c.jsonl", row, MUG))
    ((number, text),) = report.rejected
    assert number == 1
    assert reason in text
    assert report.created == 1
    assert Product.objects.count() == 1
    assert not Category.objects.filter(name="New").exists()


def test_an_attribute_that_exists_keeps_its_kind(tmp_path):
    loading.load(write(tmp_path / "c.jsonl", MUG))
    odd = {**MUG, "id": "mug-2", "attributes": {"capacity": "large"}}
    report = loading.load(write(tmp_path / "c.jsonl", odd))
    assert report.rejected == [(1, "attribute 'capacity' expects a number in ml, not 'large'")]


def test_stock_below_what_orders_hold_is_refused(tmp_path):
    path = write(tmp_path / "c.jsonl", MUG)
    loading.load(path)
    factories.delivery()
    buyer = factories.owner()
    cart.add(buyer, variant_id=Variant.objects.get().pk, quantity=2)
    checkout.place_order(buyer, factories.request())
    report = loading.load(write(path, {**MUG, "stock": 1}))
    assert "orders hold" in report.rejected[0][1]
    assert Stock.objects.get().on_hand == 3


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_what_is_exported_is_read_back_unchanged(tmp_path, suffix, capsys):
    nasty = {"id": "=1+1", "title": "=HYPERLINK(1)", "description": "@SUM; a=b", "price": "1.00", "stock": 0}
    loading.load(write(tmp_path / "c.jsonl", MUG, nasty))
    target = tmp_path / f"out.{suffix}"
    call_command("export_catalog", target)
    if suffix == "csv":
        assert "\n'=1+1,'=HYPERLINK" in target.read_text()
    report = loading.load(target)
    assert (report.unchanged, report.rejected) == (2, [])


def test_a_file_that_cannot_be_read_says_what_was_expected(tmp_path):
    for name, content, reason in (
        ("c.txt", "x", "expected a .jsonl or .csv"),
        ("c.csv", "name,price\n", "must name columns"),
        ("missing.csv", None, "No such file"),
    ):
        path = tmp_path / name
        if content is not None:
            path.write_text(content)
        with pytest.raises(CommandError, match=reason):
            call_command("import_catalog", path)


def test_a_row_with_other_columns_than_the_first_is_named(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("id,title,price\na,One,1.00\nb,Two\nc,Three,3.00,4\nd,Four,4.00\n")
    report = loading.load(path)
    assert report.created == 2
    assert [number for number, _ in report.rejected] == [3, 4]


@given(st.text(max_size=40))
def test_a_marked_cell_is_no_formula_and_comes_back(text):
    assert not records.safe(text).startswith(records.FORMULA)
    assert records.plain(records.safe(text)) == text


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([["350 ml"], ["0.5 ml"]], attributes.Kind(name="number", unit="ml")),
        ([["350 ml"], ["1 l"]], attributes.Kind(name="choice")),
        ([["yes"], ["no"]], attributes.Kind(name="boolean")),
        ([["navy", "white"]], attributes.Kind(name="choice")),
        ([["x" * 200]], attributes.Kind(name="text")),
        ([["42"], ["7"]], attributes.Kind(name="number")),
    ],
)
def test_the_kind_of_an_attribute_is_read_from_all_its_values(values, kind):
    assert attributes.infer(values) == kind
