"""Django's engine for PostgreSQL, which asks less of a pool's connections: the ENGINE of the shop's settings.

Invariant: a connection that the database has closed is given to nobody. Whether it has is asked of the operating system, which costs
no trip to the database; only one that rested for longer than FRESH may have been dropped on its way in silence, and is tried.
"""

from __future__ import annotations

import select
import time
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg_pool import ConnectionPool

FRESH = 10.0
"""Seconds. What stands between a shop and its database forgets idle connections after minutes."""


class DatabaseWrapper(base.DatabaseWrapper):
    @property
    def pool(self) -> Any:
        found = super().pool
        if found is not None and found._check is ConnectionPool.check_connection:
            found._check = check
        return found

    def _close(self) -> None:
        if self.pool and self.connection is not None:
            self.connection.rested_at = time.monotonic()
        super()._close()  # type: ignore[misc]

    def planned_cursor(self) -> Any:
        """For a statement that is asked again and again: the server gets its values apart from it, and with OPTIONS that say after
        how many times (`prepare_threshold`) plans it once for a connection."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            made = ServerBindingCursor(self.connection)  # type: ignore[call-arg]
            return self._prepare_cursor(made)  # type: ignore[attr-defined]


def check(connection: Any) -> None:
    """Raises for a connection that works no more, as ConnectionPool.check_connection does."""
    rested = time.monotonic() - getattr(connection, "rested_at", 0.0)
    if rested > FRESH or _has_news(connection.fileno()):
        ConnectionPool.check_connection(connection)


def _has_news(file: int) -> bool:
    """Whether anything came while nothing was asked: the end of the connection above all."""
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(0))
