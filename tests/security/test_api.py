"""Every operation of the API answers everybody as the table says, writes for nobody else, and tells nobody about Alice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.http import Http404
from django.utils import timezone

from shop import access, devices
from shop.api import documents
from shop.models import Address, Device, Order
from tests.security import api_rows, api_table, state
from tests.security import world as worlds
from tests.security.api_rows import Row

pytestmark = pytest.mark.django_db
REFUSALS = frozenset({400, 401, 403, 404, 409, 410, 422})
NOTES = frozenset({"search_loggedquery", "shop_keptreply", "usersessions_usersession"})
"""What is noted of requests: searches, answers to repeat, sessions that are over and so are no more listed."""
METHODS = {
    operation["operationId"]: method
    for path in json.loads(documents.SCHEMA.read_text())["paths"].values()
    for method, operation in path.items()
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """With a device and a session of Alice's."""
    with django_db_blocker.unblock(), state.undone():
        world = worlds.build()
        alice = world.people["alice"]
        device, _new = devices.register(alice, platform="ios", token="address-of-alice")  # type: ignore[arg-type]
        session = UserSession.objects.create(
            user=alice, ip="127.0.0.1", session_key="another", user_agent="x"
        )
        world.names |= {
            "device": str(device.key),
            "alices_session": str(session.pk),
            "now": timezone.now().isoformat(),
        }
        world.everything, world.alices = state.everything(), state.of_person(alice.pk)
        yield world


def complaints(world: worlds.World, row: Row) -> list[str]:
    return [f"{person}: {told}" for person in api_rows.PEOPLE for told in _of_request(world, row, person)]


def _of_request(world: worlds.World, row: Row, person: str) -> Iterator[str]:
    with state.undone():
        answer = ask(world, row, person)
        body = answer.getvalue() if answer.streaming else answer.content
        touched = state.changed(world.everything, state.everything())
        alices = state.changed(world.alices, state.of_person(world.people["alice"].pk)) if touched else []
    status = answer.status_code
    touched = [table for table in touched if table not in NOTES]
    if status != row.answers[person]:
        yield f"answers {status} instead of {row.answers[person]}: {body[:300].decode()}"
    if status in REFUSALS and touched:
        yield f"refuses and still writes {touched}"
    if METHODS[row.operation] == "get" and touched:
        yield f"looking writes {touched}"
    if person in row.writes and not touched:
        yield "writes nothing, so this proves nothing"
    if person != "alice" and not row.is_key:
        if alices:
            yield f"writes rows of Alice's: {alices}"
        if told := [secret for secret in worlds.SECRETS if secret in body.decode()]:
            yield f"tells about Alice: {told}"


def ask(world: worlds.World, row: Row, person: str) -> Any:
    names = {**world.names, "person": person}
    headers = {name: value.format(**names) for name, value in row.headers.items()}
    if person in world.sessions:
        headers["X-Session-Token"] = world.sessions[person]
    client = world.browser("anonymous")
    sent = (
        {}
        if row.body is None
        else {"data": json.dumps(filled(row.body, names)), "content_type": "application/json"}
    )
    return client.generic(
        METHODS[row.operation].upper(), f"/api/v1/{row.path.format(**names)}", **sent, headers=headers
    )


def filled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: filled(inner, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, names) for inner in value]
    return value.format(**names) if isinstance(value, str) else value


def test_every_operation_has_a_row() -> None:
    listed = {row.operation for row in api_table.TABLE}
    assert set(METHODS) - listed == set(), "Say in api_shopping.py or api_accounts.py who may do these."
    assert listed - set(METHODS) == set(), "These are gone."
    for row in api_table.TABLE:
        assert set(row.answers) == set(api_rows.PEOPLE), row


@pytest.mark.slow
@pytest.mark.parametrize("row", api_table.TABLE, ids=str)
def test_each_operation_answers_as_the_table_says(world: worlds.World, row: Row) -> None:
    assert complaints(world, row) == []


def row_of(operation: str) -> Row:
    return next(row for row in api_table.TABLE if row.operation == operation)


def test_a_door_left_open_is_noticed(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = row_of("get_order")
    assert complaints(world, row) == []
    monkeypatch.setattr(access, "order_for", lambda user, number: Order.objects.get(number=number))
    found = complaints(world, row)
    assert [one for one in found if one.startswith("bob: answers 200 instead of 404")]
    assert [one for one in found if one.startswith("bob: tells about Alice")]
    assert not [one for one in found if one.startswith("alice")]


def test_a_refusal_that_writes_outside_our_transaction_is_noticed(
    world: worlds.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shop.api import people

    def delete_and_deny(user: object, pk: int) -> Address:
        Address.objects.filter(pk=pk).delete()
        raise Http404

    row = row_of("delete_address")
    monkeypatch.setattr(access, "address_for", delete_and_deny)
    assert not [one for one in complaints(world, row) if "still writes" in one], "an error is rolled back"
    monkeypatch.setattr(people.OneAddress, "is_durable", True)
    assert [one for one in complaints(world, row) if one.startswith("bob: refuses and still writes")]


def test_a_device_is_taken_over_by_who_signs_in_on_it(world: worlds.World) -> None:
    with state.undone():
        devices.register(world.people["bob"], platform="ios", token="address-of-alice")  # type: ignore[arg-type]
        assert Device.objects.get(token="address-of-alice").user == world.people["bob"]
