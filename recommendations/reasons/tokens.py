"""Addresses of "Why this?": the evidence itself, signed, for the shopper it was shown to. Nothing of it is stored.

Invariant: evidence that we did not sign, that is older than a week or that was shown to somebody else opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.encoding import force_bytes

from recommendations.reasons.evidence import Evidence
from shop.activity import Shopper

SALT, OLDEST, MOST_LETTERS = "recommendations.why", timedelta(days=7), 4000
SHORT = 1000
"""Letters that are not worth the time of compressing them; a page has thirty of these addresses."""


class Invalid(Exception):
    """Not signed by us, too old, or somebody else's."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A recommendation as it was shown: on which shelf, of which version, for what reason."""

    shelf: str
    version_id: int | None
    evidence: Evidence
    detail: str = ""
    written_by: str = "template"


def sign(shown: Shown, *, shopper: Shopper | None) -> str:
    values = {
        "w": _whose(shopper),
        "s": shown.shelf,
        "v": shown.version_id,
        "e": shown.evidence.as_json(),
    }
    if shown.written_by != "template":
        values |= {"d": shown.detail, "b": shown.written_by}
    token = _signer(settings.SECRET_KEY).sign_object(values)
    return token if len(token) <= SHORT else signing.dumps(values, salt=SALT, compress=True)


def read(token: str, *, shopper: Shopper | None) -> Shown:
    """Raises Invalid."""
    if len(token) > MOST_LETTERS:
        raise Invalid
    try:
        values = signing.loads(token, salt=SALT, max_age=OLDEST)
        if values["w"] != _whose(shopper):
            raise Invalid
        return Shown(
            shelf=values["s"],
            version_id=values["v"],
            evidence=Evidence.from_json(values["e"]),
            detail=values.get("d", ""),
            written_by=values.get("b", "template"),
        )
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise Invalid from error


class _Signer(signing.TimestampSigner):
    """Django's own signatures, without deriving the key anew for each of the thirty of a page (`salted_hmac`)."""

    def __init__(self) -> None:
        super().__init__(salt=SALT)
        hashed = hashlib.new(self.algorithm, f"{SALT}signer{settings.SECRET_KEY}".encode())
        self._keyed = hmac.new(hashed.digest(), digestmod=self.algorithm)

    def signature(self, value: str | bytes, key: Any = None) -> str:
        if key is not None:
            return super().signature(value, key)
        made = self._keyed.copy()
        made.update(force_bytes(value))
        return signing.b64_encode(made.digest()).decode()


@lru_cache(maxsize=2)
def _signer(_key: str) -> _Signer:
    return _Signer()


@lru_cache(maxsize=2000)
def _whose(shopper: Shopper | None) -> str:
    """Tells shoppers apart without naming them; empty for those who are not followed."""
    if shopper is None:
        return ""
    return hashlib.sha256(f"{shopper.user_id} {shopper.visitor}".encode()).hexdigest()[:16]
