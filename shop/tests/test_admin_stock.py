"""Stock is counted and received with a reason, shown before it is written, and never below what orders hold."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shop import stock
from shop.models import Reservation, Stock, StockMovement, Variant
from shop.tests import factories
from shop.tests.merchant import noted

pytestmark = pytest.mark.django_db
LIST = "/admin/shop/stock/"
RECEIVE = "/admin/shop/stock/receive/"


def _count(client, variant, **values):
    address = reverse("admin:shop_stock_count", args=[variant.pk])
    return client.post(address, {"reason": "counted", **values}, follow=True)


def _on_hand(variant):
    return Stock.objects.get(variant=variant).on_hand


def test_a_count_has_a_reason_a_note_and_somebody_who_made_it(client, staff):
    sam = staff("Catalogue")
    variant = factories.variant(units=5)
    page = _count(client, variant, on_hand=3, reason="damaged", note="Fell off", low_at=7).content.decode()
    assert "The stock is changed." in page
    movement = StockMovement.objects.filter(variant=variant).first()
    assert (movement.delta, movement.on_hand, movement.reason, movement.actor) == (-2, 3, "damaged", sam)
    assert Stock.objects.get(variant=variant).low_at == 7
    for words in ("Fell off", "Damaged or lost", "Sam", "-2"):
        assert words in page
    history = client.get(reverse("admin:shop_stock_history", args=[variant.pk])).content.decode()
    assert "5 → 3: damaged Fell off" in history


def test_a_count_is_never_below_what_orders_hold(client, staff):
    staff("Catalogue")
    variant = factories.variant(units=5)
    factories.placed_order(variants=[variant], quantity=3)
    assert "Orders hold 3" in _count(client, variant, on_hand=2).content.decode()
    assert _on_hand(variant) == 5
    _count(client, variant, on_hand=3)
    assert _on_hand(variant) == 3


@pytest.mark.parametrize(
    "values", [{"on_hand": "-1"}, {"on_hand": ""}, {"on_hand": "9" * 12}, {"on_hand": "4", "reason": "sold"}]
)
def test_a_count_that_cannot_be_changes_nothing(client, staff, values):
    staff("Catalogue")
    variant = factories.variant(units=5)
    assert _count(client, variant, **values).status_code == 200
    assert _on_hand(variant) == 5


def test_the_orders_role_sees_what_moved_and_changes_nothing(client, staff):
    staff("Orders")
    variant = factories.variant(units=5)
    page = client.get(reverse("admin:shop_stock_count", args=[variant.pk])).content.decode()
    assert "Goods received" in page
    assert 'name="on_hand"' not in page
    assert _count(client, variant, on_hand=1).status_code == 403
    assert client.post(RECEIVE, {"lines": f"{variant.sku} 5", "confirmed": "1"}).status_code == 403
    assert _on_hand(variant) == 5


def test_support_does_not_enter(client, staff):
    staff("Support")
    variant = factories.variant()
    for address in (LIST, RECEIVE, reverse("admin:shop_stock_count", args=[variant.pk])):
        assert client.get(address).status_code == 403


def test_a_delivery_is_shown_first_and_then_put_on_the_shelves(client, staff):
    sam = staff("Catalogue")
    mug, lamp = factories.variant(units=5, sku="MUG-01"), factories.variant(units=0, barcode="4006381333931")
    lines = "mug-01 10\n\n4006381333931, 3\nMUG-01;2\n"
    shown = client.post(RECEIVE, {"lines": lines, "note": "LS 77"}).content.decode()
    assert ("+12" in shown, "<strong>17</strong>" in shown, "+3" in shown) == (True, True, True)
    assert (_on_hand(mug), _on_hand(lamp)) == (5, 0)
    said = client.post(
        RECEIVE, {"lines": lines, "note": "LS 77", "confirmed": "1"}, follow=True
    ).content.decode()
    assert "15 units came in." in said
    assert (_on_hand(mug), _on_hand(lamp)) == (17, 3)
    movement = StockMovement.objects.filter(variant=lamp).first()
    assert (movement.reason, movement.note, movement.actor) == ("received", "LS 77", sam)
    assert (noted(mug.product_id), noted(lamp.product_id)) == (0, 1)


def test_lines_that_cannot_be_read_are_named_and_nothing_is_written(client, staff):
    staff("Catalogue")
    mug = factories.variant(units=5, sku="MUG-01")
    for barcode in ("111", "111"):
        factories.variant(barcode=barcode)
    lines = "MUG-01 2\nNOBODY 4\nMUG-01\n111 5\nMUG-01 -3"
    page = client.post(RECEIVE, {"lines": lines, "confirmed": "1"}).content.decode()
    assert "Line 2: no variant has the SKU or barcode nobody" in page
    assert "Line 3: write a SKU and the number of units" in page
    assert "Line 4: 111 is the barcode of several variants" in page
    assert "Line 5: write a SKU" in page
    assert "Line 1" not in page
    assert _on_hand(mug) == 5


@pytest.mark.parametrize("lines", ["", "MUG-01 0", " \n "])
def test_a_delivery_of_nothing_is_explained(client, staff, lines):
    staff("Catalogue")
    factories.variant(units=5, sku="MUG-01")
    page = client.post(RECEIVE, {"lines": lines, "confirmed": "1"}).content.decode()
    assert "No line names more than 0 units." in page or "This field is required." in page


def test_too_much_at_once_is_explained(client, staff):
    staff("Catalogue")
    factories.variant(units=5, sku="MUG-01")
    assert "at most 500 lines" in client.post(RECEIVE, {"lines": "MUG-01 1\n" * 501}).content.decode()
    page = client.post(RECEIVE, {"lines": "MUG-01 999999999\n" * 3}).content.decode()
    assert "No shelf holds so many." in page


def test_goods_are_received_for_rows_chosen_in_the_list(client, staff):
    staff("Catalogue")
    mug = factories.variant(units=5, sku="MUG-01")
    page = client.post(LIST, {"action": "receive_chosen", "_selected_action": [mug.pk]}).content.decode()
    assert "MUG-01 0" in page
    changed = client.post(RECEIVE, {"lines": "MUG-01 4", "confirmed": "1", "change": "1"}).content.decode()
    assert "Show what will happen" in changed
    assert _on_hand(mug) == 5


def test_a_variant_without_stock_gets_its_row_when_goods_come_in(client, staff):
    staff("Catalogue")
    bare = Variant.objects.create(product=factories.product(), sku="BARE", price=1)
    assert bare.pk in stock.missing_variants()
    client.post(RECEIVE, {"lines": "BARE 4", "confirmed": "1"})
    assert _on_hand(bare) == 4


def test_the_list_is_found_and_filtered(client, staff):
    staff("Catalogue")
    out, low, well = (factories.variant(units=units) for units in (0, 2, 50))
    draft = factories.variant(factories.product(status="draft", published_at=None, variants=0), units=0)
    every = {out, low, well, draft}
    for query, found in {
        "": every,
        "?level=low": {out, low},
        "?level=out": {out},
        f"?q={well.sku}": {well},
    }.items():
        page = client.get(f"{LIST}{query}").content.decode()
        assert {variant for variant in every if f">{variant.sku}<" in page} == found, query


def test_lists_ask_as_much_at_twenty_rows_as_at_two(client, owner, alice, django_assert_max_num_queries):
    def queries():
        found = []
        for address in (LIST, "/admin/shop/stockmovement/", "/admin/shop/reservation/"):
            with django_assert_max_num_queries(40) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    for _ in range(2):
        factories.paid_order(alice)
    few = queries()
    for _ in range(18):
        factories.paid_order(alice)
    assert Reservation.objects.count() == 20
    assert queries() == few
