"""What all resources do alike: problems, parameters, versions, repetition, limits, cursors, shape, headers."""

from __future__ import annotations

import gzip
import json
import logging
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from shop import cart, replies
from shop.api import catalogue, kinds, limits
from shop.api.limits import Rate
from shop.models import Cart, CartLine, KeptReply, Product, User
from shop.tests import factories, shelves
from shop.tests.callers import App, key, kind_of, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def app() -> App:
    return App()


def test_whatever_is_not_there_is_a_problem(app: App) -> None:
    for path in ("nothing/", "products/nothing/", "orders/M-1/", "cart", "/api/v2/products/"):
        assert kind_of(app.get(path)) == "not-found", path
    refused = app.put("products/", {})
    assert (kind_of(refused), refused["Allow"]) == ("method-not-allowed", "GET, HEAD, OPTIONS")
    assert kind_of(app.get("products/?brand=" + "x" * 201)) == "invalid-parameter"
    for wrong in ("brands/?nonsense=1", "cart/lines/", "chat/messages/"):
        answer = App().ask("TRACE", wrong, Idempotency_Key="short", Chat_Token="nonsense")
        assert (answer.status_code, kind_of(answer)) == (405, "method-not-allowed"), wrong


def test_a_failure_of_ours_tells_nothing(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(catalogue.keyset, "after", fail)
    with caplog.at_level(logging.ERROR):
        answer = app.get("products/")
    assert (answer.status_code, kind_of(answer)) == (500, "internal-error")
    assert "secret" not in answer.text
    assert "a secret" in caplog.text


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1&limit=2", "limit"),
        ("colour=Navy", "colour"),
        ("sort=best", "sort"),
        ("in_stock=1", "in_stock"),
        ("min_price=cheap", "min_price"),
        ("attribute=colour", "attribute"),
        ("range=weight:..", "range"),
        ("category=nothing", "category"),
        ("collection=nothing", "collection"),
        ("fields=nothing", "fields"),
        ("brand=%00", "brand"),
        ("cursor=abc", ""),
    ],
)
def test_a_wrong_parameter_is_named(app: App, query: str, name: str) -> None:
    factories.product()
    answer = app.get(f"products/?{query}")
    assert answer.status_code == 400
    if name:
        assert [error["parameter"] for error in answer.json()["errors"]] == [name]
    else:
        assert kind_of(answer) == "invalid-cursor"


def test_errors_point_into_the_body(app: App) -> None:
    answer = app.post("cart/lines/", {"variant_id": "x", "quantity": 0})
    assert (answer.status_code, kind_of(answer)) == (422, "validation-failed")
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {
        "/variant_id": "invalid",
        "/quantity": "min_value",
    }
    batch = {"events": [{"id": "x", "kind": "view", "product_id": 1, "at": "yesterday"}]}
    assert {error["pointer"] for error in app.post("events/", batch).json()["errors"]} == {
        "/events/0/id",
        "/events/0/at",
    }


def test_bodies_that_are_no_objects_are_refused(app: App) -> None:
    post = app.client.post
    for body, media_type, kind in (
        ("{", "application/json", "malformed-request"),
        ("[]", "application/json", "malformed-request"),
        ("a=1", "application/x-www-form-urlencoded", "unsupported-media-type"),
        ("x" * 300_000, "application/json", "payload-too-large"),
    ):
        assert kind_of(post("/api/v1/cart/lines/", body, content_type=media_type)) == kind
    assert kind_of(app.get("products/", Accept="text/html")) == "not-acceptable"
    assert kind_of(app.get("products/", Accept_Currency="XTS")) == "currency-not-offered"
    assert app.get("products/", Accept_Currency=settings.CURRENCY).status_code == 200


def test_cookies_open_nothing(alice: User) -> None:
    browser = Client()
    browser.force_login(alice)
    assert browser.get("/account/").status_code == 200
    assert browser.get("/api/v1/account/profile/").status_code == 401
    assert App(alice).get("account/profile/").json()["email"] == alice.email


def test_no_other_site_may_read(app: App) -> None:
    answer = app.get("products/", Origin="https://elsewhere.example.com")
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_reads_have_tags(app: App) -> None:
    product = factories.product()
    first = app.get(f"products/{product.slug}/")
    assert app.get(f"products/{product.slug}/", If_None_Match=first["ETag"]).status_code == 304
    assert app.get(f"products/{product.slug}/", If_None_Match=f"W/{first['ETag']}").status_code == 304
    assert app.get(f"products/{product.slug}/", If_None_Match='"x"').status_code == 200
    Product.objects.update(title="Another")
    assert app.get(f"products/{product.slug}/", If_None_Match=first["ETag"]).status_code == 200


