"""Gives a test session PostgreSQL and Redis apart from the shop's own, and settles the settings it runs with.

Sessions at the same time, and the workers of one session, have databases of their own. The settings are loaded from
here and DJANGO_SETTINGS_MODULE stays out of pyproject.toml, because they need the addresses first.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
import redis
from django.conf import settings
from django.utils import translation

from config import services, translations

VAR = Path(__file__).resolve().parent / "var"
ENVIRONMENT = {
    "MARIGOLD_ENV": "0",
    "DEBUG": "1",
    "MARIGOLD_DEMO": "1",
    "LOG_LEVEL": "WARNING",
    "PORT": "8000",
    "ENCODER": "tiny",
    "WRITER": "",
} | {f"API_{kind}_PER_MINUTE": "100000" for kind in ("READS", "WRITES", "SEARCHES", "SIGN_INS", "CHATS")}
SESSIONS, WORKERS = 8, 31
SESSION = contextlib.ExitStack()


def _prepare() -> None:
    """Runs when this file is imported, before the conftest of an app imports its models."""
    if settings.configured:
        raise pytest.UsageError(
            "Unset DJANGO_SETTINGS_MODULE: the tests choose their settings and their database."
        )
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        _start()
    if "MARIGOLD_TEST_SESSION" in os.environ:
        number = (
            int(os.environ["MARIGOLD_TEST_SESSION"]) * (WORKERS + 1)
            + int(worker.removeprefix("gw") or -1)
            + 1
        )
        os.environ["REDIS_URL"] = f"{services.redis_url(VAR, durable=False).partition('?')[0]}?db={number}"
        redis.Redis.from_url(os.environ["REDIS_URL"]).flushdb()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # a fast one: hundreds of accounts
    # pytest-django would load the settings of a worker before this module has chosen its Redis database.
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.fixture(autouse=True)
def _no_language_stays() -> Iterator[None]:
    """A request leaves its language active in the thread; the next test starts with the shop's own."""
    yield
    translation.deactivate()


def pytest_unconfigure(config: pytest.Config) -> None:
    SESSION.close()


def _start() -> None:
    try:
        addresses = SESSION.enter_context(services.running(VAR, durable=False))
    except services.ServiceError as error:
        raise pytest.UsageError(str(error)) from None
    translations.compile_catalogues()
    (VAR / "test" / "static").mkdir(parents=True, exist_ok=True)
    os.environ.update(ENVIRONMENT, MARIGOLD_VAR=str(VAR / "test"), **addresses)
    if len(addresses) == 2:
        number = _free_session()
        os.environ["MARIGOLD_TEST_SESSION"] = str(number)
        os.environ["DATABASE_URL"] = addresses["DATABASE_URL"].replace("/marigold?", f"/marigold_{number}?")


def _free_session() -> int:
    """The first number that no other session of this checkout holds; it is held until the process ends."""
    for number in range(SESSIONS):
        file = os.open(VAR / "test" / f"session-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return number
        os.close(file)
    raise pytest.UsageError(f"{SESSIONS} test sessions of this checkout run already: wait for one to end.")


_prepare()
