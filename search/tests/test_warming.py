"""A process is warm after its start, and starts without tables or weights too."""

from __future__ import annotations

import logging
import subprocess
import sys
from functools import partial

import pytest
from django.db import DatabaseError

from language.weights import WeightsMissing
from search import warming
from search.indexing import encoding
from shop.models import Product


def test_the_encoder_is_loaded(shelf: list[Product], monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []

    class Encoder:
        def warm(self) -> None:
            loaded.append(True)

    monkeypatch.setattr(encoding, "load", lambda source: Encoder())
    monkeypatch.setattr(warming.connection, "close", lambda: None)
    warming.warm()
    assert loaded


@pytest.mark.parametrize("error", [DatabaseError("no such table"), WeightsMissing("no weights")])
def test_what_is_missing_is_logged(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(warming.knowledge, "current", fail)
    monkeypatch.setattr(warming.connection, "close", lambda: None)
    with caplog.at_level(logging.WARNING):
        warming.begin(warming.warm).join()
    assert str(error) in caplog.text


ENDS = """
import os, threading
import django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
from search import warming
ended = lambda: (threading.main_thread().join(), print("first ended"))
warming.begin(ended, lambda: print("second ran"))
"""


def test_a_process_that_ends_waits_for_the_step_and_begins_no_other() -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ENDS], capture_output=True, text=True, timeout=120, check=True
    )
    assert ended.stdout.split("\n")[:-1] == ["first ended"]


def test_steps_follow_one_another() -> None:
    taken: list[int] = []
    warming.begin(*(partial(taken.append, number) for number in range(3))).join()
    assert taken == [0, 1, 2]