def test_edits_name_their_version(app: App) -> None:
    line = app.post("cart/lines/", {"variant_id": factories.variant().pk}).json()["line_id"]
    assert kind_of(app.patch(f"cart/lines/{line}/", {"quantity": 3})) == "precondition-required"
    before = app.tag
    assert app.patch(f"cart/lines/{line}/", {"quantity": 3}, If_Match=before).status_code == 200
    late = app.patch(f"cart/lines/{line}/", {"quantity": 5}, If_Match=before)
    assert (late.status_code, kind_of(late)) == (412, "precondition-failed")
    assert CartLine.objects.get().quantity == 3
    assert app.patch(f"cart/lines/{line}/", {"quantity": 5}, If_Match=late["ETag"]).status_code == 200
    assert app.get("cart/")["ETag"] == app.tag


@pytest.mark.parametrize("given", ['"two words"', '"a" "b"', '"a"\t', "*, \x80", "x" * 201])
def test_a_version_that_cannot_be_one_is_told_apart_from_an_old_one(app: App, given: str) -> None:
    line = app.post("cart/lines/", {"variant_id": factories.variant().pk}).json()["line_id"]
    path, body = f"cart/lines/{line}/", {"quantity": 3}
    refused = app.patch(path, body, If_Match=f"{given},")
    assert (refused.status_code, kind_of(refused)) == (400, "invalid-parameter")
    assert [one["parameter"] for one in refused.json()["errors"]] == ["If-Match"]
    assert app.patch(path, body, If_Match='"*"').status_code == 412
    assert app.patch(path, body, If_Match=f'"of-old", {app.tag}').status_code == 200
    assert app.patch(path, body, If_Match=" * ").status_code == 200


def test_a_repetition_gets_the_same_answer_and_adds_nothing(app: App) -> None:
    variant = factories.variant()
    once = key()
    body = {"variant_id": variant.pk, "quantity": 2}
    owner = App()
    owner.post("cart/lines/", {"variant_id": variant.pk})
    first = owner.post("cart/lines/", body, Idempotency_Key=once)
    again = owner.post("cart/lines/", body, Idempotency_Key=once)
    assert (again.status_code, again.content) == (201, first.content)
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert CartLine.objects.get().quantity == 3
    owner.post("cart/lines/", body)
    assert CartLine.objects.get().quantity == 5, "without a key the same request adds again"


def test_a_key_is_for_one_request_of_one_asker(alice: User, bob: User) -> None:
    variant, once = factories.variant(), key()
    mine, other = App(alice), App(bob)
    mine.post("cart/lines/", {"variant_id": variant.pk}, Idempotency_Key=once)
    reused = mine.post("cart/lines/", {"variant_id": variant.pk, "quantity": 2}, Idempotency_Key=once)
    assert (reused.status_code, kind_of(reused)) == (422, "idempotency-key-reused")
    empty = mine.post("cart/lines/", {"variant_id": variant.pk}, Idempotency_Key=once, Cart_Token="")
    assert kind_of(empty) == "idempotency-key-reused", "an empty token is another one than none"
    assert "Idempotency-Replayed" not in other.post(
        "cart/lines/", {"variant_id": variant.pk}, Idempotency_Key=once
    )
    assert set(CartLine.objects.values_list("cart__user", "quantity")) == {(alice.pk, 1), (bob.pk, 1)}
    for wrong in ("short", "a key of several words", "x" * 201):
        assert mine.post("cart/lines/", {"variant_id": variant.pk}, Idempotency_Key=wrong).status_code == 400


def test_an_error_is_not_kept(app: App) -> None:
    variant, once = factories.variant(units=0), key()
    assert (
        kind_of(app.post("cart/lines/", {"variant_id": variant.pk}, Idempotency_Key=once)) == "out-of-stock"
    )
    variant.stock.__class__.objects.update(on_hand=5)
    assert app.post("cart/lines/", {"variant_id": variant.pk}, Idempotency_Key=once).status_code == 201


def test_what_is_kept_cannot_be_read_and_is_forgotten(alice: User) -> None:
    app = App(alice)
    body = {"variant_id": factories.variant().pk}
    app.post("cart/lines/", body, Idempotency_Key="0123456789abcdef")
    row = KeptReply.objects.get()
    assert b"line_id" not in bytes(row.sealed)
    assert "0123456789abcdef" not in f"{row.name} {row.fingerprint}"
    KeptReply.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in app.post("cart/lines/", body, Idempotency_Key="0123456789abcdef")
    KeptReply.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert replies.prune() == 1


