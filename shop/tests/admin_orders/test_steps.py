"""Merchants take orders through their steps: what is offered, what is done with a trace, what is refused."""

from __future__ import annotations

import pytest

from shop.models import Fulfilment, OrderEvent, Refund, Stock
from shop.tests import factories
from shop.tests.admin_orders.page import LIST, STEPS, offered, order_in, page_of, step_address

pytestmark = pytest.mark.django_db
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
    order = order_in(state, alice)
    assert order.status == state
    assert offered(client, order) == ALLOWED[state]
    events = OrderEvent.objects.count()
    for name in set(STEPS) - ALLOWED[state]:
        for ask in (client.get, client.post):
            answer = ask(step_address(order, name), {"reason": "x", "mode": "all"}, follow=True)
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
    assert offered(client, order) == may
    for name in set(STEPS) - may - {"deliver"}:
        answer = client.post(step_address(order, name), {"reason": "x", "mode": "all"})
        assert answer.status_code == 403
    order.refresh_from_db()
    assert (order.status, Refund.objects.count()) == ("paid", 0)


def test_the_catalogue_role_sees_no_order(client, staff, alice):
    staff("Catalogue")
    order = factories.paid_order(alice)
    for address in (LIST, f"{LIST}export/", f"{LIST}{order.pk}/change/", step_address(order, "ship")):
        assert client.get(address).status_code == 403, address


def test_an_order_is_packed_shipped_and_delivered_with_a_trace_of_who_did_it(client, staff, alice):
    sam = staff("Orders")
    order = factories.paid_order(alice)
    assert "becomes “Being packed”" in client.get(step_address(order, "pack")).content.decode()
    client.post(step_address(order, "pack"))
    told = client.get(step_address(order, "ship")).content.decode()
    assert "An e-mail tells alice@example.com." in told
    client.post(step_address(order, "ship"), {"carrier": "DHL", "tracking_number": "0034"})
    answer = client.post(step_address(order, "deliver"), follow=True)
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
    page = page_of(client, order)
    assert "0034" in page
    assert "sam@example.com" in page


def test_cancelling_says_what_comes_back_and_does_it(client, staff, alice):
    staff("Support")
    variant = factories.variant(units=5)
    order = factories.paid_order(alice, variants=[variant], quantity=2)
    told = client.get(step_address(order, "cancel")).content.decode()
    assert f"Back on the shelf: 2 × {variant.product.title}." in told
    assert f"€{order.total} goes back to the shopper." in told
    assert b"This field is required" in client.post(step_address(order, "cancel"), {"reason": " "}).content
    client.post(step_address(order, "cancel"), {"reason": "Out of clay"})
    order.refresh_from_db()
    assert (order.status, Refund.objects.get(order=order).amount) == ("cancelled", order.total)
    assert Stock.objects.get(variant=variant).on_hand == 5
