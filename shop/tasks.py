"""What Celery runs for the shop; each task makes one domain call."""

from __future__ import annotations

from celery import shared_task

from shop import activity, cart, checkout, orders, outbox
from shop.payments import flow
from shop.payments.sandbox import provider


@shared_task
def deliver_outbox() -> int:
    return outbox.deliver()


@shared_task
def release_expired() -> int:
    return orders.expire()


@shared_task
def reconcile_payments() -> None:
    flow.reconcile()


@shared_task
def deliver_sandbox_messages() -> int:
    """The sandbox provider's own clock: captures what was authorised, sends the messages that are due."""
    provider.capture_authorised()
    return provider.deliver()


@shared_task
def refresh_popularity() -> int:
    return activity.refresh_popularity()


@shared_task
def prune() -> None:
    outbox.prune()
    cart.prune()
    checkout.prune()
    activity.prune()
