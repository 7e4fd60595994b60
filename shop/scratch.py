"""A throw-away database to measure in: the shop's own stays untouched and may be in use meanwhile."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator

from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection


class NotAllowed(Exception):
    """The shop's database account may not create databases."""


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Inside, this process works in a new, migrated and empty database with cache keys of its own; then it is dropped.

    Some seconds to make. Raises NotAllowed. Must not be used inside a transaction.
    """
    own, prefix = connection.settings_dict["NAME"], cache.key_prefix
    name = f"{own}_scratch_{secrets.token_hex(4)}"
    quoted = connection.ops.quote_name(name)
    try:
        _run(f"CREATE DATABASE {quoted}")
    except DatabaseError as error:
        raise NotAllowed(f"Measuring needs a database of its own: {str(error).strip()}") from error
    try:
        _use(name)
        cache.key_prefix = name
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        cache.key_prefix = prefix
        _use(own)
        _run(f"DROP DATABASE {quoted} WITH (FORCE)")


def _use(name: str) -> None:
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def _run(statement: str) -> None:
    """Outside of a transaction, as these statements must be."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
