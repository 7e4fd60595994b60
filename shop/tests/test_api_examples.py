"""Plays through the API as a shopper would, and keeps what was sent and answered as the examples of the schema.

API_RECORD=1 writes shop/api/examples.json anew; without it the test says when an example no longer looks like an answer.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone

from shop import orders
from shop.api import documents, openapi
from shop.models import Order, Product, User
from shop.tests import factories, shelves
from shop.tests.callers import App, key

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SECRET = re.compile(r"token|secret|totp_url|redirect_url|unused_codes", re.IGNORECASE)
SCHEMA = json.loads(documents.SCHEMA.read_text())
ADDRESS = {"name": "Ines", "line1": "Ring 1", "postcode": "10969", "city": "Berlin", "country": "DE"}
NEVER = {
    "stream_message",
    "send_message",
    "confirm_offer",
    "close_conversation",
    "begin_passkey",
    "add_passkey",
    "rename_passkey",
    "remove_passkeys",
    "begin_passkey_sign_in",
    "sign_in_with_passkey",
    "begin_passkey_factor",
    "send_passkey_factor",
    "get_recovery_codes",
    "make_recovery_codes",
    "activate_totp",
    "deactivate_totp",
    "send_second_factor",
    "confirm_second_factor",
    "verify_email",
    "reset_password",
    "list_recommendations",
    "send_choice",
    "send_feedback",
}
"""What other tests play: the chat, recommendations, second factors."""


class Recorder(App):
    seen: dict[str, dict[str, Any]]

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        answer = super().ask(method, path, body, **headers)
        assert answer.status_code < 300, (method, path, answer.content)
        name = operation(method, path)
        found: dict[str, Any] = (
            {"answers": {str(answer.status_code): plain(answer.json())}} if answer.content else {}
        )
        if body:
            found["request"] = plain(body)
        self.seen.setdefault(name, found)
        return answer


def operation(method: str, path: str) -> str:
    asked = f"/api/v1/{path.partition('?')[0]}"
    for known, operations in SCHEMA["paths"].items():
        if method.lower() in operations and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), asked):
            return operations[method.lower()]["operationId"]
    raise AssertionError(f"{method} {asked} is not in the schema")


def plain(value: Any, name: str = "") -> Any:
    """Without what is anybody's secret, lists cut short."""
    if isinstance(value, dict):
        return {inner: plain(held, inner) for inner, held in value.items()}
    if isinstance(value, list):
        return [plain(one, name) for one in value[:2]]
    return "..." if isinstance(value, str) and value and SECRET.search(name) else value


def look(value: Any) -> Any:
    """The members that an object has."""
    return {name: look(inner) for name, inner in value.items()} if isinstance(value, dict) else None


def shop() -> Product:
    factories.tax()
    factories.delivery()
    kitchen = factories.category("Kitchen")
    factories.category("Mugs", kitchen)
    product = shelves.full_product(kitchen, title="Stone mug", units=50, subtitle="Thrown by hand")
    shelves.full_product(kitchen, title="Wool blanket", units=50)
    shelves.review(product, 5)
    shelves.collection("Slow mornings", [product])
    shelves.article()
    factories.coupon()
    return product


def browse(app: App, product: Product) -> None:
    slug = product.slug
    for path in (
        "products/?limit=1",
        f"products/{slug}/?expand=delivery,reviews,related",
        f"products/{slug}/reviews/",
        "facets/",
        "categories/",
        f"categories/{product.category.slug}/",
        "brands/",
        "brands/aldermoor/",
        "collections/",
        "collections/slow-mornings/",
        "countries/",
        "help/",
        "help/delivery-times/",
        "search/suggestions/?q=mu",
        "chat/",
    ):
        app.get(path)
    found = app.get("search/?q=navy+mug&expand=facets").json()
    click = {"search_id": found["search_id"], "product_slug": slug, "position": 1}
    app.post("search/clicks/", click)
    view = {"id": "0b7f3c5e-54f1-4a0e-9d7b-1f0c8a2f7f11", "kind": "view", "product_id": product.pk}
    app.post("events/", {"events": [{**view, "at": timezone.now().isoformat()}]})


def fill_cart(app: App, product: Product) -> None:
    sku = product.variants.all()[0].sku
    line = app.post("cart/lines/", {"sku": sku, "quantity": 2}).json()["line_id"]
    app.get("cart/")
    app.get("cart/quote/?country=DE&delivery=standard")
    app.patch("cart/", {"country": "DE"}, If_Match="*")
    app.patch(f"cart/lines/{line}/", {"quantity": 1}, If_Match="*")
    app.put("cart/coupon/", {"code": "WELCOME"}, If_Match="*")
    app.delete("cart/coupon/", If_Match="*")
    app.delete(f"cart/lines/{line}/", If_Match="*")
    app.post("cart/lines/", {"sku": sku})


def order(app: App) -> str:
    body = {"email": "ines@example.com", "address": ADDRESS, "delivery": "standard"}
    return app.post("orders/", body, Idempotency_Key=key()).json()["number"]


