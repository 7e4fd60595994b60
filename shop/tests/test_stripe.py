"""Stripe Checkout against a small server that speaks the needed part of its API."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from datetime import timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from shop.payments import stripe_checkout
from shop.payments.gateway import BadSignature, Bill, Unavailable

SESSION = {
    "id": "cs_1",
    "object": "checkout.session",
    "url": "https://checkout.stripe.com/c/cs_1",
    "status": "complete",
    "payment_status": "paid",
    "payment_intent": {"id": "pi_1", "object": "payment_intent", "status": "succeeded"},
    "amount_total": 2480,
    "currency": "eur",
}


class Stripe(BaseHTTPRequestHandler):
    """Answers by path and remembers what it was asked."""

    asked: list[tuple[str, dict[str, list[str]], str | None]] = []
    answers: dict[str, tuple[int, dict]] = {}

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.asked.append(
            (
                f"{self.command} {self.path}",
                parse_qs(self.rfile.read(length).decode()),
                self.headers.get("Idempotency-Key"),
            )
        )
        status, body = self.answers.get(
            f"{self.command} {self.path}",
            (404, {"error": {"message": "none", "type": "invalid_request_error"}}),
        )
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _answer

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def server():
    Stripe.asked, Stripe.answers = [], {}
    running = ThreadingHTTPServer(("127.0.0.1", 0), Stripe)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def gateway(server, settings):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", "whsec_1"
    return stripe_checkout.StripeGateway(base_url=server)


def bill(**changes):
    values = {
        "order_number": "M-1",
        "email": "alice@example.com",
        "amount": Decimal("24.80"),
        "currency": "EUR",
        "language": "en",
        "return_url": "https://shop.example.com/back/",
        "key": "M-1-1",
        "opened_at": timezone.now(),
        "expires_at": timezone.now() + timedelta(minutes=10),
    }
    return Bill(**{**values, **changes})


def test_opening_sends_cents_and_a_key(gateway):
    Stripe.answers["POST /v1/checkout/sessions"] = (200, SESSION)
    opened = gateway.open(bill())
    assert (opened.reference, opened.redirect_url) == ("cs_1", SESSION["url"])
    ((_, sent, key),) = Stripe.asked
    assert sent["line_items[0][price_data][unit_amount]"] == ["2480"]
    assert sent["client_reference_id"] == ["M-1"]
    assert key == "open-M-1-1"


def test_a_currency_without_cents():
    assert stripe_checkout.minor_units(Decimal("500.00"), "JPY") == 500
    assert stripe_checkout.from_minor_units(500, "JPY") == Decimal("500.00")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "captured"),
        ({"payment_status": "unpaid", "status": "open"}, "pending"),
        ({"payment_status": "unpaid", "status": "expired"}, "expired"),
    ],
)
def test_looking_up_tells_how_it_stands(gateway, change, status):
    Stripe.answers["GET /v1/checkout/sessions/cs_1?expand%5B0%5D=payment_intent"] = (
        200,
        {**SESSION, **change},
    )
    outcome = gateway.look_up("cs_1")
    assert (outcome.status, outcome.amount, outcome.currency, outcome.capture_reference) == (
        status,
        Decimal("24.80"),
        "EUR",
        "pi_1",
    )


def test_a_refund_carries_its_key_and_a_refusal_is_told(gateway):
    listed = "GET /v1/refunds?payment_intent=pi_1&limit=100"
    Stripe.answers[listed] = (200, {"object": "list", "data": [], "has_more": False, "url": "/v1/refunds"})
    Stripe.answers["POST /v1/refunds"] = (200, {"id": "re_1", "object": "refund", "status": "succeeded"})
    arguments = {"capture_reference": "pi_1", "amount": Decimal("5.00"), "currency": "EUR", "key": "k"}
    assert gateway.refund("cs_1", **arguments).reference == "re_1"
    assert Stripe.asked[-1][1]["amount"] == ["500"]
    assert Stripe.asked[-1][2] == "refund-k"
    Stripe.answers["POST /v1/refunds"] = (
        400,
        {"error": {"message": "Too much", "type": "invalid_request_error"}},
    )
    refused = gateway.refund("cs_1", **arguments)
    assert (refused.status, refused.failure) == ("failed", "Too much")


def test_closing_what_is_closed_is_harmless(gateway):
    Stripe.answers["POST /v1/checkout/sessions/cs_1/expire"] = (
        400,
        {"error": {"message": "complete", "type": "invalid_request_error"}},
    )
    gateway.close("cs_1")
    assert len(Stripe.asked) == 1


def test_trouble_at_stripe_means_ask_later(gateway, monkeypatch):
    monkeypatch.setattr("stripe._http_client.HTTPClient._sleep_time_seconds", lambda *arguments, **named: 0)
    Stripe.answers["GET /v1/checkout/sessions/cs_1?expand%5B0%5D=payment_intent"] = (
        500,
        {"error": {"message": "oops", "type": "api_error"}},
    )
    with pytest.raises(Unavailable):
        gateway.look_up("cs_1")
    assert len(Stripe.asked) == 3


def test_a_message_is_read_only_with_its_signature(gateway):
    body = json.dumps(
        {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "data": {"object": SESSION}}
    ).encode()

    def signed(secret, at):
        digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        return {"Stripe-Signature": f"t={at},v1={digest}"}

    now = int(time.time())
    message = gateway.read_message(body, signed("whsec_1", now))
    assert (message.event_id, message.reference) == ("evt_1", "cs_1")
    for headers in (signed("guess", now), signed("whsec_1", now - 3600), {}):
        with pytest.raises(BadSignature):
            gateway.read_message(body, headers)


def test_without_keys_it_says_what_is_missing(settings):
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="STRIPE_SECRET_KEY"):
        stripe_checkout.StripeGateway()
