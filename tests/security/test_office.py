"""The administration: each role has exactly the rights of the tables, on paper, on every page and in every list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import reverse

from tests.security import addresses, forms, knocking, office, rights, state
from tests.security import world as worlds
from tests.security.rights import Table
from tests.security.rows import LOGIN, Row

pytestmark = pytest.mark.django_db
ROLES = ("catalogue", "orders", "support")


def rights_of(role: str) -> set[str]:
    """What the tables give a role, in Django's names."""
    letters = {table.model: table.rights[role] for table in rights.TABLES} | rights.WITHOUT_PAGE[role]
    named = {f"{rights.VERBS[letter]}_{model}" for model, some in letters.items() for letter in some}
    return named | rights.MORE_RIGHTS[role]


def test_every_address_of_the_administration_is_in_the_tables() -> None:
    listed = {
        row.name
        for row in (*office.PAGES, *office.SEARCH, *office.RECOMMENDATIONS, *office.SUPPORT, *office.STEPS)
    }.union(*(table.keys for table in rights.TABLES))
    found = {address.key for address in addresses.of_admin()}
    assert found - listed == set(), "Say in office.py who may open these."
    assert listed - found == set(), "These are gone."


@pytest.mark.parametrize("role", ROLES)
def test_the_migration_gives_each_role_its_rights_and_no_other(db: None, role: str) -> None:
    group = Group.objects.get(name=role.title())
    assert set(group.permissions.values_list("codename", flat=True)) == rights_of(role)
    apps_of_role = {table.label.partition(".")[0] for table in rights.TABLES if table.rights[role]}
    assert set(group.permissions.values_list("content_type__app_label", flat=True)) == apps_of_role


def test_there_are_no_other_roles_and_no_right_by_default(world: worlds.World) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {role.title() for role in ROLES}
    assert Permission.objects.filter(user__isnull=False).count() == 0
    assert world.people["staff"].get_all_permissions() == set()
    assert world.people["bob"].get_all_permissions() == set()


@pytest.mark.parametrize("table", rights.TABLES, ids=str)
def test_each_admin_grants_what_the_table_says(world: worlds.World, table: Table) -> None:
    admin = site.get_model_admin(apps.get_model(table.label))
    row = admin.model._default_manager.exclude(pk=getattr(world.people["owner"], "pk", None)).first()
    request = RequestFactory().get("/admin/")
    for person in worlds.OFFICE:
        request.user = world.people[person]
        granted = {
            "a": admin.has_add_permission(request),
            "c": admin.has_change_permission(request),
            "d": admin.has_delete_permission(request),
            "v": admin.has_view_permission(request),
        }
        wanted = {verb: table.may(person, verb) for verb in rights.VERBS}
        assert granted == wanted, f"{person} and {table}"
        assert row is None or admin.has_change_permission(request, row) <= table.may(person, "c")


@pytest.mark.slow
@pytest.mark.parametrize(
    "row", [*office.PAGES, *office.SEARCH, *office.RECOMMENDATIONS, *office.SUPPORT, *office.STEPS], ids=str
)
def test_each_page_answers_as_the_table_says(world: worlds.World, row: Row, settings: Any) -> None:
    settings.WRITER = "local"  # which can be taught; nobody asks it for a word here
    assert knocking.complaints(world, row, "get", "post") == []


@pytest.mark.slow
@pytest.mark.parametrize(("where", "action", "key", "may"), office.ACTIONS)
def test_each_action_of_a_list_works_for_those_who_may(
    world: worlds.World, where: str, action: str, key: str, may: str
) -> None:
    form = {"action": action, "_selected_action": world.names[key], "post": "yes"}
    wrote = set()
    for person in worlds.OFFICE:
        with state.undone():
            world.browser(person).post(f"/admin/{where}/", form)
            if state.changed(world.everything, state.everything()):
                wrote.add(person)
    assert wrote == set(may.split())


@pytest.mark.slow
@pytest.mark.parametrize("table", rights.TABLES, ids=str)
def test_lists_and_forms_open_for_those_who_may(world: worlds.World, table: Table) -> None:
    row = apps.get_model(table.label)._default_manager.order_by("pk").first()
    assert row is not None, "without a row nothing is tried"
    paths = {"changelist": "v", "add": "a", "change": "v", "delete": "d", "history": "v"}
    found, wanted = {}, {}
    for person in worlds.OFFICE:
        for page, verb in paths.items():
            keys = [] if page in {"changelist", "add"} else [row.pk]
            with state.undone():
                answer = world.browser(person).get(reverse(f"{table.prefix}_{page}", args=keys))
                touched = state.changed(world.everything, state.everything())
            said = knocking.answer_of(answer)
            found[person, page] = ("opened" if said in {200, 302} else said, touched)
            refused = LOGIN if person in office.NO_DOOR else 403
            wanted[person, page] = ("opened" if table.may(person, verb) else refused, [])
    assert found == wanted


@pytest.mark.slow
@pytest.mark.parametrize("table", rights.TABLES, ids=str)
def test_forms_are_saved_for_those_who_may(world: worlds.World, table: Table) -> None:
    """The form as the owner's browser would send it, with one text changed, is sent by everybody."""
    row = apps.get_model(table.label)._default_manager.order_by("pk").first()
    change, add = reverse(f"{table.prefix}_change", args=[row.pk]), reverse(f"{table.prefix}_add")
    with state.undone():
        page = world.browser("owner").get(change).content.decode()
    form = forms.read(page, f"{table.model}_form")
    if table.edited:
        form[table.edited] = [f"{form[table.edited][0]}1"]
    saved = {person for person in worlds.OFFICE if _writes(world, person, change, form)}
    assert saved == {person for person in worlds.OFFICE if table.may(person, "c")}
    added = {person for person in worlds.OFFICE if _writes(world, person, add, form)}
    assert added <= {person for person in worlds.OFFICE if table.may(person, "a")}


@pytest.mark.slow
@pytest.mark.parametrize("table", rights.TABLES, ids=str)
def test_rows_are_deleted_by_those_who_may(world: worlds.World, table: Table) -> None:
    model = apps.get_model(table.label)
    wrote = set()
    for row in model._default_manager.order_by("-pk")[:3]:
        path = reverse(f"{table.prefix}_delete", args=[row.pk])
        wrote |= {person for person in worlds.OFFICE if _writes(world, person, path, {"post": ["yes"]})}
    assert wrote <= {person for person in worlds.OFFICE if table.may(person, "d")}


def _writes(world: worlds.World, person: str, path: str, form: Mapping[str, list[str]]) -> list[str]:
    """The tables that a form writes. One that is refused must write none."""
    with state.undone():
        answer = world.browser(person).post(path, form)
        touched = state.changed(world.everything, state.everything())
    assert not (touched and knocking.answer_of(answer) in knocking.REFUSALS)
    return touched
