"""Messages of the gateway: signed or refused, repeated without effect, in any order with the same end."""

from __future__ import annotations

import itertools
import json
import time

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shop.models import Order, PaymentEvent, SandboxDelivery, SandboxSession
from shop.payments import flow
from shop.payments.gateway import Outcome, Unavailable
from shop.payments.sandbox import client as shop_side
from shop.payments.sandbox import provider, signing
from shop.tests import factories, gateways

PAID_ONCE = (1, 1, 1)


@pytest.fixture
def order(db):
    return factories.placed_order()


@pytest.fixture
def payment(order):
    return gateways.started(order)


def test_twenty_replays_have_one_effect(order, payment, client):
    provider.decide(payment.reference, "pay")
    for _ in range(20):
        assert gateways.carry_all(client) == [200]
    assert gateways.state(order) == ("paid", ["captured"])
    assert gateways.effects(order) == PAID_ONCE
    assert PaymentEvent.objects.count() == 1


def test_a_repetition_does_not_even_ask_the_gateway(order, payment, client, monkeypatch):
    provider.decide(payment.reference, "pay")
    assert gateways.carry_all(client) == [200]

    def never(self, reference):
        raise AssertionError

    monkeypatch.setattr(shop_side.SandboxGateway, "look_up", never)
    assert gateways.carry_all(client) == [200]


@pytest.mark.parametrize("manner", ["once", "twice", "late", "reordered", "forged", "stale", "never"])
@pytest.mark.parametrize("decision", ["pay", "decline", "leave"])
def test_browser_and_webhook_end_the_same_in_every_manner(order, payment, client, manner, decision):
    provider.decide(payment.reference, decision, manner=manner)
    statuses = gateways.carry_all(client)
    gateways.come_back(client, order)
    statuses += gateways.carry_all(client)
    assert (400 in statuses) == (manner in {"forged", "stale"})
    ends = {
        "pay": ("paid", ["captured"]),
        "decline": ("placed", ["failed"]),
        "leave": ("placed", ["expired"]),
    }
    assert gateways.state(order) == ends[decision]
    assert gateways.effects(order) == (PAID_ONCE if decision == "pay" else (0, 0, 0))


@pytest.mark.parametrize("manner", ["forged", "stale"])
def test_what_the_provider_did_not_sign_now_is_refused_and_changes_nothing(order, payment, client, manner):
    provider.decide(payment.reference, "pay", manner=manner)
    bad, good = SandboxDelivery.objects.order_by("due_at")
    assert gateways.carry(client, bad) == 400
    assert gateways.state(order) == ("placed", ["pending"])
    assert not PaymentEvent.objects.exists()
    assert gateways.carry(client, good) == 200
    assert gateways.state(order) == ("paid", ["captured"])


def test_even_a_signed_message_is_not_believed(order, payment, client):
    """The right secret and a lie in the body: only what the gateway answers counts."""
    assert gateways.post(client, *gateways.signed(payment.reference)) == 200
    assert gateways.state(order) == ("placed", ["pending"])


@pytest.mark.parametrize("age", [0, 299, -299])
def test_a_fresh_message_is_taken(payment, client, age):
    assert gateways.post(client, *gateways.signed(payment.reference, age=age)) == 200


@pytest.mark.parametrize("age", [302, -302, 86400])
def test_an_old_message_is_refused_whatever_it_says(payment, client, age):
    assert gateways.post(client, *gateways.signed(payment.reference, age=age)) == 400
    assert not PaymentEvent.objects.exists()


def test_a_signature_is_of_this_body_this_time_and_this_secret():
    now = int(time.time())
    good = signing.sign(b"{}", secret="s", at=now)
    assert signing.is_valid(good, b"{}", secret="s", now=now)
    assert not signing.is_valid(good, b"{ }", secret="s", now=now)
    assert not signing.is_valid(good, b"{}", secret="other", now=now)
    assert not signing.is_valid(good.replace(str(now), str(now + 1)), b"{}", secret="s", now=now)
    assert not signing.is_valid(signing.sign(b"{}", secret="", at=now), b"{}", secret="", now=now)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "nonsense",
        "t=,v1=",
        "t=1",
        "v1=" + "0" * 64,
        f"t={'9' * 5000},v1={'0' * 64}",
        f"t=٣,v1={'0' * 64}",
        f"t=-1,v1={'0' * 64}",
        "t=1,v1=é",
    ],
)
def test_a_malformed_signature_is_refused_and_breaks_nothing(db, client, signature):
    assert gateways.post(client, "{}", signature.encode("latin-1", "replace").decode("latin-1")) == 400
    assert not signing.is_valid(signature, b"{}", secret="s", now=1)


def test_the_webhook_takes_posts_of_known_gateways_up_to_a_size(db, client):
    assert client.get(gateways.WEBHOOK).status_code == 405
    assert client.post("/webhooks/barter/").status_code == 404
    assert client.post("/webhooks/stripe/").status_code == 404
    body = json.dumps({"pad": "x" * 300_000})
    assert gateways.post(client, body, "t=1,v1=0") == 413
    assert gateways.post(client, body[:1000], "t=1,v1=0") == 400


