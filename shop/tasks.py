"""What Celery runs for the shop; each task makes one domain call."""

from __future__ import annotations

from celery import shared_task

from shop import cart, checkout, orders, outbox


@shared_task
def deliver_outbox() -> int:
    return outbox.deliver()


@shared_task
def release_expired() -> int:
    return orders.expire()


@shared_task
def prune() -> None:
    outbox.prune()
    cart.prune()
    checkout.prune()
