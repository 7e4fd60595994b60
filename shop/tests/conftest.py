"""The cast: Alice buys, Bob is another buyer, Mallory attacks, Sam is staff."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import zeal
from django.apps import apps
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from zeal.constants import initialize_app_registry
from zeal.patch import patch

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


@pytest.fixture
def owner(client: Client, db: None) -> User:
    """The owner of the shop, logged in."""
    user = User.objects.create_superuser("owner@example.com", "correct horse battery", name="Olga")
    client.force_login(user)
    return user


@pytest.fixture
def staff(client: Client, sam: User) -> Callable[..., User]:
    """Sam, logged in, with the roles named."""

    def enter(*roles: str) -> User:
        sam.groups.set(Group.objects.filter(name__in=roles))
        client.force_login(sam)
        return sam

    return enter


@cache
def _watch() -> None:
    """Once a process: apps that import these fixtures have copies of them, and patched twice every query counts twice."""
    if not apps.is_installed("zeal"):
        initialize_app_registry()
        patch()


@pytest.fixture(scope="session")
def zeal_installed() -> None:
    """What zeal's app does when it is among the installed ones."""
    _watch()


class WatchedClient(Client):
    """Raises zeal.NPlusOneError when one request repeats a query for each row of a list."""

    def request(self, **request: Any) -> HttpResponse:
        with zeal.zeal_context():
            return super().request(**request)


@pytest.fixture
def browser(zeal_installed: None) -> Client:
    """A person's browser, watched for repeated queries."""
    return WatchedClient(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
