"""Letters about orders: what they say, in which language, to whom, and with which way back to the order."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail as outgoing
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from shop import mail, orders, outbox
from shop.models import Order, OutboxMessage, Refund, StoreProfile, User
from shop.tests import factories

pytestmark = pytest.mark.django_db
LETTERS: dict[str, Callable[..., None]] = {
    "placed": mail.order_placed,
    "paid": mail.order_paid,
    "shipped": mail.order_shipped,
    "delivered": mail.order_delivered,
    "cancelled": mail.order_cancelled,
}


def sent() -> EmailMultiAlternatives:
    assert len(outgoing.outbox) == 1
    letter = outgoing.outbox[0]
    assert isinstance(letter, EmailMultiAlternatives)
    return letter


def html(letter: EmailMultiAlternatives) -> str:
    (part,) = letter.alternatives
    assert part.mimetype == "text/html"
    return str(part.content)


@pytest.fixture
def order() -> Order:
    factories.tax()
    products = [factories.product("Mug & saucer", variants=0), factories.product("Linen <apron>", variants=0)]
    variants = [factories.variant(product, price="19.90", label="Navy, L") for product in products]
    return factories.placed_order(variants=variants, quantity=2)


@pytest.mark.parametrize("kind", LETTERS)
def test_every_letter_lists_what_was_bought_and_what_it_costs(order: Order, kind: str) -> None:
    LETTERS[kind](order_id=order.pk)
    letter = sent()
    assert letter.to == [order.email]
    assert order.number in letter.subject
    for body in (letter.body, html(letter)):
        assert order.number in body
        assert "€84.50" in body
        assert "includes €13.49 VAT (19 %)" in body
        assert "Navy, L" in body
        assert "Germany" in body
    assert "2 × Mug & saucer (Navy, L): €39.80" in letter.body
    assert "2 × Linen <apron>" in letter.body
    assert "Linen &lt;apron&gt;" in html(letter)
    assert "<apron>" not in html(letter)


@pytest.mark.parametrize("kind", LETTERS)
def test_no_letter_leaves_template_remains_or_wide_gaps(order: Order, kind: str) -> None:
    LETTERS[kind](order_id=order.pk)
    body = sent().body
    assert "{" not in body + html(sent())
    assert "\n\n\n\n" not in body
    assert "&amp;" not in body


def test_a_guest_finds_the_order_by_the_link_without_signing_in(order: Order, client: Client) -> None:
    mail.order_placed(order_id=order.pk)
    link = re.search(r"http\S+/orders/link/\S+/", sent().body)
    assert link
    assert link[0] in html(sent())
    page = client.get(link[0].removeprefix("http://127.0.0.1:8000"))
    assert page.status_code == 200
    assert order.number in page.text


def test_an_account_is_led_to_its_order_behind_the_login(alice: User, client: Client) -> None:
    order = factories.placed_order(alice)
    mail.order_placed(order_id=order.pk)
    assert f"/orders/{order.number}/" in sent().body
    assert "/orders/link/" not in sent().body
    assert client.get(f"/orders/{order.number}/").status_code == 302


def test_the_same_letter_sent_again_has_the_same_message_id(order: Order) -> None:
    mail.order_paid(order_id=order.pk)
    mail.order_paid(order_id=order.pk)
    first, second = (letter.message()["Message-ID"] for letter in outgoing.outbox)
    assert first == second
    mail.order_placed(order_id=order.pk)
    assert outgoing.outbox[2].message()["Message-ID"] != first


def test_answers_go_to_the_store_if_it_has_an_address(order: Order) -> None:
    mail.order_placed(order_id=order.pk)
    assert sent().reply_to == []
    StoreProfile.objects.update_or_create(
        pk=1, defaults={"contact_email": "hello@example.com", "is_demo": True}
    )
    mail.order_paid(order_id=order.pk)
    assert outgoing.outbox[1].reply_to == ["hello@example.com"]
    assert "demonstration store" in outgoing.outbox[1].body
    assert "demonstration store" not in outgoing.outbox[0].body


def test_a_shipped_letter_names_the_parcel(order: Order) -> None:
    order = factories.paid_order()
    orders.ship(order, actor=orders.SYSTEM, carrier="DHL", tracking_number="00340434")
    mail.order_shipped(order_id=order.pk)
    for body in (sent().body, html(sent())):
        assert "DHL carries it under the number 00340434" in body
        assert "working days" in body


def test_a_refund_letter_names_the_amount_of_that_refund() -> None:
    order = factories.paid_order()
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="", amount=order.total / 2)
    mail.order_refunded(order_id=order.pk, refund_id=refund.pk)
    assert f"€{refund.amount}" in sent().body
    assert Refund.objects.get().amount * 2 == order.total


def test_a_cancelled_letter_says_where_the_money_is(order: Order) -> None:
    orders.cancel(order, actor=orders.SYSTEM, reason="")
    mail.order_cancelled(order_id=order.pk)
    assert "Nothing was charged" in sent().body
    paid = factories.paid_order()
    orders.cancel(paid, actor=orders.SYSTEM, reason="")
    mail.order_cancelled(order_id=paid.pk)
    assert f"€{paid.total} goes back to you" in outgoing.outbox[1].body


def test_letters_speak_the_language_of_the_order(order: Order) -> None:
    Order.objects.update(language="zh-hans")
    mail.order_placed(order_id=order.pk)
    assert 'lang="zh-hans"' in html(sent())
    assert "德国" in sent().body


def test_every_step_of_an_order_sends_its_letter_once_from_the_outbox() -> None:
    order = factories.delivered_order()
    assert OutboxMessage.objects.filter(topic__startswith="order.").count() == 4
    outbox.deliver()
    outbox.deliver()
    assert [letter.subject for letter in outgoing.outbox] == [
        str(mail.SUBJECTS[kind]) % {"number": order.number}
        for kind in ("placed", "paid", "shipped", "delivered")
    ]
