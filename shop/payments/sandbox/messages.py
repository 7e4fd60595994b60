"""The sandbox provider's messages to the shop: the only writer of SandboxDelivery.

Invariant: a message is sent until the shop takes it or says that it is not signed, at least once, by one sender at a time.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
from datetime import datetime, timedelta
from typing import Literal

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from shop import broker
from shop.models import SandboxDelivery, SandboxSession
from shop.payments.sandbox import signing

log = logging.getLogger(__name__)
Manner = Literal["once", "twice", "late", "reordered", "forged", "stale", "never"]
HEADER = "Sandbox-Signature"
AT_ONCE, SHORTLY, LATE = timedelta(0), timedelta(seconds=2), timedelta(seconds=20)
TOO_OLD = timedelta(minutes=10)
MAX_ATTEMPTS = 8
TIMEOUT_SECONDS = 10


def plan(session: SandboxSession) -> None:
    """Write the messages about the state that the session came to, in the manner chosen for it. In the caller's transaction."""
    message = _message(session, session.status)
    older = _message(session, "processing")
    plans: dict[str, list[tuple[SandboxDelivery, timedelta]]] = {
        "once": [(message, AT_ONCE)],
        "twice": [(message, AT_ONCE), (_copy(message), SHORTLY)],
        "late": [(message, LATE)],
        "reordered": [(message, AT_ONCE), (older, SHORTLY)],
        "forged": [(_forged(session), AT_ONCE), (message, SHORTLY)],
        "stale": [(_stale(session), AT_ONCE), (message, SHORTLY)],
        "never": [],
    }
    now = timezone.now()
    for delivery, wait in plans[session.manner]:
        delivery.due_at = now + wait
        delivery.save()
    transaction.on_commit(_ask_for_delivery, robust=True)


def deliver(now: datetime | None = None) -> int:
    """Send what is due to the shop's webhook address by HTTP; answers how many messages the shop took."""
    now = now or timezone.now()
    due = SandboxDelivery.objects.filter(sent_at=None, due_at__lte=now, attempts__lt=MAX_ATTEMPTS)
    with httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False) as line:
        return sum(_send(delivery, line) for delivery in list(due[:200]) if _claim(delivery, now))


def headers(delivery: SandboxDelivery) -> dict[str, str]:
    """A message is signed anew each time it is sent, so that a late one is not too old; a bad signature stays bad."""
    signature = delivery.signature or _sign(delivery, at=time.time())
    return {"Content-Type": "application/json", HEADER: signature}


def _claim(delivery: SandboxDelivery, now: datetime) -> bool:
    """Take the message from all other senders; should this one die, it is due again after a while."""
    wait = timedelta(seconds=max(2 ** (delivery.attempts + 1), TIMEOUT_SECONDS + 1))
    mine = SandboxDelivery.objects.filter(pk=delivery.pk, sent_at=None, due_at=delivery.due_at)
    return bool(mine.update(due_at=now + wait, attempts=F("attempts") + 1))


def _send(delivery: SandboxDelivery, line: httpx.Client) -> bool:
    address = settings.SITE_URL + reverse("shop:webhook", args=["sandbox"])
    try:
        status = line.post(address, content=delivery.body, headers=headers(delivery)).status_code
    except httpx.HTTPError as error:
        log.info("The shop does not take message %s: %r", delivery, error)
        return False
    is_taken = 200 <= status < 300
    SandboxDelivery.objects.filter(pk=delivery.pk).update(
        response_status=status, sent_at=timezone.now() if is_taken or status == 400 else None
    )
    return is_taken


def _message(session: SandboxSession, kind: str) -> SandboxDelivery:
    event_id = uuid.uuid4()
    body = {"id": str(event_id), "type": f"payment.{kind}", "session": str(session.reference)}
    return SandboxDelivery(session=session, event_id=event_id, body=json.dumps(body))


def _copy(message: SandboxDelivery) -> SandboxDelivery:
    return SandboxDelivery(session=message.session, event_id=message.event_id, body=message.body)


def _forged(session: SandboxSession) -> SandboxDelivery:
    """What somebody without the secret can send: the message of a payment that was made, signed with a guess."""
    forged = _message(session, SandboxSession.Status.CAPTURED)
    forged.signature = _sign(forged, at=time.time(), secret=uuid.uuid4().hex)
    return forged


def _stale(session: SandboxSession) -> SandboxDelivery:
    """What somebody who overheard a message can send: the same again, ten minutes after it was signed."""
    stale = _message(session, SandboxSession.Status.CAPTURED)
    stale.signature = _sign(stale, at=time.time() - TOO_OLD.total_seconds())
    return stale


def _sign(delivery: SandboxDelivery, *, at: float, secret: str = "") -> str:
    return signing.sign(delivery.body.encode(), secret=secret or settings.SANDBOX_WEBHOOK_SECRET, at=int(at))


def _ask_for_delivery() -> None:
    """Without Redis the messages wait for the next beat."""
    try:
        broker.send("shop.tasks.deliver_sandbox_messages")
    except broker.NoWorker as error:
        log.warning("Sandbox messages wait for the broker: %s", error)
