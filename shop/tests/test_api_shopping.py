"""Buying and keeping house by the API: carts, orders, payments, addresses, reviews, devices, events; strangers find nothing."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from shop import access, orders
from shop.models import Device, Order, Review, ShopperEvent, Stock, User
from shop.payments.sandbox import provider
from shop.tests import factories, gateways
from shop.tests.callers import App, key, kind_of

pytestmark = pytest.mark.django_db
HOME = {"name": "Ines", "line1": "Ring 1", "city": "Berlin", "postcode": "10969", "country": "DE"}


def order_of(app: App, **changes: Any) -> Any:
    body = {"email": "ines@example.com", "address": HOME, "delivery": "standard", **changes}
    return app.post("orders/", body, Idempotency_Key=key())


@pytest.fixture
def buyer(alice: User) -> App:
    """Alice with two mugs in her cart."""
    factories.tax()
    factories.delivery()
    app = App(alice)
    app.post("cart/lines/", {"variant_id": factories.variant(units=5).pk, "quantity": 2})
    return app


def test_the_cart_tells_what_it_costs_delivered(buyer: App) -> None:
    told = buyer.get("cart/").json()
    assert told["totals"]["total"] == {"amount": "44.70", "currency": "EUR"}
    assert (told["count"], told["is_buyable"], told["delivery"], told["token"]) == (2, True, "standard", None)


def test_more_than_there_are_is_capped_and_then_refused(buyer: App) -> None:
    line = buyer.get("cart/").json()["lines"][0]
    added = buyer.post("cart/lines/", {"sku": line["sku"], "quantity": 9}).json()
    assert (added["quantity"], added["added"], added["is_capped"]) == (5, 3, True)
    assert kind_of(buyer.post("cart/lines/", {"sku": line["sku"]})) == "out-of-stock"
    assert kind_of(buyer.post("cart/lines/", {"sku": "nothing"})) == "not-for-sale"
    assert buyer.post("cart/lines/", {}).json()["errors"][0]["code"] == "one_of"


def test_coupons_are_used_and_taken_off(buyer: App) -> None:
    factories.coupon()
    buyer.get("cart/")
    assert kind_of(buyer.put("cart/coupon/", {"code": "NOTHING"}, If_Match=buyer.tag)) == "coupon-unusable"
    used = buyer.put("cart/coupon/", {"code": "WELCOME"}, If_Match="*").json()
    assert used["totals"]["discount"]["amount"] == "3.98"
    assert buyer.delete("cart/coupon/", If_Match="*").json()["coupon"] is None


def test_an_order_says_why_it_is_refused(buyer: App) -> None:
    assert kind_of(order_of(buyer, delivery="rocket")) == "no-delivery"
    changed = order_of(buyer, expected_total="1.00")
    assert (kind_of(changed), changed.json()["total"]) == ("total-changed", "44.70")
    bad = order_of(buyer, address={**HOME, "postcode": "x"})
    assert [error["pointer"] for error in bad.json()["errors"]] == ["/address/postcode"]
    Stock.objects.update(on_hand=1)
    assert kind_of(order_of(buyer)) == "out-of-stock"
    assert kind_of(order_of(App())) == "empty-cart"
    assert not Order.objects.exists()
    Stock.objects.update(on_hand=5)
    assert order_of(buyer, expected_total="44.70").status_code == 201


def test_an_order_by_the_address_book(buyer: App, bob: User) -> None:
    mine = buyer.post("account/addresses/", HOME).json()["id"]
    theirs = App(bob).post("account/addresses/", {**HOME, "line1": "Elsewhere 2"}).json()["id"]
    body = {"delivery": "standard"}
    refused = buyer.post("orders/", {**body, "address_id": theirs}, Idempotency_Key=key())
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/address_id"]
    made = buyer.post("orders/", {**body, "address_id": mine}, Idempotency_Key=key())
    assert (made.json()["address"]["line1"], made.json()["email"]) == ("Ring 1", "alice@example.com")


def test_a_guest_shows_the_orders_token(buyer: App, bob: User) -> None:
    guest = App()
    guest.post("cart/lines/", {"variant_id": factories.variant().pk})
    made = order_of(guest).json()
    number, token = made["number"], made["token"]
    assert guest.get(f"orders/{number}/").status_code == 404
    assert guest.get(f"orders/{number}/", Order_Token=token).json()["number"] == number
    assert App(bob).get(f"orders/{number}/").status_code == 404
    for forged in (token[:-1], token + "x", "x"):
        assert guest.get(f"orders/{number}/", Order_Token=forged).status_code == 404
    hers = order_of(buyer).json()["number"]
    link = access.token_of(Order.objects.get(number=hers))
    assert guest.get(f"orders/{hers}/", Order_Token=token).status_code == 404
    assert guest.get(f"orders/{hers}/", Order_Token=link).status_code == 404, (
        "an account's order needs the account"
    )


def test_paying_and_coming_back(buyer: App) -> None:
    number = order_of(buyer).json()["number"]
    payment = buyer.post(f"orders/{number}/payments/", {}).json()
    assert payment["redirect_url"].startswith("http://testserver/sandbox-pay/")
    assert buyer.post(f"orders/{number}/payments/", {}).json()["redirect_url"] == payment["redirect_url"]
    ending = buyer.post(f"orders/{number}/payments/return/").json()
    assert ending == {"ending": "undecided", "order_status": "placed"}
    provider.decide(payment["redirect_url"].rstrip("/").rpartition("/")[2], "pay", manner="never")
    assert buyer.post(f"orders/{number}/payments/return/").json() == {
        "ending": "paid",
        "order_status": "paid",
    }
    assert kind_of(buyer.post(f"orders/{number}/payments/", {})) == "order-state"


def test_a_provider_that_does_not_answer_is_told(buyer: App, monkeypatch: pytest.MonkeyPatch) -> None:
    from shop.payments import flow, gateway

    def fail(*args: object, **kwargs: object) -> None:
        raise gateway.Unavailable

    number = order_of(buyer).json()["number"]
    monkeypatch.setattr(flow, "start", fail)
    answer = buyer.post(f"orders/{number}/payments/", {})
    assert (answer.status_code, kind_of(answer)) == (503, "payment-provider-unavailable")
    assert answer["Retry-After"] == "60"


def test_the_payment_page_sends_back_where_the_shop_allows(buyer: App, settings: Any) -> None:
    number = order_of(buyer).json()["number"]
    wish = {"return_url": "marigold://paid"}
    assert buyer.post(f"orders/{number}/payments/", wish).status_code == 422
    settings.API_RETURN_URLS = ["marigold://"]
    assert buyer.post(f"orders/{number}/payments/", {"return_url": "https://elsewhere"}).status_code == 422
    assert buyer.post(f"orders/{number}/payments/", wish).status_code == 201


def test_an_order_is_cancelled_until_it_is_packed(buyer: App) -> None:
    first = order_of(buyer).json()["number"]
    assert buyer.post(f"orders/{first}/cancellation/").json()["status"] == "cancelled"
    buyer.post(f"orders/{first}/again/")
    second = Order.objects.get(number=order_of(buyer).json()["number"])
    gateways.started(second)
    factories.pay(second)
    orders.start_packing(second, actor=orders.SYSTEM)
    refused = buyer.post(f"orders/{second.number}/cancellation/")
    assert (kind_of(refused), refused.json()["order_status"]) == ("order-state", "fulfilling")
    elsewhere = buyer.put(f"orders/{second.number}/address/", HOME)
    assert kind_of(elsewhere) == "order-state"


def test_reviews_are_written_from_delivered_lines_once(alice: User, bob: User) -> None:
    line = factories.delivered_order(alice).lines.get()
    body = {"order_line_id": line.pk, "rating": 5, "author_name": "Alice"}
    assert App(bob).post("account/reviews/", body).status_code == 404
    app = App(alice)
    made = app.post("account/reviews/", body)
    assert (made.status_code, made.json()["status"]) == (201, "pending")
    assert kind_of(app.post("account/reviews/", body)) == "already-reviewed"
    edit = {"rating": 3, "author_name": "Alice"}
    path = f"account/reviews/{made.json()['id']}/"
    assert app.put(path, edit).status_code == 428
    assert app.put(path, edit, If_Match=made["ETag"]).json()["rating"] == 3
    assert app.put(path, edit, If_Match=made["ETag"]).status_code == 412
    assert App(bob).put(path, edit, If_Match="*").status_code == 404
    assert app.delete(path, If_Match="*").status_code == 204
    assert Review.objects.get().status == Review.Status.WITHDRAWN


def test_events_count_once_and_only_of_whom_may_be_followed(alice: User) -> None:
    product = factories.product()
    now = timezone.now()
    event = {"id": str(uuid.uuid4()), "kind": "view", "product_id": product.pk, "at": now.isoformat()}
    late = {**event, "id": str(uuid.uuid4()), "at": (now - timedelta(days=8)).isoformat()}
    gone = {**event, "id": str(uuid.uuid4()), "product_id": 10**9}
    app = App()
    first = app.post("events/", {"events": [event, late, gone]}).json()
    assert (first["accepted"], first["duplicates"]) == (1, 0)
    assert {one["id"] for one in first["rejected"]} == {late["id"], gone["id"]}
    assert app.post("events/", {"events": [event]}).json()["duplicates"] == 1
    assert ShopperEvent.objects.get().visitor == uuid.UUID(app.headers["Visitor-Id"])
    assert App().post("events/", {"events": [event]}).json()["accepted"] == 1, "another's id is another event"
    assert App(visitor=False).post("events/", {"events": [event]}).status_code == 400
    objecting = App().post("events/", {"events": [event]}, **{"Sec-GPC": "1"}).json()
    assert (objecting["accepted"], objecting["is_noted"]) == (0, False)
    User.objects.update(uses_history=False)
    assert App(alice).post("events/", {"events": [event]}).json()["is_noted"] is False
    assert ShopperEvent.objects.count() == 2


def test_a_device_belongs_to_who_signs_in_on_it(alice: User, bob: User) -> None:
    body = {"platform": "android", "token": "fcm-address", "app_version": "1.2"}
    made = App(alice).post("devices/", body)
    assert made.status_code == 201
    assert App(bob).post("devices/", body).status_code == 200
    assert Device.objects.get().user == bob
    path = f"devices/{made.json()['key']}/"
    assert App(alice).delete(path).status_code == 404
    assert App(bob).delete(path).status_code == 204
    guests = App().post("devices/", body).json()["key"]
    assert App(bob).delete(f"devices/{guests}/").status_code == 404
    assert App().delete(f"devices/{guests}/").status_code == 204
