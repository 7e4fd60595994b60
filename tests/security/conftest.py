"""One shop for all tests of a module; what a request writes is undone after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.security import state
from tests.security import world as worlds


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    with django_db_blocker.unblock(), state.undone():
        yield worlds.build()
