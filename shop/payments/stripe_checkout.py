"""Stripe Checkout by the official library: redirect only, no card touches the shop. https://docs.stripe.com/payments/checkout"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import stripe
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from shop import money
from shop.payments.gateway import (
    BadSignature,
    Bill,
    Message,
    Opened,
    Outcome,
    RefundOutcome,
    RefundStatus,
    Status,
    Unavailable,
)

log = logging.getLogger(__name__)
# Stripe keeps a page open for at least 30 minutes; the shop closes it earlier, when the order is given up.
SHORTEST = timedelta(minutes=31)
TIMEOUT_SECONDS = 10
# https://docs.stripe.com/currencies: how Stripe counts differs from how people pay (it counts fillér and aurar).
WITHOUT_MINOR_UNIT = frozenset(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
THOUSANDTHS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
REFUNDS: dict[str, RefundStatus] = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


def minor_units(amount: Decimal, currency: str) -> int:
    """What Stripe counts in: cents, thousandths, or whole units where the currency has neither."""
    return int(amount * _units(currency))


def from_minor_units(amount: int, currency: str) -> Decimal:
    return (Decimal(amount) / _units(currency)).quantize(money.ZERO)


def _units(currency: str) -> int:
    return 1 if currency in WITHOUT_MINOR_UNIT else 1000 if currency in THOUSANDTHS else 100


class StripeGateway:
    """Needs STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET; `base_url` is another address for tests."""

    name = "stripe"

    def __init__(self, *, base_url: str | None = None) -> None:
        if not (settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET):
            raise ImproperlyConfigured(
                "PAYMENT_GATEWAY=stripe needs STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET."
            )
        addresses: Any = {"api": base_url} if base_url else {}
        self.client = stripe.StripeClient(
            settings.STRIPE_SECRET_KEY,
            base_addresses=addresses,
            max_network_retries=2,
            http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        )

    def open(self, bill: Bill) -> Opened:
        session = self._call(
            lambda: self.client.v1.checkout.sessions.create(
                _page(bill), {"idempotency_key": f"open-{bill.key}"}
            )
        )
        return Opened(reference=session.id, redirect_url=session.url)

    def look_up(self, reference: str) -> Outcome:
        expand: Any = {"expand": ["payment_intent"]}
        session = self._call(lambda: self.client.v1.checkout.sessions.retrieve(reference, expand))
        currency, intent = session.currency.upper(), session.payment_intent
        status, failure = _standing(session, intent)
        return Outcome(
            status=status,
            amount=from_minor_units(session.amount_total, currency),
            currency=currency,
            capture_reference=intent.id if intent else "",
            failure=failure,
        )

    def close(self, reference: str) -> None:
        try:
            self.client.v1.checkout.sessions.expire(reference)
        except stripe.InvalidRequestError:
            return  # it is complete or expired already; a look-up tells which
        except stripe.StripeError as error:
            raise Unavailable(str(error)) from error

    def refund(
        self, reference: str, *, capture_reference: str, amount: Decimal, currency: str, key: str
    ) -> RefundOutcome:
        """Stripe forgets keys after a day, so the key is written on the refund, and looked for before one is made."""
        parameters: Any = {
            "payment_intent": capture_reference,
            "amount": minor_units(amount, currency),
            "metadata": {"key": key},
        }
        made = self._call(
            lambda: self.client.v1.refunds.list({"payment_intent": capture_reference, "limit": 100})
        )
        refund = next((each for each in made.data if (each.metadata or {}).get("key") == key), None)
        try:
            refund = refund or self.client.v1.refunds.create(parameters, {"idempotency_key": f"refund-{key}"})
        except stripe.InvalidRequestError as error:
            return RefundOutcome(status="failed", failure=str(error.user_message or error))
        except stripe.StripeError as error:
            raise Unavailable(str(error)) from error
        return RefundOutcome(
            status=REFUNDS.get(refund.status or "", "pending"),
            reference=refund.id,
            failure=getattr(refund, "failure_reason", None) or "",
        )

    def read_message(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Of events that are not about a page, the object's id is no reference that the shop knows."""
        try:
            event: Any = self.client.construct_event(
                body, headers.get("Stripe-Signature", ""), settings.STRIPE_WEBHOOK_SECRET
            )
        except (stripe.SignatureVerificationError, ValueError) as error:
            raise BadSignature from error
        return Message(
            event_id=event.id, kind=event.type, reference=str(getattr(event.data.object, "id", ""))
        )

    @staticmethod
    def _call(request: Callable[[], Any]) -> Any:
        """Whatever Stripe objects to, a wrong key as well as a bad line: the shopper may try again, and staff read the log."""
        try:
            return request()
        except stripe.StripeError as error:
            log.warning("Stripe: %s", error)
            raise Unavailable(str(error)) from error


def _page(bill: Bill) -> Any:
    """The parameters of a page; equal for equal bills, as Stripe's idempotency demands."""
    price = {
        "currency": bill.currency.lower(),
        "unit_amount": minor_units(bill.amount, bill.currency),
        "product_data": {"name": f"{settings.SHOP_NAME} {bill.order_number}"},
    }
    return {
        "mode": "payment",
        "client_reference_id": bill.order_number,
        "customer_email": bill.email,
        "locale": "zh" if bill.language.startswith("zh") else "auto",
        "success_url": bill.return_url,
        "cancel_url": bill.return_url,
        "expires_at": int(max(bill.expires_at, bill.opened_at + SHORTEST).timestamp()),
        "line_items": [{"quantity": 1, "price_data": price}],
        "payment_intent_data": {"metadata": {"order": bill.order_number}},
    }


def _standing(session: Any, intent: Any) -> tuple[Status, str]:
    """A page can be complete before the money is there: with a bank's transfer, which may still fail."""
    if session.payment_status == "paid":
        return "captured", ""
    if session.status == "expired":
        return "expired", "expired"
    if session.status != "complete" or intent is None:
        return "pending", ""
    if intent.status == "canceled":
        return "expired", "closed"
    if intent.status == "requires_payment_method":
        error = intent.last_payment_error
        code = getattr(error, "decline_code", None) or getattr(error, "code", None)
        return "failed", code or "card_declined"
    return "authorised", ""