def test_the_webhook_needs_no_csrf_token_but_the_hosted_page_does(payment):
    strict = Client(enforce_csrf_checks=True)
    assert gateways.post(strict, *gateways.signed(payment.reference)) == 200
    assert strict.post(f"/sandbox-pay/{payment.reference}/decide/", {"decision": "pay"}).status_code == 403


def test_a_message_about_nothing_we_know_is_noted_and_harmless(db, client):
    message = gateways.signed("11111111-1111-1111-1111-111111111111")
    assert [gateways.post(client, *message) for _ in range(2)] == [200, 200]
    assert PaymentEvent.objects.get().payment is None


def test_a_message_while_the_gateway_is_silent_is_asked_for_again(order, payment, client, monkeypatch):
    provider.decide(payment.reference, "pay")
    with monkeypatch.context() as patch:

        def silent(self, reference):
            raise Unavailable("no answer")

        patch.setattr(shop_side.SandboxGateway, "look_up", silent)
        assert gateways.carry_all(client) == [503]
    assert not PaymentEvent.objects.exists()
    assert gateways.carry_all(client) == [200]
    assert gateways.state(order) == ("paid", ["captured"])


EVENTS = ("authorised", "captured", "processing", "refreshed")


@pytest.mark.parametrize("sequence", list(itertools.permutations(EVENTS)))
def test_four_messages_of_one_payment_in_all_24_orders_end_the_same(order, payment, client, sequence):
    provider.decide(payment.reference, "pay_later", manner="never")
    SandboxSession.objects.update(status=SandboxSession.Status.CAPTURED)
    for kind in sequence:
        assert gateways.post(client, *gateways.signed(payment.reference, kind=f"payment.{kind}")) == 200
    assert gateways.state(order) == ("paid", ["captured"])
    assert gateways.effects(order) == PAID_ONCE
    assert PaymentEvent.objects.count() == len(EVENTS)


@pytest.mark.parametrize(
    "sequence", list(itertools.permutations(["pending", "authorised", "captured", "expired"]))
)
def test_stale_answers_of_the_gateway_in_all_24_orders_end_the_same(order, payment, sequence):
    """Two processes ask, and the one that asked first applies last."""
    for status in sequence:
        flow.apply(payment.pk, Outcome(status=status, amount=order.total, currency=order.currency))
    assert gateways.state(order) == ("paid", ["captured"])
    assert gateways.effects(order) == PAID_ONCE


def test_control_the_last_report_wins_without_the_guard(order, payment):
    """What happens when a handler writes whatever it was told last: a paid payment becomes pending again."""
    for status in ("captured", "pending"):
        type(payment).objects.filter(pk=payment.pk).update(status=status)
    assert gateways.state(order) == ("placed", ["pending"])


STEPS = st.lists(
    st.sampled_from(["browser", "message", "repeat", "lie", "forgery", "reconcile", "capture"]), max_size=12
)


class AnyOrder(TestCase):
    """Whatever arrives, in whatever order and number: in the end the shop knows what the gateway knows, once."""

    @hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        decision=st.sampled_from(["pay", "pay_later", "decline", "leave", "challenge"]),
        manner=st.sampled_from(["once", "twice", "reordered", "forged", "stale", "never"]),
        before=STEPS,
        after=STEPS,
    )
    def test_every_story_ends_as_the_gateway_says(self, decision, manner, before, after) -> None:
        order = factories.placed_order()
        payment = gateways.started(order)
        for step in before:
            self._take(step, order, payment)
        provider.decide(payment.reference, decision, manner=manner)
        for step in after:
            self._take(step, order, payment)
        gateways.let_rest()
        gateways.heal()
        session = SandboxSession.objects.get(reference=payment.reference)
        ends = {
            SandboxSession.Status.CAPTURED: ("paid", ["captured"]),
            SandboxSession.Status.AUTHORISED: ("placed", ["authorised"]),
            SandboxSession.Status.CHALLENGE: ("placed", ["pending"]),
            SandboxSession.Status.DECLINED: ("placed", ["failed"]),
            SandboxSession.Status.EXPIRED: ("placed", ["expired"]),
        }
        assert gateways.state(order) == ends[SandboxSession.Status(session.status)]
        is_paid = session.status == SandboxSession.Status.CAPTURED
        assert gateways.effects(order) == (PAID_ONCE if is_paid else (0, 0, 0))
        assert not order.refunds.exists()

    def _take(self, step: str, order: Order, payment) -> None:
        waiting = SandboxDelivery.objects.filter(session__reference=payment.reference)
        if step == "browser":
            gateways.come_back(self.client, order)
        elif step == "message" and (last := waiting.last()):
            gateways.carry(self.client, last)
        elif step == "repeat":
            for delivery in waiting:
                gateways.carry(self.client, delivery)
        elif step == "lie":
            assert gateways.post(self.client, *gateways.signed(payment.reference)) == 200
        elif step == "forgery":
            body, _ = gateways.signed(payment.reference)
            forged = signing.sign(body.encode(), secret="guess", at=int(time.time()))
            assert forged != signing.sign(
                body.encode(), secret=settings.SANDBOX_WEBHOOK_SECRET, at=int(time.time())
            )
            assert gateways.post(self.client, body, forged) == 400
        elif step == "reconcile":
            gateways.heal()
        elif step == "capture":
            provider.capture_authorised(timezone.now() + provider.CAPTURE_AFTER)
