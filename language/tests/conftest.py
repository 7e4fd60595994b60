from __future__ import annotations

from pathlib import Path

import pytest

from language.tests.small import make_weights, make_writer


@pytest.fixture(scope="session")
def small_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of very small random weights; tests that change it make their own."""
    return make_weights(tmp_path_factory.mktemp("weights") / "small")


@pytest.fixture(scope="session")
def small_writer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a very small writer with random weights."""
    return make_writer(tmp_path_factory.mktemp("weights") / "small-writer")
