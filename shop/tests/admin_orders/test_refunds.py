"""A refund is shown first and sent at the second yes; what cannot be is explained."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop import orders, stock
from shop.models import Order, Refund, SandboxSession, Stock, StockMovement
from shop.payments import settlement
from shop.tests import factories, gateways
from shop.tests.admin_orders.page import page_of, send_refund, step_address

pytestmark = pytest.mark.django_db


def test_a_refund_of_units_shows_first_and_then_sends_what_they_cost(client, staff, alice):
    sam = staff("Orders")
    mug, lamp = factories.variant(price="10.00", units=5), factories.variant(price="30.00", units=5)
    order = factories.placed_order(alice, variants=[mug, lamp], quantity=3)
    gateways.paid(order)
    line = order.lines.get(variant=mug)
    values = {"mode": "lines", f"line_{line.pk}": "2", "restock": "on", "reason": "Chipped"}
    told = client.post(step_address(order, "refund"), values).content.decode()
    assert "€20.00 goes back to the shopper" in told
    assert f"Back on the shelf: 2 × {mug.product.title}." in told
    assert f"€{order.total - 20} of the order remains" in told
    assert not Refund.objects.exists()
    answer = send_refund(client, order, **values)
    assert "€20.00 is on its way back." in answer.content.decode()
    refund = Refund.objects.get()
    assert (refund.amount, refund.actor, refund.lines.get().quantity) == (Decimal("20.00"), sam, 2)
    assert Stock.objects.get(variant=mug).on_hand == 4
    assert StockMovement.objects.get(variant=mug, reason="returned").actor == sam
    settlement.send_refund(refund_id=refund.pk)
    assert SandboxSession.objects.get().refunded == Decimal("20.00")
    page = page_of(client, order)
    assert "2 refunded" in page
    assert "Chipped" in page


def test_a_refund_without_restock_leaves_the_shelf_alone(client, staff, alice):
    staff("Orders")
    variant = factories.variant(units=5)
    order = factories.paid_order(alice, variants=[variant], quantity=2)
    send_refund(client, order, mode="all", reason="Lost in the post")
    order.refresh_from_db()
    assert (order.status, order.refunded_total) == ("refunded", order.total)
    assert Stock.objects.get(variant=variant).on_hand == 3


def test_everything_after_a_part_restocks_only_what_is_left(client, staff, alice):
    staff("Orders")
    variant = factories.variant(units=5)
    order = factories.paid_order(alice, variants=[variant], quantity=3)
    line = order.lines.get()
    send_refund(client, order, mode="lines", reason="One broke", restock="on", **{f"line_{line.pk}": "1"})
    assert Stock.objects.get(variant=variant).on_hand == 3
    send_refund(client, order, mode="all", reason="The rest too", restock="on")
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
    answer = client.post(step_address(order, "refund"), {**posted, "confirmed": "5.00"})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Refund.objects.exists()


def test_an_amount_in_a_currency_without_cents(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    Order.objects.filter(pk=order.pk).update(currency="JPY")
    values = {"mode": "amount", "amount": "3.50", "reason": "x"}
    assert b"JPY has no cents" in client.post(step_address(order, "refund"), values).content


def test_what_changed_between_the_two_yeses_is_shown_again(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    values = {"mode": "all", "reason": "Late"}
    assert f'value="{order.total}"' in client.post(step_address(order, "refund"), values).content.decode()
    orders.request_refund(order, actor=orders.SYSTEM, reason="Meanwhile", amount=Decimal("1.00"))
    answer = client.post(step_address(order, "refund"), {**values, "confirmed": f"{order.total}"})
    assert b"The order has changed meanwhile" in answer.content
    assert Refund.objects.count() == 1
    assert f'value="{order.total - 1}"' in answer.content.decode()


def test_a_race_that_the_form_cannot_see_ends_in_words(client, staff, alice, monkeypatch):
    staff("Orders")
    order = factories.paid_order(alice)

    def too_late(*args, **kwargs):
        raise orders.RefundTooLarge("5 of 3 EUR")

    monkeypatch.setattr(orders, "request_refund", too_late)
    answer = send_refund(client, order, mode="amount", amount="5.00", reason="x")
    assert answer.status_code == 200
    assert "Nothing was refunded" in answer.content.decode()


def test_the_form_can_be_changed_after_it_was_shown(client, staff, alice):
    staff("Orders")
    order = factories.paid_order(alice)
    values = {"mode": "amount", "amount": "5.00", "reason": "Late", "confirmed": "5.00", "change": "1"}
    page = client.post(step_address(order, "refund"), values).content.decode()
    assert 'value="5.00"' in page
    assert "confirmed" not in page
    assert not Refund.objects.exists()
