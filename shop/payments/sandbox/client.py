"""The shop's side of the sandbox provider."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from shop.models import SandboxSession
from shop.payments.gateway import (
    BadSignature,
    Bill,
    Message,
    Opened,
    Outcome,
    RefundOutcome,
    Status,
    Unavailable,
)
from shop.payments.sandbox import messages, provider, signing

S = SandboxSession.Status
OUTCOMES: dict[str, Status] = {
    S.OPEN: "pending",
    S.CHALLENGE: "pending",
    S.AUTHORISED: "authorised",
    S.CAPTURED: "captured",
    S.DECLINED: "failed",
    S.EXPIRED: "expired",
}


def capture_reference(session: SandboxSession) -> str:
    """What the provider calls the charge of a captured session."""
    return f"sc_{session.reference.hex[:16]}"


class SandboxGateway:
    name = "sandbox"

    def open(self, bill: Bill) -> Opened:
        session = provider.open_session(
            key=bill.key,
            order_number=bill.order_number,
            amount=bill.amount,
            currency=bill.currency,
            return_url=bill.return_url,
            expires_at=bill.expires_at,
        )
        address = reverse("shop:sandbox_page", args=[session.reference])
        return Opened(reference=str(session.reference), redirect_url=address)

    def look_up(self, reference: str) -> Outcome:
        try:
            session = provider.find(reference)
        except provider.NoSession as error:
            raise Unavailable(str(error)) from error
        return Outcome(
            status=OUTCOMES[session.status],
            amount=session.amount,
            currency=session.currency,
            capture_reference=capture_reference(session) if session.status == S.CAPTURED else "",
            failure=session.failure,
        )

    def close(self, reference: str) -> None:
        try:
            provider.close(reference)
        except provider.NoSession as error:
            raise Unavailable(str(error)) from error

    def refund(
        self, reference: str, *, capture_reference: str, amount: Decimal, currency: str, key: str
    ) -> RefundOutcome:
        try:
            return RefundOutcome(
                status="succeeded", reference=provider.refund(reference, amount=amount, key=key)
            )
        except (provider.NoSession, provider.Conflict) as error:
            return RefundOutcome(status="failed", failure=str(error))

    def read_message(self, body: bytes, headers: Mapping[str, str]) -> Message:
        secret, now = settings.SANDBOX_WEBHOOK_SECRET, int(time.time())
        if not signing.is_valid(headers.get(messages.HEADER, ""), body, secret=secret, now=now):
            raise BadSignature
        content = json.loads(body)
        return Message(event_id=content["id"], kind=content["type"], reference=content["session"])
