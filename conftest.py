"""Starts PostgreSQL and Redis for a test session, apart from the shop's own, and settles the settings it runs with.

The settings load after this module: DJANGO_SETTINGS_MODULE is set here and not in pyproject.toml, because the address
of the database must be known first. The workers of pytest-xdist inherit the environment and start nothing.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from config import services, translations

ROOT = Path(__file__).resolve().parent
SETTINGS = {"MARIGOLD_ENV": "0", "DEBUG": "1", "MARIGOLD_DEMO": "1", "LOG_LEVEL": "WARNING", "PORT": "8000"}
SESSION = contextlib.ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        raise pytest.UsageError(
            "Unset DJANGO_SETTINGS_MODULE: the tests choose their settings and their database."
        )
    try:
        addresses = SESSION.enter_context(services.running(ROOT / "var", durable=False))
    except services.ServiceError as error:
        raise pytest.UsageError(str(error)) from None
    translations.compile_catalogues()
    os.environ.update(
        SETTINGS, MARIGOLD_VAR=str(ROOT / "var" / "test"), DJANGO_SETTINGS_MODULE="config.settings"
    )
    os.environ.update(addresses)


def pytest_unconfigure(config: pytest.Config) -> None:
    SESSION.close()
