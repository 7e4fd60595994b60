"""Log lines: whole in JSON, readable on a terminal, without secrets and without tracebacks of what is no error."""

from __future__ import annotations

import json
import logging
import sys
from logging.config import DictConfigurator

import pytest

from config import logs


def formatter(*, as_json: bool) -> logging.Formatter:
    configured = logs.configuration(as_json=as_json, level="INFO")["formatters"]["structured"]
    return DictConfigurator({"version": 1}).configure_formatter(configured)  # type: ignore[no-any-return]


def record(status: int | None = None) -> logging.LogRecord:
    password = "swordfish"  # noqa: F841 - a local variable of the function that fails
    try:
        raise ValueError("no such basket")
    except ValueError:
        made = logging.LogRecord(
            "django.request", logging.WARNING, __file__, 1, "Gone: %s", ("/x/",), sys.exc_info()
        )
    if status is not None:
        made.status_code = status
    return made


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("status", [None, 500])
def test_an_error_is_told_with_its_traceback_and_no_local_variables(
    as_json: bool, status: int | None
) -> None:
    line = formatter(as_json=as_json).format(record(status))
    assert "no such basket" in line
    assert "Traceback (most recent call last)" in line
    assert "swordfish" not in line


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("status", [403, 404])
def test_what_is_not_there_or_not_for_everybody_is_one_short_line(as_json: bool, status: int) -> None:
    line = formatter(as_json=as_json).format(record(status))
    assert "Gone: /x/" in line
    assert "Traceback" not in line


def test_each_line_is_one_json_object() -> None:
    line = formatter(as_json=True).format(record(500))
    said = json.loads(line)
    assert (said["event"], said["level"], said["logger"]) == ("Gone: /x/", "warning", "django.request")
    assert said["exception"].endswith("ValueError: no such basket")
