"""The API before a real server, as apps meet it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer

from recommendations import memory
from recommendations.ranking import knowledge
from shop import cart
from shop.api import documents
from shop.models import Product, User, Variant
from shop.tests import factories, shelves
from shop.tests.callers import session_of


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/contract/" in str(item.path):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """The server is a thread of this process: neither it nor Redis remembers which version or products another test had."""
    cache.clear()
    memory.forget()
    knowledge.forget()
    yield
    knowledge.forget()


@dataclass(frozen=True)
class Shop:
    """A shop with goods of every kind, and Alice, who has ordered."""

    url: str
    alice: User
    product: Product
    variant: Variant
    names: dict[str, str] = field(default_factory=dict)

    @property
    def token(self) -> str:
        return session_of(self.alice)


@pytest.fixture
def shop(live_server: LiveServer) -> Shop:
    factories.tax()
    factories.delivery()
    kitchen = factories.category("Kitchen")
    products = [
        shelves.full_product(kitchen, title=f"Stone mug {number}", units=100_000) for number in range(3)
    ]
    shelves.review(products[0], 5)
    shelves.collection("Slow mornings", products)
    shelves.article()
    alice = factories.user("alice@example.com", name="Alice Moreau")
    variant = products[0].variants.get(position=0)
    order = factories.delivered_order(alice, variants=[variant], quantity=1)
    cart.add(factories.owner(alice), variant_id=variant.pk)
    names = {"delivered": order.number, "line": str(order.lines.get().pk)}
    return Shop(live_server.url, alice, products[0], variant, names)


@pytest.fixture
def schema(tmp_path: Path, live_server: LiveServer) -> Path:
    """The committed schema at the server's address."""
    told = json.loads(documents.SCHEMA.read_text())
    told["servers"] = [{"url": live_server.url}]
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(told))
    return path