def test_a_write_that_fails_at_the_end_writes_nothing(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    variant = factories.variant()
    with monkeypatch.context() as patch:
        patch.setattr("shop.checkout.quote", fail)
        assert app.post("cart/lines/", {"variant_id": variant.pk}).status_code == 500
        assert not Cart.objects.exists()
        cart.add(cart.Owner(None, None), variant_id=variant.pk)  # outside our transaction the addition stays
    assert Cart.objects.exists()


def test_the_limit_is_told_and_kept() -> None:
    app = App(address="192.0.2.1")
    with override_settings(API_RATES={**settings.API_RATES, "read": 3}):
        answers = [app.get("countries/") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert [answer["RateLimit"].partition(";t=")[0] for answer in answers] == [
            '"read";r=2',
            '"read";r=1',
            '"read";r=0',
            '"read";r=0',
        ]
        assert answers[0]["RateLimit-Policy"] == '"read";q=3;w=60'
        assert 0 < int(answers[3]["Retry-After"]) <= 20
        assert kind_of(answers[3]) == "too-many-requests"
        assert app.get("countries/", **{"X-Session-Token": session_of(factories.user())}).status_code == 200
        assert App(address="192.0.2.2").get("countries/").status_code == 200


def test_without_redis_this_process_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError

    monkeypatch.setattr(limits, "_script", fail)
    rate = Rate(name=key(), most=2)
    assert [limits.take(rate, "somebody").passed for _ in range(3)] == [True, True, False]
    assert limits.take(rate, "somebody else").passed


def test_lists_go_on_where_they_ended_whatever_is_added_meanwhile(app: App) -> None:
    for number in range(5):
        factories.product(f"Mug {number}", price=f"{10 + number}.00")
    for sort in ("newest", "price", "-price", "popular", "rating"):
        whole = [one["id"] for one in app.get(f"products/?sort={sort}").json()["items"]]
        first = app.get(f"products/?sort={sort}&limit=2").json()
        seen = [one["id"] for one in first["items"]]
        new = factories.product("Between", price="10.50" if sort == "price" else "99.00")
        following = first["next"]
        while following:
            page = app.get(following.replace("http://testserver", "")).json()
            seen += [one["id"] for one in page["items"]]
            following = page["next"]
        assert [one for one in seen if one != new.pk] == whole, sort
        assert len(seen) == len(set(seen))
        new.delete()


def test_paging_by_number_would_repeat_an_item(app: App) -> None:
    """Negative control: what the cursors are for."""
    shown = [factories.product(f"Mug {number}").pk for number in range(4)][::-1]
    newest = Product.objects.order_by("-published_at", "-pk").values_list("pk", flat=True)
    first = list(newest[:2])
    factories.product("Between")
    assert set(newest[2:4]) & set(first)
    assert first == shown[:2]


def test_a_cursor_is_good_for_its_list_only(app: App) -> None:
    for _ in range(3):
        factories.product()
    cursor = app.get("products/?limit=1").json()["next"].partition("cursor=")[2]
    assert app.get(f"products/?limit=2&cursor={cursor}").status_code == 200
    assert kind_of(app.get(f"products/?sort=price&cursor={cursor}")) == "invalid-cursor"
    assert kind_of(app.get(f"brands/?cursor={cursor}")) == "invalid-cursor"
    assert kind_of(app.get(f"products/?limit=2&cursor={cursor[:-1]}")) == "invalid-cursor"


def test_answers_have_the_members_asked_for(app: App) -> None:
    shelves.full_product(factories.category())
    item = app.get("products/?fields=id,price.amount").json()["items"][0]
    assert item == {"id": item["id"], "price": {"amount": "24.00"}}
    slug = Product.objects.get().slug
    assert set(app.get(f"products/{slug}/?fields=title").json()) == {"title"}
    plain = app.get(f"products/{slug}/").json()
    assert (plain["reviews"], plain["related"]) == (None, None)
    assert app.get(f"products/{slug}/?expand=reviews,related").json()["reviews"] == []
    assert app.get(f"products/{slug}/?expand=everything").status_code == 400


def test_texts_follow_the_language_asked_for(app: App) -> None:
    assert app.get("cart/quote/?country=XX").json()["detail"] == "The shop does not deliver there."
    chinese = app.get("cart/quote/?country=XX", Accept_Language="zh-hans")
    assert chinese.json()["detail"] == "本店不送往那里。"
    assert "Accept-Language" in chinese["Vary"]


def test_a_page_of_products_is_small(app: App) -> None:
    category = factories.category()
    for _ in range(24):
        shelves.full_product(category)
    answer = app.get("products/", Accept_Encoding="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(answer.content))["items"]) == 24
    assert len(answer.content) < 30_000


def queries(app: App, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert app.get(path).status_code == 200
    asked = [one["sql"] for one in found if "SAVEPOINT" not in one["sql"]]  # of the test's own transaction
    return len(asked)


@pytest.mark.parametrize(("path", "budget"), [("products/", 6), ("products/{slug}/", 6), ("orders/", 6)])
def test_queries_are_as_many_for_twenty_rows_as_for_two(alice: User, path: str, budget: int) -> None:
    category, app = factories.category(), App(alice)
    factories.delivery()
    counts = []
    for rows in (2, 18):
        for _ in range(rows):
            product = shelves.full_product(category)
            factories.placed_order(alice, variants=list(product.variants.all())[:1], quantity=1)
        shelves.review(product, 5)
        counts.append(queries(app, path.format(slug=product.slug)))
    assert counts[0] == counts[1] <= budget


def test_every_kind_of_problem_is_raised_somewhere_and_has_a_page(app: App) -> None:
    for slug, kind in kinds.ALL.items():
        page = app.client.get(f"/api/problems/{slug}/")
        assert page.status_code == 200
        assert kind.title in page.text
    assert get_resolver().resolve("/api/problems/").view_name == "api_problems"
