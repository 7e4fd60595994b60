"""Who listens to the outbox. Registered once when the app is ready."""

from __future__ import annotations


def register() -> None:
    """Connect topics to their handlers; a handler takes the payload's values as keyword arguments."""
    from shop import activity, mail, outbox
    from shop.payments import settlement

    outbox.subscribe("refund.requested", settlement.queue_refund)
    outbox.subscribe("payment.close", settlement.queue_close)
    outbox.subscribe("order.placed", mail.order_placed)
    outbox.subscribe("order.paid", mail.order_paid)
    outbox.subscribe("order.shipped", mail.order_shipped)
    outbox.subscribe("order.delivered", mail.order_delivered)
    outbox.subscribe("order.cancelled", mail.order_cancelled)
    outbox.subscribe("order.refunded", mail.order_refunded)
    outbox.subscribe("order.paid", activity.note_purchase)
    outbox.subscribe("review.written", activity.note_rating)