def buy(app: App, product: Product) -> None:
    first = order(app)
    app.put(f"orders/{first}/address/", {**ADDRESS, "line1": "Ring 2"})
    app.post(f"orders/{first}/payments/", {})
    app.post(f"orders/{first}/payments/return/")
    app.get(f"orders/{first}/?expand=history,payments")
    app.post(f"orders/{first}/cancellation/")
    app.post(f"orders/{first}/again/")
    second = factories.pay(Order.objects.get(number=order(app)))
    orders.ship(second, actor=orders.SYSTEM)
    orders.deliver(second, actor=orders.SYSTEM)
    app.get("orders/")
    review = {"rating": 5, "title": "Solid", "text": "It holds.", "author_name": "Ines"}
    written = app.post("account/reviews/", {**review, "order_line_id": second.lines.get().pk}).json()
    app.get("account/reviews/")
    app.get(f"account/reviews/{written['id']}/")
    app.put(f"account/reviews/{written['id']}/", {**review, "rating": 4}, If_Match=app.tag)
    app.delete(f"account/reviews/{written['id']}/", If_Match="*")


def keep_house(app: App) -> None:
    app.get("account/profile/")
    app.patch("account/profile/", {"name": "Ines"})
    made = app.post("account/addresses/", ADDRESS).json()["id"]
    app.get("account/addresses/")
    app.get(f"account/addresses/{made}/")
    app.put(f"account/addresses/{made}/", {**ADDRESS, "line1": "Ring 3"}, If_Match=app.tag)
    app.put(f"account/addresses/{made}/default/", {})
    app.delete(f"account/addresses/{made}/", If_Match="*")
    device = app.post("devices/", {"platform": "ios", "token": "apns-address"}).json()["key"]
    app.get("devices/")
    app.delete(f"devices/{device}/")


def sign_in(app: App) -> None:
    account = {"email": "ines@example.com", "password": "a longer phrase"}
    app.headers["X-Session-Token"] = app.post("auth/signup/", account).json()["session_token"]
    EmailAddress.objects.update(verified=True)
    app.get("auth/session/")
    app.headers["X-Session-Token"] = app.post("auth/session/rotation/").json()["session_token"]
    app.post("auth/reauthentication/", {"password": account["password"]})
    for path in ("auth/emails/", "auth/authenticators/", "auth/totp/"):
        app.get(path)
    for change in ({"email": "second@example.com"},):
        cache.clear()
        app.post("auth/emails/", change)
        cache.clear()
        app.put("auth/emails/", change)
        EmailAddress.objects.update(verified=True)
        app.patch("auth/emails/", {**change, "primary": True})
        app.delete("auth/emails/", {"email": account["email"]})
    app.post("auth/password/request/", {"email": "second@example.com"})


def leave(app: App) -> None:
    phone = Recorder()
    phone.seen = {}
    account = {"email": "second@example.com", "password": "a longer phrase"}
    phone.post("auth/login/", account)
    app.seen |= {"sign_in": phone.seen["sign_in"]}  # type: ignore[attr-defined]
    listed = app.get("auth/sessions/").json()["items"]
    other = next(one["id"] for one in listed if not one["is_current"])
    app.delete("auth/sessions/", {"sessions": [other]})
    change = {"current_password": account["password"], "new_password": "another long phrase"}
    answer = app.post("auth/password/", change).json()
    app.headers["X-Session-Token"] = answer.get("session_token", app.headers["X-Session-Token"])
    app.delete("auth/session/")


def test_the_examples_are_what_is_answered(alice: User) -> None:
    cache.clear()
    product = shop()
    app = Recorder()
    app.seen = {}
    browse(app, product)
    fill_cart(app, product)
    guests = app.headers["Cart-Token"]
    sign_in(app)
    app.post("cart/merge/", {"cart_token": guests})
    app.headers.pop("Cart-Token", None)
    if not app.get("cart/").json()["lines"]:
        app.post("cart/lines/", {"sku": product.variants.all()[0].sku})
    buy(app, product)
    keep_house(app)
    leave(app)
    told = json.loads(json.dumps(app.seen).replace(settings.SITE_URL, "https://shop.example.com"))
    told = json.loads(json.dumps(told).replace("http://testserver", "https://shop.example.com"))
    every = {one["operationId"] for path in SCHEMA["paths"].values() for one in path.values()}
    assert every - set(told) - NEVER == set(), "play these too"
    if os.environ.get("API_RECORD") == "1":
        openapi.EXAMPLES.write_text(json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    kept = json.loads(openapi.EXAMPLES.read_text())
    assert set(kept) == set(told), "run this test with API_RECORD=1, then manage.py api_schema"
    for name, example in told.items():
        assert {status: look(body) for status, body in example.get("answers", {}).items()} == {
            status: look(body) for status, body in kept[name].get("answers", {}).items()
        }, name
