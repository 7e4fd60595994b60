"""The catalogue comes in and goes out as a file over HTTP: shown first, good rows whatever the bad ones are, and safe cells."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from shop.admin.catalog import uploads
from shop.exchange import loading
from shop.models import Attribute, Brand, Category, OutboxMessage, Product, Stock, StockMovement, Variant
from shop.tests import factories
from shop.tests.merchant import noted

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/shop/product/import/"
HEAD = "id,title,description,brand,category,price,stock,attributes\n"
ROWS = (
    HEAD
    + "mug-1,Blue mug,Round,Ostarra,Kitchen > Mugs,12.50,7,colour=Navy; volume=330 ml\n"
    + "mug-2,Free mug,,,,cheap,,\n"
    + "mug-3,,,,,5.00,,\n"
    + "mug-4,Green mug,,,Kitchen > Mugs,9.00,3,volume=lots\n"
)


def send(client, text, name="catalogue.csv"):
    return client.post(
        ADDRESS, {"file": SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)}
    )


def token_of(page):
    found = re.search(r'name="token" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def tables():
    models = (Product, Variant, Stock, StockMovement, Category, Brand, Attribute, OutboxMessage, LogEntry)
    return [model.objects.count() for model in models]


def test_the_rehearsal_says_what_would_happen_and_writes_nothing(client, staff):
    staff("Catalogue")
    old = factories.product("Old mug", external_id="mug-1", price="10.00", units=2)
    before = tables()
    page = send(client, ROWS)
    words = page.content.decode()
    assert "What catalogue.csv would do" in words
    assert re.findall(r"\d</strong> (?:created|updated|rejected)", words) == [
        "1</strong> created",
        "1</strong> updated",
        "2</strong> rejected",
    ]
    assert "price 10.00 → 12.50" in words
    assert "stock 2 → 7" in words
    assert re.search(r"<td class=\"m-number\">3</td><td>price &#x27;cheap&#x27; is not a number", words)
    assert re.search(r"<td class=\"m-number\">4</td><td>title is missing", words)
    assert tables() == before
    old.refresh_from_db()
    assert (old.title, old.price_from) == ("Old mug", Decimal("10.00"))


def test_the_yes_does_exactly_what_was_shown(client, staff):
    sam = staff("Catalogue")
    old = factories.product("Old mug", external_id="mug-1", price="10.00", units=2)
    token = token_of(send(client, ROWS))
    page = client.post(ADDRESS, {"token": token})
    words = page.content.decode()
    assert "What catalogue.csv has done" in words
    assert re.findall(r"\d</strong> (?:created|updated|rejected)", words) == [
        "1</strong> created",
        "1</strong> updated",
        "2</strong> rejected",
    ]
    old.refresh_from_db()
    assert (old.title, old.price_from, old.brand.name) == ("Blue mug", Decimal("12.50"), "Ostarra")
    assert Stock.objects.get(variant__product=old).on_hand == 7
    new = Product.objects.get(external_id="mug-4")
    assert new.category == old.category
    assert not Product.objects.filter(external_id__in=["mug-2", "mug-3"]).exists()
    assert noted(old.pk) >= 1
    assert noted(new.pk) >= 1
    entries = LogEntry.objects.filter(user=sam)
    assert {entry.object_id for entry in entries} == {str(old.pk), str(new.pk), None}
    history = client.get(f"/admin/shop/product/{old.pk}/history/").content.decode()
    assert "Import of catalogue.csv" in history
    assert "no longer there" in client.post(ADDRESS, {"token": token}).content.decode()


def test_a_second_run_has_nothing_to_do_and_says_so(client, staff):
    staff("Catalogue")
    client.post(ADDRESS, {"token": token_of(send(client, ROWS))})
    page = send(client, "\n".join([*ROWS.splitlines()[:2], ""]))
    words = page.content.decode()
    assert "1</strong> unchanged" in words
    assert "Import the good rows" not in words
    assert 'type="submit">Import<' not in words


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", "empty.csv", "The submitted file is empty."),
        ("name,colour\nMug,blue\n", "other.csv", "other.csv: the first line must name columns"),
        (b"id,title\n\xff\xfe,x\n", "latin.csv", "latin.csv: not UTF-8 text"),
        (ROWS, "catalogue.xlsx", "ends in .csv or .jsonl"),
        (ROWS, "catalogue", "ends in .csv or .jsonl"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(client, staff, text, name, words):
    staff("Catalogue")
    page = send(client, text, name)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert tempfile.gettempdir() not in page.content.decode()
    assert not Product.objects.exists()


def test_no_file_and_a_huge_file_are_explained(client, staff, monkeypatch):
    staff("Catalogue")
    assert "This field is required" in client.post(ADDRESS, {}).content.decode()
    monkeypatch.setattr(uploads, "LARGEST", 10)
    assert "larger than 8 MB" in send(client, ROWS).content.decode()


def test_json_lines_are_read_too(client, staff):
    staff("Catalogue")
    line = (
        '{"id": "a", "title": "Lamp", "price": 20, "stock": 4, "attributes": {"dimmable": true}}\nnot json\n'
    )
    page = send(client, line, "catalogue.jsonl")
    assert "not a JSON object" in page.content.decode()
    client.post(ADDRESS, {"token": token_of(page)})
    assert Product.objects.get().attribute_values.get().boolean is True


def test_a_rehearsal_promises_what_the_load_keeps_when_the_database_refuses_a_row(client, staff, monkeypatch):
    staff("Catalogue")
    sold = factories.product("Sold", external_id="sold", units=5)
    factories.placed_order(variants=[sold.variants.get()], quantity=4)
    text = HEAD + "sold,Sold,,,,19.90,2,\nfine,Fine,,,,1.00,1,\n"
    page = send(client, text)
    assert "less than the 4 units that orders hold" in page.content.decode()
    client.post(ADDRESS, {"token": token_of(page)})
    assert Stock.objects.get(variant__product=sold).on_hand == 5
    assert Product.objects.filter(external_id="fine").exists()


def test_what_the_rehearsal_grew_is_forgotten_for_the_next_row(client, staff):
    """Both rows bring the same new category and brand; the second must not think that the first made them."""
    staff("Catalogue")
    factories.product("One", external_id="one")
    factories.product("Two", external_id="two")
    text = HEAD + "one,One,,Newcomer,New > Shelf,,,\ntwo,Two,,Newcomer,New > Shelf,,,\n"
    page = send(client, text)
    assert "2</strong> updated" in page.content.decode()
    assert not Category.objects.exists()
    client.post(ADDRESS, {"token": token_of(page)})
    assert Product.objects.filter(category__name="Shelf", brand__name="Newcomer").count() == 2


def test_an_upload_is_its_senders_alone_and_does_not_last(client, staff, owner):
    staff("Catalogue")
    token = token_of(send(client, ROWS))
    client.force_login(owner)
    assert "no longer there" in client.post(ADDRESS, {"token": token}).content.decode()
    staff("Catalogue")
    cache.clear()
    assert "no longer there" in client.post(ADDRESS, {"token": token}).content.decode()
    assert not Product.objects.exists()


def test_names_of_files_lead_nowhere(client, staff):
    staff("Catalogue")
    page = send(client, ROWS, "../../etc/<script>.csv")
    assert page.status_code == 200
    assert "<script>.csv" not in page.content.decode()
    client.post(ADDRESS, {"token": token_of(page)})
    assert Product.objects.count() == 2


def test_one_import_at_a_time(client, staff, monkeypatch):
    staff("Catalogue")

    def busy(*args, **kwargs):
        raise loading.records.BadFile("Another import is running; start this one when it is done.")

    monkeypatch.setattr(loading, "load", busy)
    assert "Another import is running" in send(client, ROWS).content.decode()


def test_what_goes_out_comes_in_again_without_a_change(client, staff):
    staff("Catalogue")
    client.post(ADDRESS, {"token": token_of(send(client, ROWS))})
    for kind in ("csv", "jsonl"):
        answer = client.get(f"/admin/shop/product/export.{kind}")
        assert answer.status_code == 200
        assert f".{kind}" in answer["Content-Disposition"]
        page = send(client, answer.content, f"again.{kind}").content.decode()
        assert "2</strong> unchanged" in page
        assert "0</strong> rejected" in page
    assert client.get("/admin/shop/product/export.xml").status_code == 404


def test_cells_that_a_spreadsheet_would_run_are_marked(client, staff):
    staff("Catalogue")
    factories.product("=1+1", external_id="@id", description="+cmd|' /C calc'!A0")
    rows = list(csv.DictReader(io.StringIO(client.get("/admin/shop/product/export.csv").content.decode())))
    assert [rows[0][name][0] for name in ("id", "title", "description")] == ["'", "'", "'"]


def test_cells_of_bad_rows_are_shown_as_text(client, staff):
    staff("Catalogue")
    page = send(client, HEAD + "a,A,,,,<script>alert(1)</script>,,\n").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("role", ["Support", "Orders"])
def test_other_roles_bring_nothing_in(client, staff, role):
    staff(role)
    factories.product()
    assert client.get(ADDRESS).status_code == 403
    assert send(client, ROWS).status_code == 403
    assert client.post(ADDRESS, {"token": "x"}).status_code == 403
    assert (client.get("/admin/shop/product/export.csv").status_code == 200) == (role == "Orders")
    assert ADDRESS not in client.get("/admin/shop/product/").content.decode()
