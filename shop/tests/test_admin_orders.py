"""Merchants take orders through their steps over HTTP: what is offered, what is said first, what is done, what is refused."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from shop import orders, outbox, stock
from shop.demo import history as demo
from shop.models import Fulfilment, Order, OrderEvent, Refund, SandboxSession, Stock, StockMovement
from shop.payments import settlement
from shop.tests import factories, gateways

pytestmark = pytest.mark.django_db
LIST = "/admin/shop/order/"
STEPS = ("pack", "ship", "deliver", "refund", "cancel")


def _page(client, order):
    answer = client.get(reverse("admin:shop_order_change", args=[order.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def _address(order, name):
    return reverse("admin:shop_order_step", args=[order.pk, name])


def _offered(client, order):
    page = _page(client, order)
    return {name for name in STEPS if _address(order, name) in page}


def _refund(client, order, **values):
    """Both yeses."""
    first = client.post(_address(order, "refund"), values).content.decode()
    confirmed = re.search(r'name="confirmed" value="([^"]+)"', first)
    assert confirmed, first
    return client.post(_address(order, "refund"), {**values, "confirmed": confirmed[1]}, follow=True)


def _in(state, alice):
    make = {
        "placed": factories.placed_order,
        "paid": factories.paid_order,
        "delivered": factories.delivered_order,
    }
    if state in make:
        return make[state](alice)
    order = factories.paid_order(alice)
    steps = {
        "fulfilling": orders.start_packing,
        "shipped": orders.ship,
        "cancelled": orders.cancel,
    }
    if state == "refunded":
        orders.request_refund(order, actor=orders.SYSTEM, reason="Late")
    else:
        steps[state](order, actor=orders.SYSTEM)
    order.refresh_from_db()
    return order


ALLOWED = {
    "placed": {"cancel"},
    "paid": {"pack", "ship", "refund", "cancel"},
    "fulfilling": {"ship", "refund", "cancel"},
    "shipped": {"deliver", "refund"},
    "delivered": {"refund"},
    "cancelled": set(),
    "refunded": set(),
}


@pytest.mark.parametrize("state", ALLOWED)
def test_only_what_the_state_allows_is_offered_and_the_rest_is_refused_in_words(client, owner, alice, state):
    order = _in(state, alice)
    assert order.status == state
    assert _offered(client, order) == ALLOWED[state]
    events = OrderEvent.objects.count()
    for name in set(STEPS) - ALLOWED[state]:
        for ask in (client.get, client.post):
            answer = ask(_address(order, name), {"reason": "x", "mode": "all"}, follow=True)
            assert answer.status_code == 200
            assert "is not possible" in answer.content.decode()
    order.refresh_from_db()
    assert (order.status, OrderEvent.objects.count()) == (state, events)


@pytest.mark.parametrize(
    ("role", "may"),
    [("Orders", {"pack", "ship", "refund", "cancel"}), ("Support", {"cancel"})],
)
def test_each_role_is_offered_what_it_may(client, staff, alice, role, may):
    staff(role)
    order = factories.paid_order(alice)
    assert _offered(client, order) == may
    for name in set(STEPS) - may - {"deliver"}:
        answer = client.post(_address(order, name), {"reason": "x", "mode": "all"})
        assert answer.status_code == 403
    order.refresh_from_db()
    assert (order.status, Refund.objects.count()) == ("paid", 0)


def test_the_catalogue_role_sees_no_order(client, staff, alice):
    staff("Catalogue")
    order = factories.paid_order(alice)
    for address in (LIST, f"{LIST}export/", f"{LIST}{order.pk}/change/", _address(order, "ship")):
        assert client.get(address).status_code == 403, address


def test_an_order_is_packed_shipped_and_delivered_with_a_trace_of_who_did_it(client, staff, alice):
    sam = staff("Orders")
    order = factories.paid_order(alice)
    assert "becomes “Being packed”" in client.get(_address(order, "pack")).content.decode()
    client.post(_address(order, "pack"))
    told = client.get(_address(order, "ship")).content.decode()
    assert "An e-mail tells alice@example.com." in told
    client.post(_address(order, "ship"), {"carrier": "DHL", "tracking_number": "0034"})
    answer = client.post(_address(order, "deliver"), follow=True)
    assert "Done: Mark as delivered." in answer.content.decode()
    order.refresh_from_db()
    parcel = Fulfilment.objects.get(order=order)
    assert (order.status, parcel.carrier, parcel.tracking_number) == ("delivered", "DHL", "0034")
    assert parcel.delivered_at is not None
    assert set(OrderEvent.objects.filter(actor=sam).values_list("status", flat=True)) == {
        "fulfilling",
        "shipped",
        "delivered",
    }
    history = client.get(f"{LIST}{order.pk}/history/").content.decode()
    for words in ("Start packing", "Ship: DHL, 0034", "Mark as delivered"):
        assert words in history
    page = _page(client, order)
    assert "0034" in page
    assert "sam@example.com" in page


def test_cancelling_says_what_comes_back_and_does_it(client, staff, alice):
    staff("Support")
    variant = factories.variant(units=5)
    order = factories.paid_order(alice, variants=[variant], quantity=2)
    told = client.get(_address(order, "cancel")).content.decode()
    assert f"Back on the shelf: 2 × {variant.product.title}." in told
    assert f"€{order.total} goes back to the shopper." in told
    assert b"This field is required" in client.post(_address(order, "cancel"), {"reason": " "}).content
    client.post(_address(order, "cancel"), {"reason": "Out of clay"})
    order.refresh_from_db()
    assert (order.status, Refund.objects.get(order=order).amount) == ("cancelled", order.total)
    assert Stock.objects.get(variant=variant).on_hand == 5


def test_a_refund_of_units_shows_first_and_then_sends_what_they_cost(client, staff, alice):
    sam = staff("Orders")
    mug, lamp = factories.variant(price="10.00", units=5), factories.variant(price="30.00", units=5)
    order = factories.placed_order(alice, variants=[mug, lamp], quantity=3)
    gateways.paid(order)
    line = order.lines.get(variant=mug)
    values = {"mode": "lines", f"line_{line.pk}": "2", "restock": "on", "reason": "Chipped"}
    told = client.post(_address(order, "refund"), values).content.decode()
    assert "€20.00 goes back to the shopper" in told
    assert f"Back on the shelf: 2 × {mug.product.title}." in told
    assert f"€{order.total - 20} of the order remains" in told
    assert not Refund.objects.exists()
    answer = _refund(client, order, **values)
    assert "€20.00 is on its way back." in answer.content.decode()
    refund = Refund.objects.get()
    assert (refund.amount, refund.actor, refund.lines.get().quantity) == (Decimal("20.00"), sam, 2)
    assert Stock.objects.get(variant=mug).on_hand == 4
    assert StockMovement.objects.get(variant=mug, reason="returned").actor == sam
    settlement.send_refund(refund_id=refund.pk)
    assert SandboxSession.objects.get().refunded == Decimal("20.00")
    page = _page(client, order)
    assert "2 refunded" in page
    assert "Chipped" in page


def test_a_refund_without_restock_leaves_the_shelf_alone(client, staff, alice):
    staff("Orders")
    variant = factories.variant(units=5)
    order = factories.paid_order(alice, variants=[variant], quantity=2)
    _refund(client, order, mode="all", reason="Lost in the post")
    order.refresh_from_db()
    assert (order.status, order.refunded_total) == ("refunded", order.total)
    assert Stock.objects.get(variant=variant).on_hand == 3


def test_everything_after_a_part_restocks_only_what_is_left(client, staff, alice):
    staff("Orders")
    variant = factories.variant(units=5)
    order = factories.paid_order(alice, variants=[variant], quantity=3)
    line = order.lines.get()
    _refund(client, order, mode="lines", reason="One broke", restock="on", **{f"line_{line.pk}": "1"})
    assert Stock.objects.get(variant=variant).on_hand == 3
    _refund(client, order, mode="all", reason="The rest too", restock="on")
    assert Stock.objects.get(variant=variant).on_hand == 5
    line.refresh_from_db()
    assert line.refunded_quantity == 3


def test_control_the_sum_would_be_seen_if_all_units_came_back_twice(alice):
    variant = factories.variant(units=5)
    order = factories.paid_order(alice, variants=[variant], quantity=3)
    stock.restock(order, quantities={variant.pk: 1})
    stock.restock(order, quantities={variant.pk: 3})
    assert Stock.objects.get(variant=variant).on_hand == 6


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"mode": "amount"}, "Say how much goes back."),
        ({"mode": "amount", "amount": "0"}, "Say how much goes back."),
        ({"mode": "amount", "amount": "-3"}, "Say how much goes back."),
        ({"mode": "amount", "amount": "1000"}, "At most €"),
        ({"mode": "amount", "amount": "1.005"}, "no more than 2 decimal places"),
        ({"mode": "amount", "amount": "many"}, "Enter a number."),
        ({"mode": "amount", "amount": "3", "restock": "on"}, "Choose the units that came back"),
        ({"mode": "lines"}, "Say how many units of which line go back."),
        ({"mode": "lines", "line": "9"}, "less than or equal to 2"),
        ({"mode": "lines", "line": "-1"}, "greater than or equal to 0"),
        ({"mode": "magic"}, "Select a valid choice."),
        ({"mode": "all", "reason": ""}, "This field is required."),
        ({}, "This field is required."),
    ],
)
def test_a_refund_that_cannot_be_is_explained(client, staff, alice, values, words):
    staff("Orders")
    order = factories.paid_order(alice)
    line = order.lines.get()
    posted = {"reason": "Because", **values}
    if "line" in posted:
        posted[f"line_{line.pk}"] = posted.pop("line")
    answer = client.post(_address(order, "refund"), {**posted, "confirmed": "5.00"})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Refund.objects.exists()


def test_an_amount_in_a_currency_without_cents(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    Order.objects.filter(pk=order.pk).update(currency="JPY")
    values = {"mode": "amount", "amount": "3.50", "reason": "x"}
    assert b"JPY has no cents" in client.post(_address(order, "refund"), values).content


def test_what_changed_between_the_two_yeses_is_shown_again(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    values = {"mode": "all", "reason": "Late"}
    assert f'value="{order.total}"' in client.post(_address(order, "refund"), values).content.decode()
    orders.request_refund(order, actor=orders.SYSTEM, reason="Meanwhile", amount=Decimal("1.00"))
    answer = client.post(_address(order, "refund"), {**values, "confirmed": f"{order.total}"})
    assert b"The order has changed meanwhile" in answer.content
    assert Refund.objects.count() == 1
    assert f'value="{order.total - 1}"' in answer.content.decode()


def test_a_race_that_the_form_cannot_see_ends_in_words(client, staff, alice, monkeypatch):
    staff("Orders")
    order = factories.paid_order(alice)

    def too_late(*args, **kwargs):
        raise orders.RefundTooLarge("5 of 3 EUR")

    monkeypatch.setattr(orders, "request_refund", too_late)
    answer = _refund(client, order, mode="amount", amount="5.00", reason="x")
    assert answer.status_code == 200
    assert "Nothing was refunded" in answer.content.decode()


def test_the_form_can_be_changed_after_it_was_shown(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    values = {"mode": "amount", "amount": "5.00", "reason": "Late", "confirmed": "5.00", "change": "1"}
    page = client.post(_address(order, "refund"), values).content.decode()
    assert 'value="5.00"' in page
    assert "confirmed" not in page
    assert not Refund.objects.exists()


def test_a_failed_refund_is_asked_for_again_once(client, staff, alice):
    sam = staff("Orders")
    order = factories.placed_order(alice)
    gateways.paid(order)
    line = order.lines.get()
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Late", lines={line.pk: 2})
    orders.settle_refund(refund.pk, succeeded=False, note="bank closed")
    order.refresh_from_db()
    line.refresh_from_db()
    assert (order.refunded_total, line.refunded_quantity) == (0, 0)
    address = reverse("admin:shop_order_retry", args=[order.pk, refund.pk])
    assert address in _page(client, order)
    assert b"asked for again" in client.get(address).content
    client.post(address)
    again = client.post(address, follow=True).content.decode()
    assert "has not failed" in again
    refund.refresh_from_db()
    order.refresh_from_db()
    line.refresh_from_db()
    assert (refund.status, order.refunded_total, line.refunded_quantity) == ("pending", refund.amount, 2)
    assert OrderEvent.objects.filter(actor=sam, note__contains="asked for again").count() == 1
    settlement.send_refund(refund_id=refund.pk)
    assert SandboxSession.objects.get().refunded == refund.amount


def test_a_failed_refund_whose_money_went_back_otherwise_is_not_sent_again(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Late", amount=order.total - 1)
    orders.settle_refund(refund.pk, succeeded=False)
    orders.request_refund(order, actor=orders.SYSTEM, reason="Other way", amount=Decimal("5.00"))
    answer = client.post(reverse("admin:shop_order_retry", args=[order.pk, refund.pk]), follow=True)
    assert "So much is not left" in answer.content.decode()
    refund.refresh_from_db()
    assert refund.status == "failed"


def test_the_retry_belongs_to_its_order_and_to_those_who_may_refund(client, staff, alice, bob):
    staff("Orders")
    order, other = factories.paid_order(alice), factories.paid_order(bob)
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Late", amount=Decimal(1))
    assert client.post(reverse("admin:shop_order_retry", args=[other.pk, refund.pk])).status_code == 404
    staff("Support")
    assert client.post(reverse("admin:shop_order_retry", args=[order.pk, refund.pk])).status_code == 403


def test_orders_of_the_demonstration_store_can_be_refunded_at_the_sandbox(client, staff, alice):
    staff("Orders")
    factories.delivery()
    variants = [factories.variant(units=30), factories.variant(units=30)]
    for place, state in enumerate(("paid", "delivered", "refunded", "cancelled", "placed")):
        order = demo._buy(alice, variants, key=f"demo-{place}")
        demo._walk(order, state)
        order.refresh_from_db()
        assert order.status == state
    order = Order.objects.get(status="delivered")
    assert order.fulfilment.tracking_number
    _refund(client, order, mode="all", reason="End to end")
    settlement.send_refund(refund_id=Refund.objects.get(order=order).pk)
    assert set(Refund.objects.values_list("status", flat=True)) == {"succeeded"}
    sessions = SandboxSession.objects.filter(refunded__gt=0)
    assert {session.order_number for session in sessions} == set(
        Order.objects.filter(status="refunded").values_list("number", flat=True)
    )


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
            _page(client, order)
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
    page = _page(client, order)
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
