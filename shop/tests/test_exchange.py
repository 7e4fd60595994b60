"""A catalogue file is loaded row by row: bad rows are named, good ones are not lost."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from shop import cart, catalog, checkout
from shop.exchange import attributes, loading, records
from shop.models import Attribute, AttributeValue, Category, PriceRecord, Product, Stock, Variant
from shop.tests import factories

pytestmark = pytest.mark.django_db
NAMES = st.text(alphabet="abcxyz 大", min_size=1, max_size=8).map(str.strip).filter(bool)
WORDS = "ab;=\\\" ,é大+-@'\n"
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
        ({"id": "x", "title": "T", "price": float("nan")}, "is not a number"),
        ({"id": "x", "title": "T", "price": "1_000"}, "is not a number"),
        ({"id": "x", "title": "T", "price": 1e300}, "is not a number"),
        ({"id": "x", "title": "half \ud800"}, "not valid Unicode"),
        ({"id": "x", "title": "T", "attributes": {"n": "\udfff"}}, "not valid Unicode"),
        ({"id": "x", "title": "T", "category": " > ".join("abcdefghi")}, "levels deep"),
        ("[" * 100_000, "not a JSON object"),
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


def test_what_a_file_does_not_say_stays(tmp_path):
    loading.load(write(tmp_path / "c.jsonl", MUG))
    path = tmp_path / "prices.csv"
    path.write_text("id,title,price\nmug-1,Stoneware mug,18.00\n")
    assert loading.load(path).updated == 1
    product = Product.objects.get()
    assert (product.price_from, product.description, product.brand.name) == (
        Decimal("18.00"),
        MUG["description"],
        "Lehm",
    )
    assert product.attribute_values.count() == 4
    path.write_text("id,title,brand,attributes\nmug-1,Stoneware mug,,\n")
    assert loading.load(path).updated == 1
    product.refresh_from_db()
    assert (product.brand, product.attribute_values.count()) == (None, 0)


def test_an_id_that_comes_again_is_named(tmp_path):
    report = loading.load(write(tmp_path / "c.jsonl", MUG, {**MUG, "title": "Another mug"}))
    assert report.rejected == [(2, "id 'mug-1' stands in line 1 already")]
    assert Product.objects.get().title == "Stoneware mug"


def test_a_product_without_an_id_is_known_by_its_slug(tmp_path):
    product = factories.product("Enamel pot", price="30.00", units=4)
    call_command("export_catalog", tmp_path / "out.jsonl")
    report = loading.load(tmp_path / "out.jsonl")
    assert (report.created, report.unchanged) == (0, 1)
    loading.load(write(tmp_path / "c.jsonl", {"id": product.slug, "title": "Enamel pot", "price": "25.00"}))
    product.refresh_from_db()
    assert product.price_from == Decimal("25.00")


def test_names_that_facets_use_already_make_another_code(tmp_path):
    row = {"id": "x", "title": "T", "attributes": {"price": "low", "stock": "much", "尺寸": "大"}}
    loading.load(write(tmp_path / "c.jsonl", row))
    codes = set(Attribute.objects.values_list("code", flat=True))
    assert {"price-attribute", "stock-attribute"} < codes
    assert all(code.isascii() for code in codes)
    assert loading.load(write(tmp_path / "c.jsonl", row)).unchanged == 1


def test_attributes_that_share_a_name_are_told_apart(tmp_path):
    shirt, shoe = (
        Attribute.objects.create(code=code, name="Size", kind="text") for code in ("size", "shoe-size")
    )
    product = factories.product()
    AttributeValue.objects.create(product=product, attribute=shirt, text="L; XL = both \\")
    AttributeValue.objects.create(product=product, attribute=shoe, text="42")
    for suffix in ("jsonl", "csv"):
        call_command("export_catalog", tmp_path / f"out.{suffix}")
        assert loading.load(tmp_path / f"out.{suffix}").unchanged == 1


def test_an_attribute_is_offered_in_the_departments_that_use_it(tmp_path):
    other = {**MUG, "id": "lamp", "category": "Light > Lamps", "attributes": {"colour": "navy"}}
    loading.load(write(tmp_path / "c.jsonl", MUG, other))
    assert set(Attribute.objects.get(code="colour").categories.values_list("name", flat=True)) == {
        "Kitchen",
        "Light",
    }
    assert Attribute.objects.get(code="capacity").categories.get().name == "Kitchen"


def test_what_the_database_refuses_is_a_bad_row_and_the_others_are_loaded(tmp_path, monkeypatch):
    created = catalog.created

    def refuse(products):
        if any(product.external_id == "mug-1" for product in products):
            raise IntegrityError("of no use\nDETAIL: much text")
        created(products)

    monkeypatch.setattr(catalog, "created", refuse)
    lamp = {"id": "lamp", "title": "Lamp", "category": "Light", "price": "5.00"}
    report = loading.load(write(tmp_path / "c.jsonl", MUG, lamp))
    assert report.rejected == [(1, "the database refuses it: of no use")]
    assert Product.objects.get().external_id == "lamp"
    assert Category.objects.get().name == "Light"


def test_a_row_that_changes_nothing_asks_nothing(tmp_path, django_assert_max_num_queries):
    rows = [{**MUG, "id": f"mug-{number}"} for number in range(20)]
    path = write(tmp_path / "c.jsonl", *rows)
    loading.load(path)
    with django_assert_max_num_queries(12):
        assert loading.load(path).unchanged == 20


@given(
    st.dictionaries(
        NAMES, st.lists(st.text(alphabet=WORDS, min_size=1, max_size=12), min_size=1, max_size=3), max_size=4
    )
)
def test_attributes_in_one_cell_come_back(attributes):
    stripped = {name: [value.strip() for value in values] for name, values in attributes.items()}
    assert records.named(records.listed(stripped)) == stripped
