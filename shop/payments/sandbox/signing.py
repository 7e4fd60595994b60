"""Signatures of the sandbox provider's messages: `t=<unix seconds>,v1=<HMAC-SHA256 of "t.body">`. Pure."""

from __future__ import annotations

import hashlib
import hmac

TOLERANCE_SECONDS = 300


def sign(body: bytes, *, secret: str, at: int) -> str:
    return f"t={at},v1={_digest(body, secret, at)}"


def is_valid(signature: str, body: bytes, *, secret: str, now: int) -> bool:
    """Whether the body was signed with the secret at most five minutes ago; compared in constant time."""
    parts = dict(part.partition("=")[::2] for part in signature.split(","))
    if not parts.get("t", "").isdecimal():
        return False
    at = int(parts["t"])
    is_ours = hmac.compare_digest(_digest(body, secret, at).encode(), parts.get("v1", "").encode())
    return is_ours and abs(now - at) <= TOLERANCE_SECONDS


def _digest(body: bytes, secret: str, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
