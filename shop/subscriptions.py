"""Who listens to the outbox. Registered once when the app is ready."""

from __future__ import annotations


def register() -> None:
    """Connect topics to their handlers; a handler takes the payload's values as keyword arguments."""
    from shop import outbox
    from shop.payments import flow

    outbox.subscribe("refund.requested", flow.send_refund)
    outbox.subscribe("payment.close", flow.close)
