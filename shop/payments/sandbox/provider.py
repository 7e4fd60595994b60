"""The sandbox provider's sessions: the only writer of SandboxSession. The shop calls it through `client`.

Invariant: a session is captured, declined or expired once; refunds never pass its amount, and a key refunds once.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from django.db import transaction
from django.utils import timezone

from shop.models import SandboxSession
from shop.payments.sandbox import messages

S = SandboxSession.Status
Decision = Literal["pay", "pay_later", "challenge", "confirm", "decline", "no_funds", "leave"]
CODE = "123456"
CAPTURE_AFTER = timedelta(seconds=15)
WAITING = frozenset({S.OPEN, S.CHALLENGE})
ENDS = frozenset({S.CAPTURED, S.DECLINED, S.EXPIRED})
MOVES: dict[str, tuple[frozenset[str], str, str]] = {
    "pay": (frozenset({S.OPEN}), S.CAPTURED, ""),
    "pay_later": (frozenset({S.OPEN}), S.AUTHORISED, ""),
    "challenge": (frozenset({S.OPEN}), S.CHALLENGE, ""),
    "confirm": (frozenset({S.CHALLENGE}), S.CAPTURED, ""),
    "decline": (frozenset({S.OPEN}), S.DECLINED, "card_declined"),
    "no_funds": (frozenset({S.OPEN}), S.DECLINED, "insufficient_funds"),
    "leave": (WAITING, S.EXPIRED, "abandoned"),
}


class NoSession(Exception):
    """Nothing was opened under the reference."""


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
    """The session as it is now: one that waits past its time has expired. Raises NoSession."""
    session = _locked(reference)
    if session.status in WAITING and session.expires_at <= timezone.now():
        _move(session, S.EXPIRED, "expired")
    return session


@transaction.atomic
def decide(
    reference: str, decision: Decision, *, manner: messages.Manner | None = None, code: str = ""
) -> SandboxSession:
    """What the person on the hosted page chose, and how the shop shall be told. Raises NoSession, Conflict.

    The 3-D Secure step is confirmed with CODE; any other code declines.
    """
    session = find(reference)
    allowed, status, failure = MOVES[decision]
    if session.status not in allowed:
        raise Conflict(f"The payment is {session.status}.")
    if decision == "confirm" and code.strip() != CODE:
        status, failure = S.DECLINED, "authentication_failed"
    session.manner = manner or session.manner
    session.capture_at = timezone.now() + CAPTURE_AFTER if status == S.AUTHORISED else None
    _move(session, status, failure)
    return session


@transaction.atomic
def close(reference: str) -> SandboxSession:
    """Asked for by the shop: no more payment. What is captured stays so, what is authorised is let go."""
    session = find(reference)
    if session.status not in ENDS:
        _move(session, S.EXPIRED, "closed")
    return session


@transaction.atomic
def capture_authorised(now: datetime | None = None) -> int:
    """Capture what was authorised a while ago; answers how many."""
    due = SandboxSession.objects.select_for_update(skip_locked=True).filter(
        status=S.AUTHORISED, capture_at__lte=now or timezone.now()
    )
    for session in due:
        _move(session, S.CAPTURED, "")
    return len(due)


@transaction.atomic
def refund(reference: str, *, amount: Decimal, key: str) -> str:
    """Send an amount back; answers the refund's id, the same one for the same key. Raises NoSession, Conflict."""
    session = _locked(reference)
    if key in session.refund_keys:
        return str(session.refund_keys[key])
    if session.status != S.CAPTURED or amount <= 0 or session.refunded + amount > session.amount:
        raise Conflict("More would go back than was paid.")
    session.refunded += amount
    session.refund_keys[key] = f"sr_{uuid.uuid4().hex[:16]}"
    session.save(update_fields=["refunded", "refund_keys"])
    return str(session.refund_keys[key])


def record_captured(sessions: Sequence[SandboxSession]) -> None:
    """Write sessions that were paid in the past, for a demonstration's orders; nobody is told. One query a thousand."""
    for session in sessions:
        session.status, session.manner = S.CAPTURED, "never"
    SandboxSession.objects.bulk_create(sessions, batch_size=1000)


def _locked(reference: str) -> SandboxSession:
    try:
        return SandboxSession.objects.select_for_update().get(reference=uuid.UUID(reference))
    except (SandboxSession.DoesNotExist, ValueError) as error:
        raise NoSession(f"The sandbox knows no session {reference}.") from error


def _move(session: SandboxSession, status: str, failure: str) -> None:
    session.status, session.failure = status, failure
    session.save(update_fields=["status", "failure", "manner", "capture_at"])
    if status != S.CHALLENGE:
        messages.plan(session)
