"""Plays through the API as a shopper would, and keeps what was sent and answered as the examples of the schema.

API_RECORD=1 writes shop/api/examples.json anew; without it the test says when an example no longer looks like an answer.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

import jsonschema
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone

from recommendations.tests.conftest import teach
from shop import orders
from shop.api import documents, openapi
from shop.models import Order, Product
from shop.tests import factories, shelves
from shop.tests.callers import App, key
from shop.tests.passkeys import SecurityKey

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SECRET = re.compile(
    r"token|secret|totp_url|redirect_url|unused_codes|challenge|signature|attestationObject",
    re.IGNORECASE,
)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SCHEMA = json.loads(documents.SCHEMA.read_text())
ADDRESS = {"name": "Ines", "line1": "Ring 1", "postcode": "10969", "city": "Berlin", "country": "DE"}


class Recorder(App):
    seen: dict[str, dict[str, Any]]

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        answer = super().ask(method, path, body, **headers)
        cache.clear()  # sign-ins are counted there, and codes that were used
        assert answer.status_code < 300, (method, path, answer.content)
        told = first_sentence(answer) if answer.streaming else answer.content and answer.json()
        found: dict[str, Any] = {"answers": {str(answer.status_code): plain(told)}} if told else {}
        if body is not None:
            found["request"] = plain(body)
        kept = self.seen.setdefault(operation(method, path), found)
        kept["answers"] = found.get("answers", {}) | kept.get("answers", {})
        return answer

    def proceed(self, answer: HttpResponse) -> None:
        """Go on with the session that the answer gave."""
        self.headers["X-Session-Token"] = answer.json().get("session_token", self.headers["X-Session-Token"])


def first_sentence(answer: Any) -> dict[str, str]:
    """One event of a stream."""
    frames = [frame.splitlines() for frame in answer.getvalue().decode().strip().split("\n\n")]
    told = [{"event": name[7:], "data": data[6:]} for name, data in frames]
    return next(one for one in told if one["event"] == "sentence")


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
    return "..." if isinstance(value, str) and value and is_secret(name, value) else value


def is_secret(name: str, value: str) -> bool:
    """Keys of e-mails are; those that name a registration look like any UUID."""
    return bool(SECRET.search(name) or (name == "key" and not UUID.fullmatch(value)))


def look(value: Any) -> Any:
    """The members that an object has."""
    return {name: look(inner) for name, inner in value.items()} if isinstance(value, dict) else None


def shop() -> Product:
    factories.tax()
    factories.delivery()
    kitchen = factories.category("Kitchen")
    factories.category("Mugs", kitchen)
    product = shelves.full_product(kitchen, title="Stone mug", units=50, subtitle="Thrown by hand")
    others = [shelves.full_product(kitchen, title=f"Wool blanket {size}", units=50) for size in range(1, 12)]
    teach([product, *others])
    shelves.review(product, 5)
    shelves.collection("Slow mornings", [product])
    shelves.article()
    factories.coupon()
    return product


def browse(app: App, product: Product) -> None:
    slug = product.slug
    for path in (
        "",
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


def talk(app: Recorder, product: Product) -> None:
    """An offer is confirmed; a guest, who is known by a token, reads along."""
    number = order_of(app, product)
    offered = app.post("chat/messages/", {"text": f"Cancel order {number}", "product_id": product.pk}).json()
    app.post("chat/stream/", {"text": "How long does delivery take?"})
    app.post("chat/confirmations/", {"token": offered["actions"][0]["token"]})
    app.get("chat/")
    app.delete("chat/")


def choose(app: Recorder) -> None:
    """From a shelf of suggestions."""
    shelf = app.get("recommendations/home/").json()["shelves"][0]
    first = shelf["items"][0]
    app.post("recommendations/choices/", {"shelf_id": shelf["id"], "product_slug": first["product"]["slug"]})
    app.post("recommendations/feedback/", {"token": first["token"], "say": "up"})


def order_of(app: Recorder, product: Product) -> str:
    app.post("cart/lines/", {"sku": product.variants.all()[0].sku})
    return order(app)


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
    app.post("devices/", {"platform": "ios", "token": "apns-address"})
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
    change = {"email": "second@example.com"}
    app.post("auth/emails/", change)
    app.put("auth/emails/", change)
    EmailAddress.objects.update(verified=True)
    app.patch("auth/emails/", {**change, "primary": True})
    app.delete("auth/emails/", {"email": account["email"]})
    app.post("auth/password/request/", {"email": "second@example.com"})


def key_of_mail(kind: str) -> str:
    found = re.search(rf"/{kind}/([^/\s]+)/", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def half(email: str) -> Recorder:
    """A device on which the password is right, and the second step is still to be taken."""
    phone = Recorder()
    phone.seen = {}
    answer = App.ask(phone, "POST", "auth/login/", {"email": email, "password": PASSWORD})
    cache.clear()
    assert answer.status_code == 401
    phone.headers["X-Session-Token"] = answer.json()["session_token"]
    return phone


def secure(app: Recorder) -> None:
    """Verification, a new password by mail, an authenticator app, passkeys, and signing in with each."""
    email = "noor@example.com"
    app.headers.pop("X-Session-Token")
    App.ask(app, "POST", "auth/signup/", {"email": email, "password": PASSWORD})
    app.post("auth/emails/verification/", {"key": key_of_mail("confirm-email")})
    app.post("auth/password/request/", {"email": email})
    app.post("auth/password/reset/", {"key": key_of_mail("password/reset/key"), "password": PASSWORD})
    app.headers["X-Session-Token"] = app.post("auth/login/", {"email": email, "password": PASSWORD}).json()[
        "session_token"
    ]
    app.post("auth/reauthentication/", {"password": PASSWORD})
    secret = App.get(app, "auth/totp/").json()["secret"]
    cache.clear()
    app.post("auth/totp/", {"code": code_of(secret)})
    App.get(app, "auth/recovery-codes/")
    app.post("auth/recovery-codes/")
    codes = App.get(app, "auth/recovery-codes/").json()["unused_codes"]
    app.get("auth/recovery-codes/")
    app.post("auth/second-factor/confirmation/", {"code": codes[0]})
    key = SecurityKey()
    options = app.get("auth/passkeys/").json()["creation_options"]
    made = app.post("auth/passkeys/", {"name": "Phone", "credential": key.create(options)}).json()["id"]
    app.get("auth/authenticators/")
    app.put("auth/passkeys/", {"id": made, "name": "Noor's phone"})
    alone = Recorder()
    alone.seen = app.seen
    begun = alone.get("auth/passkeys/login/").json()
    alone.headers["X-Session-Token"] = begun["session_token"]
    alone.post("auth/passkeys/login/", {"credential": key.get(begun["request_options"])})
    phone = half(email)
    options = phone.get("auth/passkeys/second-factor/").json()["request_options"]
    phone.post("auth/passkeys/second-factor/", {"credential": key.get(options)})
    other = half(email)
    other.post("auth/second-factor/", {"code": codes[1]})
    app.seen |= phone.seen | other.seen
    app.delete("auth/passkeys/", {"authenticators": [made]})
    app.delete("auth/totp/")


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


def test_the_examples_are_what_is_answered() -> None:
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
    talk(app, product)
    choose(app)
    leave(app)
    secure(app)
    told = json.loads(json.dumps(app.seen).replace(settings.SITE_URL, "https://shop.example.com"))
    told = json.loads(json.dumps(told).replace("http://testserver", "https://shop.example.com"))
    every = {one["operationId"] for path in SCHEMA["paths"].values() for one in path.values()}
    assert every - set(told) == set(), "play these too"
    if os.environ.get("API_RECORD") == "1":
        openapi.EXAMPLES.write_text(json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    kept = json.loads(openapi.EXAMPLES.read_text())
    assert set(kept) == set(told), "run this test with API_RECORD=1, then manage.py api_schema"
    for name, example in told.items():
        assert {status: look(body) for status, body in example.get("answers", {}).items()} == {
            status: look(body) for status, body in kept[name].get("answers", {}).items()
        }, name


BODIES = [
    (operation, f"request of {operation['operationId']}", operation["requestBody"]["content"])
    for path in SCHEMA["paths"].values()
    for operation in path.values()
    if "requestBody" in operation
] + [
    (operation, f"{status} of {operation['operationId']}", answer["content"])
    for path in SCHEMA["paths"].values()
    for operation in path.values()
    for status, answer in operation["responses"].items()
    if status < "300" and "content" in answer
]


@pytest.mark.parametrize(("operation", "which", "contents"), BODIES, ids=[which for _, which, _ in BODIES])
def test_every_body_has_an_example_that_its_schema_allows(operation: Any, which: str, contents: Any) -> None:
    assert contents, which
    for content in contents.values():
        assert content.get("examples"), f"{which}: play it in this module, with API_RECORD=1"
        for example in content["examples"].values():
            assert wrong(example["value"], content["schema"]) == [], which


def wrong(value: Any, schema: Any) -> list[str]:
    """What the schema does not allow in it; formats are looked at too."""
    whole = {**schema, "components": SCHEMA["components"]}
    validator = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_an_example_that_does_not_fit_is_noticed() -> None:
    [(_, _, contents)] = [one for one in BODIES if one[1] == "200 of get_profile"]
    [content] = contents.values()
    [example] = content["examples"].values()
    for change in ({"email": "nobody"}, {"uses_history": "yes"}, {"joined_at": None}):
        assert wrong({**example["value"], **change}, content["schema"]), change
    assert wrong({}, content["schema"])
