"""What tests of payments share: carrying the sandbox provider's messages, and looking at how it all ended."""

from __future__ import annotations

import json
import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shop import access, outbox
from shop.models import Order, OutboxMessage, Payment, Refund, SandboxDelivery, StockMovement
from shop.payments import flow, settlement
from shop.payments.sandbox import messages, provider, signing

WEBHOOK = "/webhooks/sandbox/"
BACK = "/back/"


def post(client: Client, body: str, signature: str) -> int:
    """The status that the webhook answers with."""
    return client.post(
        WEBHOOK, body, content_type="application/json", headers={messages.HEADER: signature}
    ).status_code


def carry(client: Client, delivery: SandboxDelivery) -> int:
    return post(client, delivery.body, messages.headers(delivery)[messages.HEADER])


def carry_all(client: Client) -> list[int]:
    """Carry every message of the provider to the webhook, as its delivery does over HTTP."""
    return [carry(client, delivery) for delivery in SandboxDelivery.objects.order_by("due_at", "pk")]


def signed(reference: str, *, kind: str = "payment.captured", age: int = 0) -> tuple[str, str]:
    """A message as the provider would write it, true or not: body and signature."""
    body = json.dumps({"id": str(uuid.uuid4()), "type": kind, "session": reference})
    secret, at = settings.SANDBOX_WEBHOOK_SECRET, int(time.time()) - age
    return body, signing.sign(body.encode(), secret=secret, at=at)


def come_back(client: Client, order: Order) -> str:
    """The browser returns from the hosted page; where it is sent."""
    answer = client.get(reverse("shop:payment_return", args=[access.token_of(order)]))
    assert answer.status_code == 302
    return answer["Location"]


def started(order: Order) -> Payment:
    return flow.start(order, return_url=BACK)


def paid(order: Order) -> Payment:
    """Paid on the hosted page, and the shop knows."""
    payment = started(order)
    provider.decide(payment.reference, "pay", manner="never")
    flow.refresh(payment)
    order.refresh_from_db()
    return payment


def let_rest() -> None:
    """Let everything be quiet long enough for reconciliation."""
    before = timezone.now() - timedelta(minutes=5)
    Payment.objects.update(updated_at=before)
    Refund.objects.update(updated_at=before)


def heal() -> settlement.Report:
    """What beat does: deliver the outbox, reconcile."""
    outbox.deliver()
    let_rest()
    return settlement.reconcile()


def state(order: Order) -> tuple[str, list[str]]:
    """The order's status, and those of its payments."""
    order.refresh_from_db()
    return order.status, sorted(order.payments.values_list("status", flat=True))


def effects(order: Order) -> tuple[int, int, int]:
    """How often the order was paid, in its history, in the outbox and on the shelf."""
    return (
        order.events.filter(status=Order.Status.PAID, previous=Order.Status.PLACED).count(),
        OutboxMessage.objects.filter(topic="order.paid", payload__order_id=order.pk).count(),
        StockMovement.objects.filter(order=order, reason=StockMovement.Reason.SOLD).count(),
    )
