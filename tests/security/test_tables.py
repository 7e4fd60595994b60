"""The tables are complete, and what reads them notices a door left open, a leak and a write behind a refusal."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from django.http import Http404, HttpResponse
from django.test import override_settings
from django.urls import path, resolve

from config import urls
from shop import access
from shop.models import Address, Order, OrderLine, Review
from tests.security import addresses, knocking, office, storefront
from tests.security import world as worlds
from tests.security.rows import Row

pytestmark = pytest.mark.django_db
WITHOUT_TOKEN = {"shop:webhook"}
"""Gateways send no CSRF token; they sign."""


def row_of(name: str) -> Row:
    """The first one, which opens something of Alice's."""
    return next(row for row in storefront.TABLE if row.name == name)


def not_listed() -> set[str]:
    return {address.key for address in addresses.of_shop()} - {row.name for row in storefront.TABLE}


def test_every_address_of_the_shop_is_in_the_table() -> None:
    assert not_listed() == set(), "Say in storefront.py who may open these."
    gone = {row.name for row in storefront.TABLE} - {address.key for address in addresses.of_shop()}
    assert gone == set(), "These are gone."


def test_an_address_that_nobody_listed_is_found() -> None:
    module = ModuleType("urls_with_one_more")
    module.urlpatterns = [  # type: ignore[attr-defined]
        *urls.urlpatterns,
        path("left-open/", lambda request: HttpResponse(), name="left_open"),
        path("without-a-name/", lambda request: HttpResponse()),
    ]
    with override_settings(ROOT_URLCONF=module):
        assert not_listed() == {"left_open", "without-a-name/"}


def test_rows_are_named_after_what_their_addresses_open(world: worlds.World) -> None:
    for row in (*storefront.TABLE, *office.PAGES, *office.SUPPORT, *office.STEPS):
        found = resolve(row.address.format(**world.names).partition("?")[0])
        names = {found.view_name, re.sub(r"^\^", "", found.route)}
        assert row.name in names, f"{row} opens {found.view_name or found.route}"


def test_every_private_table_is_reached_with_rows_in_it(world: worlds.World) -> None:
    """A stranger's 404 means something only where there is something."""
    nothing = knocking.state.of_person(-1)
    assert {table for table, checksum in world.alices.items() if checksum == nothing[table]} == set()


@pytest.mark.parametrize(
    ("door", "model", "name"),
    [
        ("order_for", Order, "shop:order"),
        ("address_for", Address, "shop:address_edit"),
        ("review_for", Review, "shop:review_edit"),
        ("reviewable_line", OrderLine, "shop:review_write"),
    ],
)
def test_a_door_left_open_is_noticed(
    world: worlds.World, monkeypatch: pytest.MonkeyPatch, door: str, model: type, name: str
) -> None:
    row = row_of(name)
    assert knocking.complaints(world, row, "get") == []
    key = "number" if model is Order else "pk"
    monkeypatch.setattr(access, door, lambda user, value: model.objects.get(**{key: value}))
    complaints = knocking.complaints(world, row, "get")
    assert "GET as bob: answers 200 instead of 404" in complaints
    assert "GET as owner: answers 200 instead of 404" in complaints
    assert not [complaint for complaint in complaints if "as alice" in complaint]


def test_a_page_that_tells_is_noticed(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "order_for", lambda user, number: Order.objects.get(number=number))
    told = [one for one in knocking.complaints(world, row_of("shop:order"), "get") if "tells about" in one]
    assert any(worlds.STREET in one for one in told)


def test_a_refusal_that_writes_is_noticed(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    def delete_and_deny(user: object, pk: int) -> Address:
        Address.objects.filter(pk=pk).update(city="Elsewhere")
        raise Http404

    monkeypatch.setattr(access, "address_for", delete_and_deny)
    complaints = knocking.complaints(world, row_of("shop:address_delete"), "get", "post")
    assert "POST as bob: refuses and still writes ['shop_address']" in complaints
    assert "POST as bob: writes rows of Alice's: ['shop_address']" in complaints
    assert "GET as bob: looking writes ['shop_address']" in complaints


def test_a_form_that_does_nothing_is_noticed(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    from shop import addresses as writer

    monkeypatch.setattr(writer, "delete", lambda address: None)
    complaints = knocking.complaints(world, row_of("shop:address_delete"), "post")
    assert complaints == ["POST as alice: writes nothing, so this form proves nothing"]


def test_a_forged_link_that_opens_is_noticed(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    forged = [row for row in storefront.TABLE if row.name == "shop:order_guest" and not row.is_key]
    assert len(forged) == len(storefront.FORGED)
    guests = Order.objects.get(number=world.names["guest"])
    monkeypatch.setattr(access, "order_by_link", lambda token: guests)
    for row in forged:
        assert "GET as anonymous: answers 200 instead of 404" in knocking.complaints(world, row, "get")


def test_no_form_of_another_site_is_obeyed(world: worlds.World) -> None:
    """What is sent without the shop's token changes nothing; `test_storefront` sends the same and is obeyed."""
    sent = set()
    for row in storefront.TABLE:
        if row.post["alice"] in {405, 404} or row.name in WITHOUT_TOKEN:
            continue
        with knocking.state.undone():
            client = world.browser("alice", checks_csrf=True)
            answer = client.post(row.address.format(**world.names), row.data)
            assert answer.status_code == 403, row
            assert knocking.state.changed(world.everything, knocking.state.everything()) == [], row
        sent.add(row.name)
    assert len(sent) > 25
