"""One payment, one order: starting, coming back, ending."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from shop import orders, outbox, payments
from shop.models import Order, OutboxMessage, Payment, Refund, Reservation, SandboxSession, Stock
from shop.payments import flow, settlement
from shop.payments.gateway import Outcome, Unavailable
from shop.payments.sandbox import client as shop_side
from shop.payments.sandbox import provider
from shop.tests import factories, gateways

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    return factories.placed_order()


@pytest.fixture
def payment(order: Order) -> Payment:
    return gateways.started(order)


def outcome_of(payment: Payment, **changes: object) -> Outcome:
    base = Outcome(status="captured", amount=payment.amount, currency=payment.currency)
    return replace(base, **changes)


def silent(*arguments: object, **named: object) -> None:
    raise Unavailable("no answer")


def test_starting_twice_opens_one_page(order):
    first = gateways.started(order)
    assert gateways.started(order) == first
    assert SandboxSession.objects.count() == 1
    assert first.redirect_url == f"/sandbox-pay/{first.reference}/"


def test_the_page_closes_when_the_reservation_runs_out(order, payment):
    session = SandboxSession.objects.get()
    assert session.expires_at == Reservation.objects.get().expires_at
    assert timedelta(minutes=9) < session.expires_at - timezone.now() <= timedelta(minutes=10)
    factories.run_out(order)
    SandboxSession.objects.update(expires_at=timezone.now())
    flow.refresh(payment)
    assert gateways.state(order) == ("placed", ["expired"])


def test_trying_again_holds_the_units_longer_but_not_for_ever(order, payment, settings):
    minute = timedelta(minutes=settings.RESERVATION_MINUTES)
    provider.decide(payment.reference, "decline")
    Order.objects.update(placed_at=timezone.now() - minute / 2)
    factories.run_out(order)
    gateways.started(order)
    assert Reservation.objects.get().expires_at > timezone.now() + minute * 0.9
    provider.decide(Payment.objects.first().reference, "decline")
    Order.objects.update(placed_at=timezone.now() - flow.LONGEST_HOLD * minute)
    factories.run_out(order)
    with pytest.raises(orders.WrongState):
        gateways.started(order)


def test_a_declined_payment_can_be_tried_again(order, payment):
    provider.decide(payment.reference, "decline")
    flow.refresh(payment)
    assert gateways.state(order) == ("placed", ["failed"])
    second = gateways.started(order)
    assert second.reference != payment.reference
    provider.decide(second.reference, "pay")
    flow.refresh(second)
    assert gateways.state(order) == ("paid", ["captured", "failed"])


def test_a_paid_order_cannot_be_paid_again(order):
    gateways.paid(order)
    with pytest.raises(orders.WrongState):
        gateways.started(order)
    assert Payment.objects.count() == 1


def test_an_order_that_was_paid_behind_our_back_is_not_paid_again(order, payment):
    """Starting asks about the open attempt first."""
    provider.decide(payment.reference, "pay", manner="never")
    with pytest.raises(orders.WrongState):
        gateways.started(order)
    assert gateways.state(order) == ("paid", ["captured"])


def test_an_order_that_costs_nothing_is_paid_without_a_page(client):
    factories.coupon("GIFT", value="100")
    factories.delivery(price="0")
    order = factories.placed_order()
    Order.objects.update(
        items_total=0, discount_total=0, delivery_total=0, tax_total=0, total=0, refunded_total=0
    )
    payment = gateways.started(order)
    assert payment.redirect_url == gateways.BACK
    assert gateways.state(order) == ("paid", ["captured"])
    assert gateways.come_back(client, order).endswith("?thanks")
    assert not SandboxSession.objects.exists()


def test_a_gateway_that_is_silent_leaves_an_order_that_can_be_paid_later(order, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(shop_side.SandboxGateway, "open", silent)
        with pytest.raises(Unavailable):
            gateways.started(order)
    assert gateways.state(order) == ("placed", ["expired"])
    assert gateways.started(order).redirect_url
    assert gateways.state(order) == ("placed", ["expired", "pending"])


def test_money_that_comes_after_the_order_expired_goes_back_and_the_shopper_is_told(order, payment, client):
    provider.decide(payment.reference, "pay", manner="never")
    factories.run_out(order)
    assert orders.expire() == 1
    address = gateways.come_back(client, order)
    assert "we send all of it back" in client.get(address).text
    assert gateways.state(order) == ("cancelled", ["returned"])
    gateways.heal()
    assert Refund.objects.get().status == Refund.Status.SUCCEEDED
    assert SandboxSession.objects.get().refunded == order.total
    assert Stock.objects.get().available == 10
    assert order.refunded_total == 0


def test_a_second_capture_of_a_paid_order_goes_back(order, payment):
    other = Payment.objects.create(
        order=order,
        gateway="sandbox",
        reference="second",
        amount=order.total,
        currency=order.currency,
    )
    flow.apply(payment.pk, outcome_of(payment))
    flow.apply(other.pk, outcome_of(other))
    assert gateways.state(order) == ("paid", ["captured", "returned"])
    assert Refund.objects.get().payment == other
    assert order.refunded_total == 0


def test_behind_the_code_the_database_refuses_a_second_captured_payment(order, payment):
    """The control: whoever forgets to ask whether the order is paid is stopped by the constraint."""
    gateways.paid(order)
    with pytest.raises(IntegrityError, match="payment_one_captured"):
        Payment.objects.create(
            order=order,
            gateway="sandbox",
            reference="second",
            amount=order.total,
            currency=order.currency,
            status=Payment.Status.CAPTURED,
        )


def test_a_paid_order_closes_its_other_page(order, payment):
    other = provider.open_session(
        key="other",
        order_number=order.number,
        amount=order.total,
        currency=order.currency,
        return_url="/back/",
        expires_at=timezone.now() + timedelta(minutes=9),
    )
    Payment.objects.create(
        order=order,
        gateway="sandbox",
        reference=str(other.reference),
        amount=order.total,
        currency=order.currency,
    )
    flow.apply(payment.pk, outcome_of(payment))
    closing = OutboxMessage.objects.get(topic="payment.close")
    settlement.close(**closing.payload)
    other.refresh_from_db()
    assert other.status == SandboxSession.Status.EXPIRED
    assert gateways.state(order) == ("paid", ["captured", "expired"])


def test_cancelling_closes_the_page(order, payment):
    orders.cancel(order, actor=orders.SYSTEM)
    settlement.close(**OutboxMessage.objects.get(topic="payment.close").payload)
    with pytest.raises(provider.Conflict):
        provider.decide(payment.reference, "pay")
    assert gateways.state(order) == ("cancelled", ["expired"])


@pytest.mark.parametrize(
    "lie", [{"amount": Decimal("0.01")}, {"currency": "JPY"}, {"amount": Decimal("99999.00")}]
)
def test_another_amount_or_currency_is_not_accepted_but_flagged(order, payment, lie, caplog):
    for _ in range(2):
        flow.apply(payment.pk, outcome_of(payment, **lie))
    payment.refresh_from_db()
    assert gateways.state(order) == ("placed", ["failed"])
    assert "a person must look at it" in payment.failure
    assert "is reported captured with" in caplog.text
    flow.apply(payment.pk, outcome_of(payment))
    assert gateways.state(order) == ("paid", ["captured"])


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (None, "This order is not paid yet"),
        ("decline", "The payment did not go through"),
        ("leave", "The payment did not go through"),
        ("pay", "Your payment has arrived"),
        ("pay_later", "We wait for your payment to be confirmed"),
    ],
)
def test_who_comes_back_is_told_how_it_ended(order, payment, client, decision, told):
    if decision:
        provider.decide(payment.reference, decision, manner="never")
    assert told in client.get(gateways.come_back(client, order)).text


def test_who_comes_back_while_the_gateway_is_silent_waits(order, payment, client, monkeypatch):
    monkeypatch.setattr(shop_side.SandboxGateway, "look_up", silent)
    assert "We wait for your payment" in client.get(gateways.come_back(client, order)).text


def test_who_comes_back_to_a_cancelled_order_is_told_that_nothing_was_charged(order, payment, client):
    orders.cancel(order, actor=orders.SYSTEM)
    assert "Nothing was charged" in client.get(gateways.come_back(client, order)).text


def test_the_return_address_opens_with_its_signature_only(client, order, payment):
    assert client.get("/payment/return/guess/").status_code == 404
    assert client.get(f"/payment/return/{order.pk}/").status_code == 404
    assert gateways.come_back(client, order)


def test_a_delayed_capture_pays_when_it_comes(order, payment):
    provider.decide(payment.reference, "pay_later")
    flow.refresh(payment)
    assert gateways.state(order) == ("placed", ["authorised"])
    assert provider.capture_authorised() == 0
    assert provider.capture_authorised(timezone.now() + provider.CAPTURE_AFTER) == 1
    flow.refresh(payment)
    assert gateways.state(order) == ("paid", ["captured"])


def test_a_payment_stays_with_the_gateway_that_opened_it(order, payment, settings):
    settings.PAYMENT_GATEWAY = "stripe"
    assert gateways.started(order) == payment
    gateways.paid(order)
    assert gateways.state(order) == ("paid", ["captured"])


def test_a_gateway_nobody_knows_is_refused(settings):
    settings.PAYMENT_GATEWAY = "barter"
    with pytest.raises(ImproperlyConfigured, match="sandbox, stripe"):
        payments.find()


def test_no_call_to_the_gateway_is_made_inside_a_transaction(order, client, monkeypatch):
    """Of the whole way of an order: each call notes how deep in savepoints and transactions it was made."""
    depths = []
    outside = len(connection.savepoint_ids)
    for name in ("open", "look_up", "close", "refund"):
        real = getattr(shop_side.SandboxGateway, name)

        def noting(*arguments, real=real, **named):
            depths.append(len(connection.savepoint_ids) - outside)
            return real(*arguments, **named)

        monkeypatch.setattr(shop_side.SandboxGateway, name, noting)
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay")
    gateways.carry_all(client)
    gateways.come_back(client, order)
    order.refresh_from_db()
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Broken", amount=Decimal("5.00"))
    outbox.deliver()
    settlement.send_refund(refund_id=refund.pk)
    other = factories.placed_order()
    waiting = gateways.started(other)
    orders.cancel(other, actor=orders.SYSTEM)
    outbox.deliver()
    settlement.close(payment_id=waiting.pk)
    assert len(depths) >= 6
    assert set(depths) == {0}
    with transaction.atomic():
        flow.refresh(waiting)
    assert depths[-1] == 1
