"""The door for statements that are asked with every page: the server plans each once for a connection, and gets its values apart.

Only worth it where planning takes as long as running. Values need a type the server can see: write `%s::bigint[]` for a list.
"""

from __future__ import annotations

from typing import Any

from django.db import connection


def cursor() -> Any:
    """A cursor as `connection.cursor()` gives, counted and logged like it. The engine is config.postgres."""
    return connection.planned_cursor()  # type: ignore[attr-defined]
