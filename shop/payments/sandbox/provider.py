"""The sandbox provider's side: the only writer of SandboxSession and SandboxDelivery. The shop calls it through `client`.

Invariant: a session is captured or declined or expired once; refunds never pass its amount, and a key refunds once.
"""

from __future__ import annotations

import json
import time
import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from shop.models import SandboxDelivery, SandboxSession
from shop.payments.sandbox import signing

S = SandboxSession.Status
Decision = Literal["pay", "pay_later", "challenge", "confirm", "reject", "decline", "leave"]
Manner = Literal["once", "twice", "late", "reordered", "forged", "never"]
ENDS = {S.CAPTURED, S.DECLINED, S.EXPIRED}
LATE = timedelta(seconds=20)
CAPTURE_AFTER = timedelta(seconds=15)
MAX_ATTEMPTS = 8
MOVES: dict[str, tuple[frozenset[str], str, str]] = {
    "pay": (frozenset({S.OPEN}), S.CAPTURED, ""),
    "pay_later": (frozenset({S.OPEN}), S.AUTHORISED, ""),
    "challenge": (frozenset({S.OPEN}), S.CHALLENGE, ""),
    "confirm": (frozenset({S.CHALLENGE}), S.CAPTURED, ""),
    "reject": (frozenset({S.CHALLENGE}), S.DECLINED, "authentication_failed"),
    "decline": (frozenset({S.OPEN}), S.DECLINED, "card_declined"),
    "leave": (frozenset({S.OPEN, S.CHALLENGE}), S.EXPIRED, "abandoned"),
}


class Conflict(Exception):
    """The session is not in a state in which that can happen."""


def open_session(
    *, key: str, order_number: str, amount: Decimal, currency: str, return_url: str, expires_at: datetime
) -> SandboxSession:
    """The session of the key, made when it is new."""
    session, _ = SandboxSession.objects.get_or_create(
        key=key,
        defaults={
            "order_number": order_number,
            "amount": amount,
            "currency": currency,
            "return_url": return_url,
            "expires_at": expires_at,
        },
    )
    return session


@transaction.atomic
def find(reference: str) -> SandboxSession:
    """The session as it is now: an open one past its time has expired. Raises SandboxSession.DoesNotExist."""
    session = SandboxSession.objects.select_for_update().get(reference=reference)
    if session.status in {S.OPEN, S.CHALLENGE} and session.expires_at <= timezone.now():
        _end(session, S.EXPIRED, "expired", manner="once")
    return session


@transaction.atomic
def decide(reference: str, decision: Decision, *, manner: Manner = "once") -> SandboxSession:
    """What the person on the hosted page chose, and how the message of it shall travel. Raises Conflict."""
    session = find(reference)
    allowed, status, failure = MOVES[decision]
    if session.status not in allowed:
        raise Conflict(f"The payment is {session.get_status_display().lower()}.")
    _end(session, status, failure, manner=manner)
    return session


@transaction.atomic
def close(reference: str) -> SandboxSession:
    """Asked for by the shop: no more payment. What is paid stays paid."""
    session = find(reference)
    if session.status not in ENDS:
        _end(session, S.EXPIRED, "closed by the shop", manner="once")
    return session


@transaction.atomic
def capture_authorised(now: datetime | None = None) -> int:
    """Capture what was authorised a while ago; answers how many."""
    before = (now or timezone.now()) - CAPTURE_AFTER
    due = SandboxSession.objects.select_for_update(skip_locked=True).filter(
        status=S.AUTHORISED, created_at__lt=before
    )
    for session in due:
        _end(session, S.CAPTURED, "", manner="once")
    return len(due)


@transaction.atomic
def refund(reference: str, *, amount: Decimal, key: str) -> str:
    """Send an amount back; answers the refund's id, the same one for the same key. Raises Conflict."""
    session = SandboxSession.objects.select_for_update().get(reference=reference)
    if key in session.refund_keys:
        return session.refund_keys[key]
    if session.status != S.CAPTURED or amount <= 0 or session.refunded + amount > session.amount:
        raise Conflict("More would go back than was paid.")
    session.refunded += amount
    session.refund_keys[key] = f"sr_{uuid.uuid4().hex[:16]}"
    session.save(update_fields=["refunded", "refund_keys"])
    return session.refund_keys[key]


def deliver(now: datetime | None = None) -> int:
    """Send the messages that are due to the shop's webhook address, each until it answers 2xx; answers how many did."""
    now = now or timezone.now()
    accepted = 0
    for delivery in list(
        SandboxDelivery.objects.filter(sent_at=None, due_at__lte=now, attempts__lt=MAX_ATTEMPTS)[:200]
    ):
        status = _post(delivery)
        is_done = status is not None and (status < 300 or status == 400)
        accepted += status is not None and status < 300
        SandboxDelivery.objects.filter(pk=delivery.pk).update(
            attempts=delivery.attempts + 1,
            response_status=status,
            sent_at=now if is_done else None,
            due_at=delivery.due_at if is_done else now + timedelta(seconds=2 ** (delivery.attempts + 1)),
        )
    return accepted


def _post(delivery: SandboxDelivery) -> int | None:
    address = settings.SITE_URL + reverse("shop:webhook", args=["sandbox"])
    headers = {"Content-Type": "application/json", "Sandbox-Signature": _signature(delivery)}
    try:
        return httpx.post(address, content=delivery.body, headers=headers, timeout=10).status_code
    except httpx.HTTPError:
        return None


def _signature(delivery: SandboxDelivery) -> str:
    """A good message is signed anew each time it is sent, so that a late one is not too old; a forged one stays forged."""
    if delivery.signature:
        return delivery.signature
    return signing.sign(delivery.body.encode(), secret=settings.SANDBOX_WEBHOOK_SECRET, at=int(time.time()))


def _end(session: SandboxSession, status: str, failure: str, *, manner: Manner) -> None:
    session.status, session.failure = status, failure
    session.save(update_fields=["status", "failure"])
    now = timezone.now()
    message = _message(session, status)
    started = _message(session, "processing")
    plans: dict[str, list[tuple[SandboxDelivery, timedelta]]] = {
        "once": [(message, timedelta(0))],
        "twice": [(message, timedelta(0)), (_copy(message), timedelta(seconds=1))],
        "late": [(message, LATE)],
        "reordered": [(message, timedelta(0)), (started, timedelta(seconds=2))],
        "forged": [(_forged(session), timedelta(0))],
        "never": [],
    }
    for delivery, wait in plans[manner]:
        delivery.due_at = now + wait
        delivery.save()


def _message(session: SandboxSession, kind: str) -> SandboxDelivery:
    event_id = uuid.uuid4()
    body = {"id": str(event_id), "type": f"payment.{kind}", "session": str(session.reference)}
    return SandboxDelivery(session=session, event_id=event_id, body=json.dumps(body))


def _copy(message: SandboxDelivery) -> SandboxDelivery:
    return SandboxDelivery(session=message.session, event_id=message.event_id, body=message.body)


def _forged(session: SandboxSession) -> SandboxDelivery:
    """What an attacker without the secret can send: the message of a payment that was made, signed with a guess."""
    forged = _message(session, S.CAPTURED)
    forged.signature = signing.sign(forged.body.encode(), secret="guessed", at=int(time.time()))  # noqa: S106 - an attacker's guess
    return forged


def unsent() -> int:
    """Messages that still travel."""
    return SandboxDelivery.objects.filter(Q(sent_at=None), attempts__lt=MAX_ATTEMPTS).count()
