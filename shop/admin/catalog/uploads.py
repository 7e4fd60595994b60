"""Files of an import between the preview and the yes: kept for an hour for the one who sent them, compressed in the cache.

Whoever loses the cache loses the upload and sends the file again; nothing lies on a disk.
"""

from __future__ import annotations

import contextlib
import secrets
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.core.cache import cache

from shop.models import User

SECONDS = 3600
LARGEST = 8 * 1024 * 1024
ENDINGS = (".csv", ".jsonl")


class Gone(Exception):
    """The upload has expired, or was another person's."""


def keep(name: str, data: bytes, *, user: User) -> str:
    """Answers the token under which the file is found again."""
    token = secrets.token_urlsafe(16)
    cache.set(_key(token, user), (name, zlib.compress(data)), timeout=SECONDS)
    return token


@contextlib.contextmanager
def opened(token: str, *, user: User) -> Iterator[Path]:
    """The file under its own name, for as long as the block runs. Raises Gone."""
    found = cache.get(_key(token, user)) if token else None
    if not found:
        raise Gone
    name, data = found
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder) / (Path(name).name or "file")
        path.write_bytes(zlib.decompress(data))
        yield path


def forget(token: str, *, user: User) -> None:
    cache.delete(_key(token, user))


def _key(token: str, user: User) -> str:
    return f"import:{user.pk}:{token[:64]}"
