"""What the shop asks of a payment provider, and what it gets back. The shop trusts look-ups, not messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol

Status = Literal["pending", "authorised", "captured", "failed", "expired"]


class Unavailable(Exception):
    """The provider did not answer, or with an error that may pass; asking again later is right."""


class BadSignature(Exception):
    """A message that the provider did not sign, or signed too long ago."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A hosted payment page: its reference at the provider, and where the shopper goes."""

    reference: str
    redirect_url: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an attempt stands at the provider now. `amount` is what the shopper was asked for."""

    status: Status
    amount: Decimal
    currency: str
    capture_reference: str = ""
    failure: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundOutcome:
    succeeded: bool
    reference: str = ""
    failure: str = ""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A verified webhook message: which attempt to look up. Its id makes a repetition harmless."""

    event_id: str
    kind: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What is to be paid, for whom and until when; `key` makes a repeated request open one page."""

    order_number: str
    email: str
    amount: Decimal
    currency: str
    language: str
    return_url: str
    key: str
    expires_at: datetime


class Gateway(Protocol):
    """Every call may raise Unavailable; none is made inside a database transaction."""

    name: str

    def open(self, bill: Bill) -> Opened: ...

    def look_up(self, reference: str) -> Outcome: ...

    def close(self, reference: str) -> None:
        """The page accepts no payment any more; harmless when it is closed already."""
        ...

    def refund(
        self, reference: str, *, capture_reference: str, amount: Decimal, currency: str, key: str
    ) -> RefundOutcome:
        """Send an amount back; the same key again answers what it did the first time."""
        ...

    def read_message(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Raises BadSignature."""
        ...
