"""The cast: Alice buys, Bob is another buyer, Mallory attacks, Sam is staff."""

from __future__ import annotations

import pytest

from shop.models import User
from shop.tests import factories


@pytest.fixture
def alice(db: None) -> User:
    return factories.user("alice@example.com", name="Alice Moreau")


@pytest.fixture
def bob(db: None) -> User:
    return factories.user("bob@example.com", name="Bob Lindqvist")


@pytest.fixture
def mallory(db: None) -> User:
    return factories.user("mallory@example.com", name="Mallory")


@pytest.fixture
def sam(db: None) -> User:
    return factories.user("sam@example.com", name="Sam", is_staff=True)
