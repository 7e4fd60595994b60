"""Your data: everything of an account can be taken along, and nothing names the person after it was erased."""

from __future__ import annotations

import json
import re

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from shop import activity, addresses, identity, orders, privacy, reviews
from shop.activity import Shopper
from shop.models import Order, OrderEvent, Review, ShopperEvent, User
from shop.tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SECRETS = ("Lindenstraße 12", "alice@example.com", "Alice Moreau", "a canary in the review", "canary words")


@pytest.fixture(autouse=True)
def _no_memory(db: None) -> None:
    cache.clear()


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def lived(user: User) -> Order:
    """An order that arrived, a review of it, an address, a history."""
    order = factories.delivered_order(user)
    product = order.lines.get().product
    assert product
    reviews.write(
        user,
        product=product,
        rating=5,
        title="Good",
        text="a canary in the review",
        author_name="Alice Moreau",
    )
    addresses.save(user, factories.ADDRESS)
    shopper = Shopper(user_id=user.pk, visitor=None)
    activity.record(shopper, "view", product=product)
    activity.record(shopper, "search", query="canary words")
    return order


def rows_with(text: str) -> list[str]:
    """Tables with a row in which the text stands anywhere."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} AS r WHERE r::text LIKE %s", [f"%{text}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_an_export_has_everything_of_the_account_and_nothing_of_others(alice: User, bob: User) -> None:
    order = lived(alice)
    lived(bob)
    text = json.dumps(privacy.export(alice), ensure_ascii=False)
    assert all(secret in text for secret in SECRETS)
    assert order.number in text
    assert "bob@example.com" not in text
    values = json.loads(text)
    assert set(privacy.parts()) >= {"searches", "conversations", "recommendations"}
    assert set(privacy.parts()) <= set(values)
    assert len(values["orders"]) == 1


def test_after_erasure_nothing_names_the_person(alice: User, bob: User) -> None:
    order, number = lived(alice), alice.pk
    lived(bob)
    before = {secret: rows_with(secret) for secret in SECRETS}
    assert all(before.values()), "present before"
    total = order.total
    privacy.erase(alice)
    assert rows_with("alice@example.com") == []
    assert Review.objects.count() == 1
    assert not ShopperEvent.objects.filter(user_id=number).exists()
    order.refresh_from_db()
    assert (order.total, order.user_id, order.email, order.name, order.line1, order.postcode) == (
        total, None, "", "", "", "",
    )  # fmt: skip
    assert order.country == "DE"
    assert order.lines.get().title
    assert "Alice" not in " ".join(
        OrderEvent.objects.filter(order=order).values_list("actor_name", flat=True)
    )
    assert User.objects.filter(pk=bob.pk).exists()
    assert Order.objects.get(user=bob).name


@pytest.fixture
def as_guest(alice: User) -> Order:
    """Alice's order without logging in; the shop has no proof yet that the address is hers."""
    return factories.delivered_order(None, email="Alice@Example.com")


def test_what_a_proved_address_ordered_as_a_guest_is_exported_and_erased(
    alice: User, as_guest: Order
) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    assert [row["number"] for row in privacy.export(alice)["orders"]] == [as_guest.number]
    privacy.erase(alice)
    as_guest.refresh_from_db()
    assert (as_guest.email, as_guest.name, as_guest.line1) == ("", "", "")
    assert rows_with("Alice@Example.com") == []


@pytest.mark.parametrize("verified", [None, False])
def test_an_address_that_is_not_proved_gives_nothing_of_guests(
    alice: User, as_guest: Order, verified: bool | None
) -> None:
    if verified is not None:
        EmailAddress.objects.create(user=alice, email=alice.email, verified=verified, primary=True)
    assert privacy.export(alice)["orders"] == []
    privacy.erase(alice)
    as_guest.refresh_from_db()
    assert as_guest.email == "Alice@Example.com"


