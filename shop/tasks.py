"""What Celery runs for the shop; each task makes one domain call."""

from __future__ import annotations

from celery import shared_task

from shop import activity, cart, checkout, orders, outbox, replies
from shop.payments import gateway, settlement
from shop.payments.sandbox import messages, provider


@shared_task
def deliver_outbox() -> int:
    return outbox.deliver()


@shared_task
def release_expired() -> int:
    return orders.expire()


@shared_task
def reconcile_payments() -> None:
    settlement.reconcile()


@shared_task(autoretry_for=(gateway.Unavailable,), retry_backoff=True, max_retries=5)
def send_refund(*, refund_id: int) -> None:
    settlement.send_refund(refund_id=refund_id)


@shared_task(autoretry_for=(gateway.Unavailable,), retry_backoff=True, max_retries=5)
def close_payment(*, payment_id: int) -> None:
    settlement.close(payment_id=payment_id)


@shared_task
def deliver_sandbox_messages() -> int:
    """The sandbox provider's own clock: captures what was authorised, sends the messages that are due."""
    provider.capture_authorised()
    return messages.deliver()


@shared_task
def refresh_popularity() -> int:
    return activity.refresh_popularity()


@shared_task
def prune() -> None:
    outbox.prune()
    cart.prune()
    checkout.prune()
    activity.prune()
    replies.prune()
