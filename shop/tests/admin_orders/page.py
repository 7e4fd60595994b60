"""The page on which merchants take an order through its steps: addresses, what it offers, and orders in every state."""

from __future__ import annotations

import re

from django.urls import reverse

from shop import orders
from shop.tests import factories

LIST = "/admin/shop/order/"
STEPS = ("pack", "ship", "deliver", "refund", "cancel")


def page_of(client, order):
    answer = client.get(reverse("admin:shop_order_change", args=[order.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def step_address(order, name):
    return reverse("admin:shop_order_step", args=[order.pk, name])


def offered(client, order):
    page = page_of(client, order)
    return {name for name in STEPS if step_address(order, name) in page}


def send_refund(client, order, **values):
    """Both yeses."""
    first = client.post(step_address(order, "refund"), values).content.decode()
    confirmed = re.search(r'name="confirmed" value="([^"]+)"', first)
    assert confirmed, first
    return client.post(step_address(order, "refund"), {**values, "confirmed": confirmed[1]}, follow=True)


def order_in(state, alice):
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