def test_a_guests_order_under_way_keeps_the_account_too(alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    order = factories.paid_order(None, email=alice.email)
    with pytest.raises(privacy.OrdersUnderWay, match=order.number):
        privacy.erase(alice)


def test_an_erased_accounts_letters_are_not_sent(alice: User) -> None:
    from shop.mail import order_delivered

    order = lived(alice)
    order_delivered(order_id=order.pk)
    assert len(mail.outbox) == 1
    privacy.erase(alice)
    order_delivered(order_id=order.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("state", ["placed", "paid", "shipped"])
def test_orders_under_way_keep_the_account(alice: User, state: str) -> None:
    order = factories.placed_order(alice) if state == "placed" else factories.paid_order(alice)
    if state == "shipped":
        orders.ship(order, actor=orders.SYSTEM)
    with pytest.raises(privacy.OrdersUnderWay) as raised:
        privacy.erase(alice)
    assert raised.value.numbers == [order.number]
    assert User.objects.filter(pk=alice.pk).exists()


def test_staff_are_not_erased(sam: User) -> None:
    with pytest.raises(privacy.IsStaff):
        privacy.erase(sam)


def test_a_part_that_fails_erases_nothing(alice: User) -> None:
    lived(alice)

    def fails(user: User) -> int:
        raise RuntimeError

    privacy.register("broken", export=lambda user: [], erase=fails)
    try:
        with pytest.raises(RuntimeError):
            privacy.erase(alice)
    finally:
        privacy._parts.pop("broken")
    assert rows_with("alice@example.com")


def test_the_file_is_for_who_knows_the_password(signed_in: Client, alice: User) -> None:
    lived(alice)
    assert signed_in.get("/account/privacy/").status_code == 200
    wrong = signed_in.post("/account/privacy/export/", {"answer": "a guess"})
    assert wrong.status_code == 422
    assert "canary" not in wrong.content.decode()
    right = signed_in.post("/account/privacy/export/", {"answer": PASSWORD})
    assert right["Content-Disposition"].startswith("attachment")
    assert json.loads(right.content)["account"]["email"] == "alice@example.com"


def test_an_account_is_erased_by_who_knows_the_password(signed_in: Client, alice: User) -> None:
    signed_in.post("/account/privacy/erase/", {"answer": "a guess"})
    assert User.objects.filter(pk=alice.pk).exists()
    response = signed_in.post("/account/privacy/erase/", {"answer": PASSWORD}, follow=True)
    assert "Your account is erased" in response.content.decode()
    assert not User.objects.filter(pk=alice.pk).exists()
    assert signed_in.get("/account/").status_code == 302


def test_an_account_without_a_password_gets_a_code(signed_in: Client, alice: User) -> None:
    alice.set_unusable_password()
    alice.save()
    signed_in.force_login(alice)
    assert signed_in.post("/account/privacy/export/", {"answer": "000000"}).status_code == 422
    signed_in.post("/account/privacy/code/")
    found = re.search(r"\b\d{6}\b", mail.outbox[0].subject)
    assert found
    assert signed_in.post("/account/privacy/export/", {"answer": found[0]}).status_code == 200
    assert signed_in.post("/account/privacy/export/", {"answer": found[0]}).status_code == 422, "opens once"


def test_guesses_and_codes_are_counted(alice: User) -> None:
    for _ in range(identity.MOST_TRIES):
        assert not identity.is_proved(alice, answer="a guess")
    with pytest.raises(identity.TooOften):
        identity.is_proved(alice, answer=PASSWORD)
    for _ in range(identity.MOST_SENT):
        identity.send_code(alice)
    with pytest.raises(identity.TooOften):
        identity.send_code(alice)


def test_a_code_is_one_accounts_own(alice: User, bob: User) -> None:
    for user in (alice, bob):
        user.set_unusable_password()
        user.save()
    identity.send_code(alice)
    found = re.search(r"\b\d{6}\b", mail.outbox[0].subject)
    assert found
    assert not identity.is_proved(bob, answer=found[0])
    assert identity.is_proved(alice, answer=found[0])
