"""Payments behind one Protocol with two gateways: our own sandbox provider and Stripe Checkout."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from shop.payments.gateway import Gateway

NAMES = ("sandbox", "stripe")


def find(name: str | None = None) -> Gateway:
    """The gateway of the name, or the one that PAYMENT_GATEWAY chooses for new payments. Raises ImproperlyConfigured."""
    from shop.payments import stripe_checkout
    from shop.payments.sandbox import client

    name = name or settings.PAYMENT_GATEWAY
    if name == "sandbox":
        return client.SandboxGateway()
    if name == "stripe":
        return stripe_checkout.StripeGateway()
    raise ImproperlyConfigured(f"PAYMENT_GATEWAY is one of {', '.join(NAMES)}, not {name!r}.")
