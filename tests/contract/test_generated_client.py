"""A client that openapi-python-client generates from the schema, and nothing else, buys, pays, cancels and reviews."""

from __future__ import annotations

import importlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from django.conf import settings

from shop import orders
from shop.models import Order, Review
from tests.contract.conftest import Shop

PACKAGE = "marigold_api_client"


@pytest.fixture
def client(schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The package, freshly generated."""
    tool = Path(sys.executable).with_name("openapi-python-client")
    target = tmp_path / PACKAGE
    command = [str(tool), "generate", "--path", str(schema), "--output-path", str(target), "--meta", "none"]
    settings_file = tmp_path / "config.yml"
    settings_file.write_text("post_hooks: []\n")
    done = subprocess.run(
        [*command, "--config", str(settings_file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in (done.stdout + done.stderr).lower(), done.stdout
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module(PACKAGE)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


class Phone:
    """An app around the generated package."""

    def __init__(self, package: ModuleType, url: str) -> None:
        self.package, self.url = package, url
        self.kind: Any = package.Client
        self.signed: dict[str, str] = {}

    def _client(self, kind: Any, **more: Any) -> Any:
        headers = {"User-Agent": "Marigold/1.0 (generated)"}
        return kind(base_url=self.url, headers=headers, follow_redirects=False, **more)

    def sign_in(self, token: str) -> None:
        self.kind = self.package.AuthenticatedClient
        self.signed = {"token": token, "prefix": "", "auth_header_name": "X-Session-Token"}

    def model(self, name: str, /, **values: Any) -> Any:
        return getattr(importlib.import_module(f"{PACKAGE}.models"), name)(**values)

    def call(self, tag: str, operation: str, /, *, expect: int = 200, **arguments: Any) -> Any:
        module = importlib.import_module(f"{PACKAGE}.api.{tag}.{operation}")
        with self._client(self.kind, **self.signed) as http:
            answer = module.sync_detailed(client=http, **arguments)
        assert answer.status_code == expect, answer.content
        self.headers = answer.headers
        return answer.parsed


def key() -> str:
    return str(uuid.uuid4())


def pay(redirect_url: str, shop: Shop) -> None:
    """What the shopper does in the browser that the app opens."""
    with httpx.Client(base_url=shop.url, follow_redirects=False) as browser:
        page = browser.get(redirect_url)
        assert page.status_code == 200
        token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        sent = browser.post(
            f"{redirect_url}decide/",
            data={"decision": "pay", "manner": "never", "csrfmiddlewaretoken": token},
            headers={"Referer": redirect_url},
        )
        assert sent.status_code == 302


def bought(phone: Phone, shop: Shop, quantity: int) -> Any:
    """From the list to an order that is paid."""
    page = phone.call("catalogue", "list_products", limit=2)
    product = phone.call("catalogue", "get_product", slug=page.items[0].slug)
    variant = next(one for one in product.variants if one.available >= quantity)
    line = phone.model("LineIn", sku=variant.sku, quantity=quantity)
    added = phone.call("cart", "add_to_cart", expect=201, body=line, idempotency_key=key())
    edit = phone.model("QuantityIn", quantity=quantity)
    cart = phone.call("cart", "change_cart_line", id=added.line_id, body=edit, if_match=phone.headers["ETag"])
    address = phone.model(
        "AddressIn", name="Ines", line1="Ring 1", city="Berlin", postcode="10969", country="DE"
    )
    asked = phone.model(
        "OrderIn",
        address=address,
        delivery=cart.delivery_options[0].code,
        expected_total=cart.totals.total.amount,
    )
    once = key()
    order = phone.call("checkout", "place_order", expect=201, body=asked, idempotency_key=once)
    again = phone.call("checkout", "place_order", expect=201, body=asked, idempotency_key=once)
    assert again.number == order.number
    payment = phone.call(
        "payments", "start_payment", expect=201, number=order.number, body=phone.model("PaymentIn")
    )
    pay(payment.redirect_url, shop)
    back = phone.call("payments", "return_from_payment", number=order.number)
    assert (back.ending.value, back.order_status.value) == ("paid", "paid")
    return order


def test_a_purchase_a_cancellation_and_a_review(client: ModuleType, shop: Shop) -> None:
    phone = Phone(client, shop.url)
    new = phone.model("SignupIn", email="ines@example.com", password="a longer phrase")
    phone.sign_in(phone.call("sign_in", "sign_up", body=new).session_token)

    first = bought(phone, shop, 2)
    cancelled = phone.call("orders", "cancel_order", number=first.number)
    assert cancelled.status.value == "cancelled"
    refused = phone.call("orders", "cancel_order", expect=409, number=first.number)
    assert refused.type_ == f"{settings.SITE_URL}/api/problems/order-state/"

    second = bought(phone, shop, 1)
    order = Order.objects.get(number=second.number)
    orders.ship(order, actor=orders.SYSTEM)
    orders.deliver(order, actor=orders.SYSTEM)
    [line] = phone.call("orders", "get_order", number=second.number, expand="history").lines
    review = phone.model("ReviewIn", order_line_id=line.id, rating=5, text="It holds.", author_name="Ines")
    written = phone.call("reviews", "write_review", expect=201, body=review, idempotency_key=key())
    edit = phone.model("ReviewEdit", rating=4, text="It holds well.", author_name="Ines")
    tag = phone.headers["ETag"]
    phone.call("reviews", "change_review", id=written.id, body=edit, if_match=tag)
    late = phone.call("reviews", "change_review", expect=412, id=written.id, body=edit, if_match=tag)
    assert late.type_.endswith("/precondition-failed/")
    assert Review.objects.get(pk=written.id).rating == 4
    listed = phone.call("orders", "list_orders")
    assert [one.number for one in listed.items] == [second.number, first.number]
