"""The list of orders, what it finds, sums, exports and does to many."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry

from shop import orders, outbox
from shop.models import Order
from shop.tests import factories
from shop.tests.admin_orders.page import LIST, page_of

pytestmark = pytest.mark.django_db


def test_the_list_is_found_filtered_and_summed(client, staff, alice, bob):
    staff("Orders")
    paid, placed = factories.paid_order(alice), factories.placed_order(bob)
    Order.objects.filter(pk=placed.pk).update(name="Bob Lindqvist", email="bob@example.com")
    shipped = factories.delivered_order(alice)
    for query, found in (
        ("", {paid, placed, shipped}),
        ("?status__exact=paid", {paid}),
        ("?status__in=paid,placed", {paid, placed}),
        (f"?q={paid.number}", {paid}),
        ("?q=bob@example", {placed}),
        ("?q=Lindqvist", {placed}),
        ("?q=00340434", {shipped}),
        ("?refund=any", set()),
        ("?country=FR", set()),
    ):
        page = client.get(f"{LIST}{query}").content.decode()
        assert {order for order in (paid, placed, shipped) if order.number in page} == found, query
        if found:
            amount = f"€{sum(order.total for order in found)} in all"
            assert amount in page, query
    page = client.get(LIST).content.decode()
    assert "?status__exact=delivered" in page


def test_orders_with_failed_refunds_are_found(client, staff, alice):
    staff("Orders")
    failed, other = factories.paid_order(alice), factories.paid_order(alice)
    for order in (failed, other):
        orders.request_refund(order, actor=orders.SYSTEM, reason="Late", amount=Decimal(1))
    orders.settle_refund(failed.refunds.get().pk, succeeded=False)
    for query, found in (("failed", {failed}), ("any", {failed, other}), ("pending", {other})):
        page = client.get(f"{LIST}?refund={query}").content.decode()
        assert {order for order in (failed, other) if order.number in page} == found


def test_the_list_asks_as_much_at_twenty_rows_as_at_two(client, owner, alice, django_assert_max_num_queries):
    def queries(address):
        with django_assert_max_num_queries(40) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    variants = [factories.variant(units=90) for _ in range(5)]
    for _ in range(2):
        factories.paid_order(alice, variants=variants[:2])
    few = queries(LIST), queries(f"{LIST}export/")
    for _ in range(18):
        factories.paid_order(alice, variants=variants)
    assert (queries(LIST), queries(f"{LIST}export/")) == few
    assert few[0] <= 16


def test_an_order_page_asks_as_much_with_five_lines_as_with_one(
    client, owner, alice, django_assert_max_num_queries
):
    def queries(order):
        line = order.lines.first()
        for _ in range(2):
            orders.request_refund(order, actor=orders.SYSTEM, reason="x", lines={line.pk: 1})
        with django_assert_max_num_queries(30) as asked:
            page_of(client, order)
        return len(asked)

    small = factories.paid_order(alice)
    large = factories.paid_order(alice, variants=[factories.variant() for _ in range(5)])
    assert queries(small) == queries(large) <= 18


def test_many_orders_are_packed_at_once_and_those_that_cannot_be_are_named(client, staff, alice):
    staff("Orders")
    paid, placed = factories.paid_order(alice), factories.placed_order(alice)
    chosen = {"action": "pack", "_selected_action": [paid.pk, placed.pk]}
    page = client.post(LIST, chosen, follow=True).content.decode()
    assert "Start packing: 1 order." in page
    assert f"is not possible for {placed.number}" in page
    assert {order.status for order in Order.objects.all()} == {"fulfilling", "placed"}
    assert LogEntry.objects.get().object_repr == paid.number


def test_support_cannot_pack_many(client, staff, alice):
    staff("Support")
    order = factories.paid_order(alice)
    page = client.post(LIST, {"action": "pack", "_selected_action": [order.pk]}, follow=True)
    order.refresh_from_db()
    assert order.status == "paid"
    assert "Start packing" not in page.content.decode()


def test_the_file_holds_what_the_list_holds_and_no_formula(client, staff, alice, bob):
    staff("Orders")
    order, other = factories.delivered_order(alice), factories.placed_order(bob)
    Order.objects.filter(pk=order.pk).update(name='=HYPERLINK("http://evil")')
    answer = client.get(f"{LIST}export/?status__exact=delivered")
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == [order.number]
    assert rows[0]["name"] == '\'=HYPERLINK("http://evil")'
    assert (rows[0]["total"], rows[0]["carrier"]) == (str(order.total), "DHL")
    assert rows[0]["lines"] == f"2 x {order.lines.get().sku}"
    everything = client.get(f"{LIST}export/").content.decode()
    assert other.number in everything


def test_pages_of_orders_that_do_not_exist_are_not_errors(client, owner):
    assert client.get(f"{LIST}999/change/").status_code == 302
    assert client.get(f"{LIST}abc/change/").status_code == 302
    assert client.get(f"{LIST}999/step/ship/").status_code == 404
    assert client.get(f"{LIST}999/step/fly/").status_code == 404


def test_texts_of_shoppers_are_shown_as_text(client, staff, alice):
    staff("Support")
    order = factories.paid_order(alice)
    Order.objects.filter(pk=order.pk).update(note="<script>alert(1)</script>", name="<b>Bold</b>")
    page = page_of(client, order)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>Bold" not in page


@pytest.mark.parametrize(("units", "wanted"), [(2, 1), (3, 0)])
def test_a_variant_that_sells_out_or_comes_back_is_noted_for_the_search(alice, units, wanted):
    """Two of `units` are bought: with two it is sold out, with three one is left."""
    variant = factories.variant(units=units)
    outbox.OutboxMessage.objects.all().delete()
    order = factories.placed_order(alice, variants=[variant], quantity=2)

    def noted():
        return outbox.OutboxMessage.objects.filter(
            topic="product.changed", payload__product_id=variant.product_id
        ).count()

    assert noted() == wanted
    orders.cancel(order, actor=orders.SYSTEM)
    assert noted() == 2 * wanted
