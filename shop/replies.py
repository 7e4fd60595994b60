"""Answers kept for requests that are sent again: the only writer of KeptReply.

Invariant: the answer commits with what the request did, or not at all, and a second one meanwhile is told so. What is kept is
sealed with a key made from the Idempotency-Key, which is not kept; so neither a leaked table nor a weak key of somebody
else's opens an answer.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.utils import timezone

from shop.models import KeptReply

KEPT_FOR = timedelta(hours=24)


class InFlight(Exception):
    """The same request is being carried out at this moment."""


class Reused(Exception):
    """The key came back with another request."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`scope` says who asks, `fingerprint` what for."""

    scope: str
    key: str
    fingerprint: str

    @property
    def name(self) -> str:
        return self._digest(b"name").hex()

    @property
    def seal(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._digest(b"seal")))

    def _digest(self, purpose: bytes) -> bytes:
        told = "\x1f".join((settings.SECRET_KEY, self.scope, self.key)).encode()
        return hashlib.blake2b(told, digest_size=32, person=purpose).digest()


@contextlib.contextmanager
def alone(asked: Asked) -> Iterator[None]:
    """While the body runs nobody else carries this request out; a process that dies lets go. Raises InFlight. Two queries."""
    number = int.from_bytes(bytes.fromhex(asked.name)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        [is_ours] = cursor.fetchone()
    if not is_ours:
        raise InFlight
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def find(asked: Asked) -> Reply | None:
    """The answer that was given, while it is kept. One query. Raises Reused."""
    fresh = timezone.now() - KEPT_FOR
    row = KeptReply.objects.filter(pk=asked.name, created_at__gt=fresh).first()
    if row is None:
        return None
    if row.fingerprint != asked.fingerprint:
        raise Reused
    told = json.loads(asked.seal.decrypt(bytes(row.sealed)))
    return Reply(status=row.status, headers=told["headers"], body=told["body"].encode())


def keep(asked: Asked, reply: Reply) -> None:
    """In the transaction of what the request did. One query."""
    told = json.dumps({"headers": dict(reply.headers), "body": reply.body.decode()})
    KeptReply.objects.update_or_create(
        pk=asked.name,
        defaults={
            "fingerprint": asked.fingerprint,
            "status": reply.status,
            "sealed": asked.seal.encrypt(told.encode()),
            "created_at": timezone.now(),
        },
    )


def prune() -> int:
    """Forget answers after KEPT_FOR."""
    return KeptReply.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]
