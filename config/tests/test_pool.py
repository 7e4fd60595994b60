"""Servers keep connections for the next request; one that the database dropped meanwhile fails nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from psycopg_pool import ConnectionPool

from config import environment
from config.postgres import base
from config.postgres.base import DatabaseWrapper

ASKED = (
    "import {module}; from django.db import connection;"
    " print('pool' in connection.settings_dict['OPTIONS'], connection.settings_dict['CONN_HEALTH_CHECKS'])"
)


@pytest.mark.parametrize("module", ["config.asgi", "config.wsgi"])
@pytest.mark.parametrize(("chosen", "pool"), [("", "True True"), ("0", "False True")], ids=["ours", "theirs"])
def test_a_server_has_a_pool_unless_told(module: str, chosen: str, pool: str) -> None:
    known = {key: value for key, value in os.environ.items() if key != "DATABASE_POOL"}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED.format(module=module)],
        env=known | ({"DATABASE_POOL": chosen} if chosen else {}),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert found.stdout.strip().splitlines()[-1] == pool


@pytest.fixture
def pooled(db: None) -> Iterator[DatabaseWrapper]:
    """A connection of its own to the tests' database, from a pool of one."""
    made = environment.database("", pool=True)
    known = {
        **connection.settings_dict,
        **{key: made[key] for key in ("CONN_MAX_AGE", "CONN_HEALTH_CHECKS")},
        "OPTIONS": {
            **connection.settings_dict["OPTIONS"],
            "pool": {"min_size": 1, "max_size": 1, "timeout": 10},
        },
    }
    wrapper = DatabaseWrapper(known, alias="default")
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def process_of(wrapper: DatabaseWrapper) -> int:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def dropped(wrapper: DatabaseWrapper) -> int:
    """The connection lies in the pool when the database ends it, as a restart does; it has ended when this returns."""
    number = process_of(wrapper)
    wrapper.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [number])
    return number


def test_requests_share_a_connection_and_get_a_new_one_for_one_that_was_dropped(
    pooled: DatabaseWrapper,
) -> None:
    first = process_of(pooled)
    pooled.close()
    assert process_of(pooled) == first
    pooled.close()
    gone = dropped(pooled)
    assert process_of(pooled) != gone


def test_without_the_check_the_next_request_would_fail(pooled: DatabaseWrapper) -> None:
    pooled.settings_dict["CONN_HEALTH_CHECKS"] = False
    dropped(pooled)
    with pytest.raises(OperationalError):
        process_of(pooled)


def test_a_connection_that_was_just_used_is_not_tried(
    pooled: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    process_of(pooled)
    pooled.close()
    tried: list[str] = []
    monkeypatch.setattr(ConnectionPool, "check_connection", lambda _connection: tried.append("trip"))
    process_of(pooled)
    pooled.close()
    assert tried == []
    monkeypatch.setattr(base, "FRESH", -1.0)
    process_of(pooled)
    assert tried == ["trip"], "one that rested for long may have been dropped in silence"


def test_a_connection_that_was_just_used_and_dropped_since_is_given_to_nobody(
    pooled: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = dropped(pooled)
    assert process_of(pooled) != gone
    pooled.close()
    monkeypatch.setattr(base, "_has_news", lambda _file: False)
    dropped(pooled)
    with pytest.raises(OperationalError):
        process_of(pooled)


def test_a_planned_statement_is_planned_once(pooled: DatabaseWrapper) -> None:
    pooled.ensure_connection()
    pooled.connection.prepare_threshold = 1
    for number in range(4):
        with pooled.planned_cursor() as cursor:
            cursor.execute("SELECT 7 * %s", [number])
            assert cursor.fetchone() == (7 * number,)
    with pooled.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 7 %%'", [])
        assert cursor.fetchone() == (1,)
        for number in range(4):
            cursor.execute("SELECT 8 * %s", [number])
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 8 %%'", [])
        assert cursor.fetchone() == (0,), "others put their values into the statement"
