"""The order's page: what it tells in each state, who may see it, paying again, cancelling."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shop import access, orders, reviews, stock
from shop.models import CartLine, Order, Payment, Stock, User, Variant
from shop.payments import flow
from shop.tests import factories

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def link(order: Order) -> str:
    return f"/orders/link/{access.token_of(order)}/"


def page_of(client: Client, order: Order, query: str = "") -> str:
    answer = client.get(f"/orders/{order.number}/{query}")
    assert answer.status_code == 200
    return answer.text


def attempt(order: Order, status: str = Payment.Status.PENDING, **fields: str) -> Payment:
    values = {"gateway": "sandbox", "reference": f"r{order.pk}", "currency": order.currency, "status": status}
    return Payment.objects.create(order=order, amount=order.total, **{**values, **fields})


def test_strangers_get_404_and_visitors_the_login(client: Client, alice: User, bob: User, sam: User) -> None:
    order = factories.placed_order(alice)
    paths = [f"/orders/{order.number}/{rest}" for rest in ("", "status/", "pay/", "cancel/")]
    for path in paths:
        ask = client.post if path.endswith("pay/") else client.get
        assert ask(path)["Location"].startswith("/account/login/?next="), path
    for stranger in (bob, sam):
        client.force_login(stranger)
        for path in paths:
            ask = client.post if path.endswith("pay/") else client.get
            assert ask(path).status_code == 404, path
        assert client.post(paths[3]).status_code == 404
    order.refresh_from_db()
    assert order.status == Order.Status.PLACED
    client.force_login(alice)
    assert order.number in page_of(client, order)


def test_a_guests_order_opens_by_its_own_link_only(client: Client, alice: User) -> None:
    mine, other = factories.placed_order(), factories.placed_order()
    assert mine.number in client.get(link(mine)).text
    assert other.number not in client.get(link(mine)).text
    token = access.token_of(mine)
    for wrong in (token[:-1], token + "x", mine.number, str(mine.pk), token.replace(":", ";")):
        assert client.get(f"/orders/link/{wrong}/").status_code == 404, wrong
    client.force_login(alice)
    assert client.get(f"/orders/{mine.number}/").status_code == 404


def test_the_page_lists_lines_totals_and_address(client: Client, alice: User) -> None:
    factories.tax()
    variant = factories.variant(factories.product("Stoneware mug", variants=0), price="20.00", label="Blue")
    order = factories.placed_order(alice, variants=[variant])
    client.force_login(alice)
    page = page_of(client, order)
    for expected in (
        "Stoneware mug",
        "Blue",
        "2 × €20.00",
        "€44.90",
        "includes €7.17 VAT (19 %)",
        "Lindenstraße 12",
        "Germany",
    ):
        assert expected in page, expected
    assert page.count("<h1") == 1
    assert "no-store" in client.get(f"/orders/{order.number}/")["Cache-Control"]


def test_an_unpaid_order_can_be_paid_until_it_is_given_up(client: Client, alice: User) -> None:
    order = factories.placed_order(alice)
    client.force_login(alice)
    page = page_of(client, order)
    assert "waits for your payment" in page
    assert "We keep your items until" in page
    answer = client.post(f"/orders/{order.number}/pay/")
    payment = Payment.objects.get()
    assert answer["Location"] == payment.redirect_url
    assert client.post(f"/orders/{order.number}/pay/")["Location"] == payment.redirect_url
    orders.cancel(order, actor=orders.SYSTEM)
    answer = client.post(f"/orders/{order.number}/pay/", follow=True)
    assert "cannot be paid any more" in answer.text
    assert "This order is cancelled. Nothing was charged." in answer.text


def test_a_guest_pays_and_cancels_by_the_link(client: Client) -> None:
    order = factories.placed_order()
    assert f'action="{link(order)}pay/"' in client.get(link(order)).text
    assert client.post(f"{link(order)}pay/")["Location"] == Payment.objects.get().redirect_url
    assert "Cancel order" in client.get(f"{link(order)}cancel/").text
    assert client.post(f"{link(order)}cancel/")["Location"] == link(order)
    order.refresh_from_db()
    assert order.status == Order.Status.CANCELLED


def test_a_declined_payment_says_why_and_offers_another_try(client: Client, alice: User) -> None:
    order = factories.placed_order(alice)
    attempt(order, Payment.Status.FAILED, failure="expired_card")
    client.force_login(alice)
    page = page_of(client, order)
    assert "The payment did not go through" in page
    assert "The card has expired." in page
    Payment.objects.update(failure="error_4711")
    assert "4711" not in page_of(client, order)
    assert f'action="/orders/{order.number}/pay/"' in page


def test_back_from_the_bank_the_page_waits_and_follows_by_itself(client: Client, alice: User) -> None:
    order = factories.placed_order(alice)
    payment = attempt(order)
    client.force_login(alice)
    assert 'id="waiting"' not in page_of(client, order)
    page = page_of(client, order, "?thanks")
    assert f'hx-get="/orders/{order.number}/status/?thanks=1" hx-trigger="every 3s"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    still = client.get(f"/orders/{order.number}/status/?thanks=1", headers=HTMX)
    assert 'id="waiting"' in still.text
    assert "HX-Refresh" not in still
    Payment.objects.filter(pk=payment.pk).update(status=Payment.Status.AUTHORISED)
    assert "Your bank has agreed" in page_of(client, order)
    Payment.objects.filter(pk=payment.pk).update(status=Payment.Status.CAPTURED)
    orders.mark_paid(order.pk, actor=orders.GATEWAY)
    assert client.get(f"/orders/{order.number}/status/?thanks=1", headers=HTMX)["HX-Refresh"] == "true"
    page = page_of(client, order, "?thanks")
    assert "Thank you for your order!" in page
    assert "Your payment has arrived" in page
    assert "meta http-equiv" not in page
    assert "Thank you" not in page_of(client, order)


def test_from_the_payment_page_back_to_a_paid_order(client: Client) -> None:
    """A guest's whole way: the hosted page's button, the return, the thanks."""
    order = factories.placed_order()
    hosted = client.post(f"{link(order)}pay/")["Location"]
    reference = Payment.objects.get().reference
    assert reference in hosted
    returned = client.post(f"/sandbox-pay/{reference}/decide/", {"decision": "pay"})
    page = client.get(returned["Location"], follow=True)
    order.refresh_from_db()
    assert order.status == Order.Status.PAID
    assert page.redirect_chain[-1][0].startswith(link(order))
    assert "Thank you for your order!" in page.text
    assert "Keep the address of this page" in page.text


def test_cancelling_asks_first(client: Client, alice: User) -> None:
    order = factories.placed_order(alice)
    client.force_login(alice)
    assert "Nothing was charged yet" in client.get(f"/orders/{order.number}/cancel/").text
    order.refresh_from_db()
    assert order.status == Order.Status.PLACED
    page = client.post(f"/orders/{order.number}/cancel/", follow=True).text
    assert "Your order is cancelled." in page
    assert Stock.objects.get().reserved == 0
    event = order.events.latest("pk")
    assert (event.actor, event.status) == (alice, Order.Status.CANCELLED)


def test_cancelling_a_paid_order_sends_the_money_back(client: Client, alice: User) -> None:
    order = factories.paid_order(alice)
    client.force_login(alice)
    assert f"€{order.total} goes back to you" in client.get(f"/orders/{order.number}/cancel/").text
    assert f"€{order.total} goes back" in client.post(f"/orders/{order.number}/cancel/", follow=True).text
    assert order.refunds.get().amount == order.total


@pytest.mark.parametrize("is_shipped", [True, False])
def test_what_is_being_packed_or_gone_cannot_be_cancelled_by_the_shopper(
    client: Client, alice: User, is_shipped: bool
) -> None:
    order = factories.paid_order(alice)
    (orders.ship if is_shipped else orders.start_packing)(order, actor=orders.SYSTEM)
    client.force_login(alice)
    assert f'href="/orders/{order.number}/cancel/"' not in page_of(client, order)
    for ask in (client.get, client.post):
        assert "cannot be cancelled any more" in ask(f"/orders/{order.number}/cancel/", follow=True).text
    order.refresh_from_db()
    assert order.status != Order.Status.CANCELLED


@pytest.mark.parametrize("is_guest", [True, False])
def test_what_was_ordered_goes_into_the_cart_again(client: Client, alice: User, is_guest: bool) -> None:
    variants = [factories.variant(units=units) for units in (9, 9, 2)]
    order = factories.paid_order(None if is_guest else alice, variants=variants)
    Variant.objects.filter(pk=variants[0].pk).update(is_active=False)
    if not is_guest:
        client.force_login(alice)
    base = link(order) if is_guest else f"/orders/{order.number}/"
    assert f'action="{base}again/"' in client.get(base).text
    page = client.post(f"{base}again/", follow=True)
    assert page.redirect_chain[-1][0] == "/cart/"
    assert "Not everything can be had any more" in page.text
    assert list(CartLine.objects.filter(cart__status="open").values_list("variant", "quantity")) == [
        (variants[1].pk, 2)
    ]
    Variant.objects.update(is_active=True)
    stock.count(variants[2].pk, on_hand=9)
    assert "Everything is in your cart" in client.post(f"{base}again/", follow=True).text


def test_the_history_tells_what_happened_and_nothing_of_the_staff(
    client: Client, alice: User, sam: User
) -> None:
    order = factories.paid_order(alice)
    orders.ship(order, actor=orders.Actor.of(sam), carrier="DHL", tracking_number="00340434")
    orders.request_refund(order, actor=orders.Actor.of(sam), reason="Sam felt sorry", amount=order.total / 2)
    client.force_login(alice)
    page = page_of(client, order)
    for expected in (
        "Order placed",
        "Payment received",
        "On its way",
        "00340434",
        "Refund on its way",
        "Delivered",
    ):
        assert expected in page, expected
    for hidden in ("Sam", "sorry"):
        assert hidden not in page
    assert f"€{order.total / 2}" in page


def test_an_order_that_ran_out_says_so(client: Client, alice: User) -> None:
    order = factories.placed_order(alice)
    factories.run_out(order)
    assert orders.expire(timezone.now()) == 1
    client.force_login(alice)
    assert "It was not paid in time" in page_of(client, order)


def test_delivered_lines_can_be_reviewed_by_their_buyer_alone(client: Client, alice: User) -> None:
    order = factories.delivered_order(alice)
    line = order.lines.get()
    client.force_login(alice)
    assert f'href="/account/reviews/write/{line.pk}/"' in page_of(client, order)
    client.logout()
    assert "/account/reviews/" not in client.get(link(order)).text
    review = reviews.write(alice, product=line.product, rating=5, title="", text="", author_name="A")
    client.force_login(alice)
    assert f'href="/account/reviews/{review.pk}/"' in page_of(client, order)


def test_lost_products_leave_their_lines(client: Client, alice: User) -> None:
    order = factories.delivered_order(alice)
    line = order.lines.get()
    order.lines.update(product=None, variant=None)
    client.force_login(alice)
    page = page_of(client, order)
    assert line.title in page
    assert "/p/" not in page.split('<ul class="lines"')[1].split("</ul>")[0]


def test_writes_want_a_csrf_token(alice: User) -> None:
    order = factories.placed_order(alice)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    for rest in ("pay/", "cancel/"):
        assert strict.post(f"/orders/{order.number}/{rest}").status_code == 403
        assert strict.post(f"{link(order)}{rest}").status_code == 403


def test_paying_is_a_post(client: Client, alice: User) -> None:
    order = factories.placed_order(alice)
    client.force_login(alice)
    assert client.get(f"/orders/{order.number}/pay/").status_code == 405
    assert not Payment.objects.exists()
    assert flow.start(order, return_url="https://shop.example/").order == order


def test_an_order_costs_the_same_whatever_is_in_it(client: Client, alice: User) -> None:
    client.force_login(alice)
    counts = {}
    for wanted in (2, 20):
        order = factories.delivered_order(alice, variants=[factories.variant() for _ in range(wanted)])
        with CaptureQueriesContext(connection) as asked:
            page = page_of(client, order)
        assert page.count('<li class="line">') == wanted
        counts[wanted] = len(asked)
    assert counts[2] == counts[20]
