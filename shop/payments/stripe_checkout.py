"""Stripe Checkout by the official library: redirect only, no card touches the shop. https://docs.stripe.com/payments/checkout"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import stripe
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from shop import money
from shop.payments.gateway import BadSignature, Bill, Message, Opened, Outcome, RefundOutcome, Unavailable

SHORTEST = timedelta(
    minutes=31
)  # Stripe keeps a page open for at least 30 minutes; the shop closes it earlier itself.


def minor_units(amount: Decimal, currency: str) -> int:
    """What Stripe counts in: cents, or whole units where the currency has none."""
    return int(amount / money.quantum(currency))


def from_minor_units(amount: int, currency: str) -> Decimal:
    return (Decimal(amount) * money.quantum(currency)).quantize(money.ZERO)


class StripeGateway:
    """Needs STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET; `base_url` is another address for tests."""

    name = "stripe"

    def __init__(self, *, base_url: str | None = None) -> None:
        if not settings.STRIPE_SECRET_KEY:
            raise ImproperlyConfigured(
                "PAYMENT_GATEWAY=stripe needs STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET."
            )
        addresses: Any = {"api": base_url} if base_url else {}
        self.client = stripe.StripeClient(
            settings.STRIPE_SECRET_KEY, base_addresses=addresses, max_network_retries=2
        )

    def open(self, bill: Bill) -> Opened:
        parameters: Any = {
            "mode": "payment",
            "client_reference_id": bill.order_number,
            "customer_email": bill.email,
            "locale": "zh" if bill.language.startswith("zh") else "auto",
            "success_url": bill.return_url,
            "cancel_url": bill.return_url,
            "expires_at": int(max(bill.expires_at, timezone.now() + SHORTEST).timestamp()),
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": bill.currency.lower(),
                        "unit_amount": minor_units(bill.amount, bill.currency),
                        "product_data": {"name": f"{settings.SHOP_NAME} {bill.order_number}"},
                    },
                }
            ],
        }
        session = self._call(
            lambda: self.client.v1.checkout.sessions.create(
                parameters, {"idempotency_key": f"open-{bill.key}"}
            )
        )
        return Opened(reference=session.id, redirect_url=session.url)

    def look_up(self, reference: str) -> Outcome:
        session = self._call(lambda: self.client.v1.checkout.sessions.retrieve(reference))
        currency = session.currency.upper()
        if session.payment_status == "paid":
            status: Any = "captured"
        else:
            status = "expired" if session.status == "expired" else "pending"
        return Outcome(
            status=status,
            amount=from_minor_units(session.amount_total, currency),
            currency=currency,
            capture_reference=str(session.payment_intent or ""),
        )

    def close(self, reference: str) -> None:
        try:
            self._call(lambda: self.client.v1.checkout.sessions.expire(reference))
        except stripe.InvalidRequestError:
            return  # it is complete or expired already; a look-up tells which

    def refund(
        self, reference: str, *, capture_reference: str, amount: Decimal, currency: str, key: str
    ) -> RefundOutcome:
        parameters: Any = {"payment_intent": capture_reference, "amount": minor_units(amount, currency)}
        try:
            refund = self._call(
                lambda: self.client.v1.refunds.create(parameters, {"idempotency_key": f"refund-{key}"})
            )
        except stripe.InvalidRequestError as error:
            return RefundOutcome(succeeded=False, failure=str(error.user_message or error))
        return RefundOutcome(succeeded=refund.status != "failed", reference=refund.id)

    def read_message(self, body: bytes, headers: Mapping[str, str]) -> Message:
        try:
            event: Any = self.client.construct_event(
                body, headers.get("Stripe-Signature", ""), settings.STRIPE_WEBHOOK_SECRET
            )
        except (stripe.SignatureVerificationError, ValueError) as error:
            raise BadSignature from error
        return Message(event_id=event.id, kind=event.type, reference=event.data.object.id)

    @staticmethod
    def _call(request: Any) -> Any:
        try:
            return request()
        except (stripe.APIConnectionError, stripe.RateLimitError) as error:
            raise Unavailable(str(error)) from error
        except stripe.APIError as error:
            raise Unavailable(str(error)) from error
