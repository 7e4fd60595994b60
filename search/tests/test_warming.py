"""A process is warm after its start, and starts without tables or weights too."""

from __future__ import annotations

import logging

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
        warming.begin().join()
    assert str(error) in caplog.text
