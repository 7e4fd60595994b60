"""A process that dies at any point of a payment leaves nothing that one reconciliation does not heal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop import orders, outbox, stock
from shop.models import Order, Payment, PaymentEvent, Refund, Reservation, SandboxSession, Stock
from shop.payments import flow, settlement
from shop.payments.sandbox import client as shop_side
from shop.payments.sandbox import provider
from shop.tests import factories, gateways

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Like SIGKILL: no `except Exception` sees it."""


@pytest.fixture
def order() -> Order:
    return factories.placed_order()


def dying(real, *, after: bool):
    """The function, dying before it does anything or after it has done everything."""

    def dies(*arguments, **named):
        if after:
            real(*arguments, **named)
        raise Killed

    return dies


def whole(order: Order) -> None:
    """The invariants of money and stock, whatever state the order is in."""
    status, payments = gateways.state(order)
    assert payments.count("captured") == (status == "paid")
    assert gateways.effects(order)[0] == (status == "paid")
    held = sum(Reservation.objects.filter(status="held").values_list("quantity", flat=True))
    shelf = Stock.objects.get()
    assert shelf.reserved == held
    assert shelf.on_hand == (8 if status == "paid" else 10)


STEPS = [
    (stock, "extend"),
    (shop_side.SandboxGateway, "open"),
    (shop_side.SandboxGateway, "look_up"),
    (orders, "mark_paid"),
    (stock, "consume"),
    (outbox, "record"),
    (flow, "apply"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("room", "step"), STEPS, ids=[step for _, step in STEPS])
def test_killed_at_any_step_of_paying_and_healed(order, monkeypatch, room, step, after):
    """The shopper tries until it works, pays, and the first report dies; then beat runs once."""
    with monkeypatch.context() as patch:
        patch.setattr(room, step, dying(getattr(room, step), after=after))
        try:
            payment = gateways.started(order)
            provider.decide(payment.reference, "pay", manner="never")
            flow.refresh(payment)
        except Killed:
            pass
        else:
            pytest.fail("the step was not on the way")
    whole(order)
    if not SandboxSession.objects.filter(status="captured").exists():
        payment = gateways.started(order)
        provider.decide(payment.reference, "pay", manner="never")
    gateways.heal()
    assert gateways.state(order) == ("paid", ["captured"])
    whole(order)
    assert SandboxSession.objects.filter(status="captured").count() == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    "place",
    [(shop_side.SandboxGateway, "look_up"), (orders, "mark_paid"), (stock, "consume"), (flow, "apply")],
    ids=["look_up", "mark_paid", "consume", "apply"],
)
def test_a_message_whose_handling_was_killed_works_when_it_comes_again(
    order, client, monkeypatch, place, after
):
    """The row that makes repetitions harmless must not outlive the effect that it stands for."""
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay")
    with monkeypatch.context() as patch:
        patch.setattr(*place, dying(getattr(*place), after=after))
        with pytest.raises(Killed):
            gateways.carry_all(client)
    assert not PaymentEvent.objects.exists()
    assert gateways.state(order) == ("placed", ["pending"])
    whole(order)
    assert gateways.carry_all(client) == [200]
    assert gateways.state(order) == ("paid", ["captured"])
    assert gateways.effects(order) == (1, 1, 1)


def test_control_an_event_noted_before_its_effect_loses_the_payment(order, client):
    """What the transaction around both is for: noted first, killed, and the repetition is taken for done."""
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay")
    body, signature = gateways.signed(payment.reference)
    message = shop_side.SandboxGateway().read_message(body.encode(), {"Sandbox-Signature": signature})
    PaymentEvent.objects.create(gateway="sandbox", event_id=message.event_id, kind=message.kind)
    assert gateways.post(client, body, signature) == 200
    assert gateways.state(order) == ("placed", ["pending"])


def test_an_attempt_whose_page_was_never_heard_of_is_taken_up(order, monkeypatch):
    """Killed after the provider opened the page: the same key finds the same page again."""
    with monkeypatch.context() as patch:
        patch.setattr(shop_side.SandboxGateway, "open", dying(shop_side.SandboxGateway.open, after=True))
        with pytest.raises(Killed):
            gateways.started(order)
    session = SandboxSession.objects.get()
    assert not flow.is_opened(Payment.objects.get())
    gateways.heal()
    assert gateways.started(order).reference == str(session.reference)
    assert SandboxSession.objects.count() == 1


def test_an_attempt_whose_page_was_never_heard_of_ends_with_its_order(order, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(shop_side.SandboxGateway, "open", dying(shop_side.SandboxGateway.open, after=True))
        with pytest.raises(Killed):
            gateways.started(order)
    factories.run_out(order)
    orders.expire()
    gateways.heal()
    assert gateways.state(order) == ("cancelled", ["expired"])
    whole(order)


def test_an_order_without_any_attempt_expires(order):
    factories.run_out(order)
    assert orders.expire() == 1
    whole(order)
    assert gateways.state(order) == ("cancelled", [])


def test_a_page_that_was_left_open_by_a_cancelled_order_is_closed(order):
    payment = gateways.started(order)
    orders.cancel(order, actor=orders.SYSTEM)
    gateways.let_rest()
    assert settlement.reconcile().unanswered == 0
    assert SandboxSession.objects.get().status == "expired"
    payment.refresh_from_db()
    assert payment.status == "expired"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("room", "step"),
    [
        (shop_side.SandboxGateway, "refund"),
        (provider, "refund"),
        (orders, "settle_refund"),
        (settlement, "send_refund"),
    ],
    ids=["gateway", "provider", "settle_refund", "task"],
)
def test_a_refund_killed_at_any_step_moves_its_money_once(order, monkeypatch, room, step, after):
    gateways.paid(order)
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Broken", amount=Decimal("5.00"))
    with monkeypatch.context() as patch:
        patch.setattr(room, step, dying(getattr(room, step), after=after))
        with pytest.raises(Killed):
            settlement.send_refund(refund_id=refund.pk)
    gateways.heal()
    refund.refresh_from_db()
    order.refresh_from_db()
    assert refund.status == Refund.Status.SUCCEEDED
    assert SandboxSession.objects.get().refunded == order.refunded_total == Decimal("5.00")


def test_late_money_whose_return_was_killed_goes_back_once(order, monkeypatch):
    payment = gateways.started(order)
    provider.decide(payment.reference, "pay", manner="never")
    factories.run_out(order)
    orders.expire()
    for after in (False, True):
        with monkeypatch.context() as patch:
            patch.setattr(orders, "send_back", dying(orders.send_back, after=after))
            with pytest.raises(Killed):
                flow.refresh(payment)
        assert gateways.state(order) == ("cancelled", ["pending"])
        assert not Refund.objects.exists()
    gateways.heal()
    gateways.heal()
    assert gateways.state(order) == ("cancelled", ["returned"])
    assert SandboxSession.objects.get().refunded == order.total
    whole(order)
