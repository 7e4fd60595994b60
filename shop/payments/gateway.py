"""What the shop asks of a payment provider, and what it gets back. The shop trusts look-ups, not messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol

Status = Literal["pending", "authorised", "captured", "failed", "expired"]
RefundStatus = Literal["pending", "succeeded", "failed"]


class Unavailable(Exception):
    """The provider did not answer, or with an error that may pass; asking again later is right."""


class BadSignature(Exception):
    """A message that the provider did not sign, or signed too long ago."""


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What is to be paid, for whom and until when; `key` makes a repeated request open one page.

    Everything in it is the same when the same attempt is opened again, as providers with such keys demand.
    """

    order_number: str
    email: str
    amount: Decimal
    currency: str
    language: str
    return_url: str
    key: str
    opened_at: datetime
    expires_at: datetime


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
    """How a refund stands; a pending one is asked about again."""

    status: RefundStatus
    reference: str = ""
    failure: str = ""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A verified webhook message: which attempt to look up. Its id makes a repetition harmless."""

    event_id: str
    kind: str
    reference: str


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
        """Send an amount back; the same key again answers how the refund of the first time stands."""
        ...

    def read_message(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Raises BadSignature."""
        ...
