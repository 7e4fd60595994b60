"""Signatures of the sandbox provider's messages: `t=<unix seconds>,v1=<HMAC-SHA256 of "t.body">`. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re

TOLERANCE_SECONDS = 300
SHAPE = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


def sign(body: bytes, *, secret: str, at: int) -> str:
    return f"t={at},v1={_digest(body, secret, at)}"


def is_valid(signature: str, body: bytes, *, secret: str, now: int) -> bool:
    """Whether the body was signed with the secret at most five minutes ago; compared in constant time."""
    found = SHAPE.fullmatch(signature)
    if not secret or found is None:
        return False
    at, digest = int(found[1]), found[2]
    return hmac.compare_digest(_digest(body, secret, at), digest) and abs(now - at) <= TOLERANCE_SECONDS


def _digest(body: bytes, secret: str, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
