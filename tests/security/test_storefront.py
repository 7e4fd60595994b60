"""Every address outside the administration, knocked at by everybody: `storefront.TABLE` says what must come back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.security import knocking, storefront
from tests.security import world as worlds
from tests.security.rows import Row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", storefront.PRIVATE, ids=str)
def test_each_private_address_answers_as_the_table_says(world: worlds.World, row: Row) -> None:
    assert knocking.complaints(world, row, "get", "post") == []


@pytest.mark.slow
@pytest.mark.parametrize("row", [*storefront.PUBLIC, *storefront.ALLAUTH], ids=str)
def test_each_public_address_answers_as_the_table_says(world: worlds.World, row: Row) -> None:
    assert knocking.complaints(world, row, "get", "post") == []


@pytest.mark.slow
@pytest.mark.parametrize("row", storefront.TABLE, ids=str)
def test_other_methods_are_no_way_in(world: worlds.World, row: Row) -> None:
    """By a stranger, a shopper who may do most, and another one: the answers do not depend on more."""
    few = replace(
        row, people=tuple(person for person in row.people if person in {"anonymous", "alice", "bob"})
    )
    assert knocking.complaints(world, few, "head", *knocking.NEVER) == []
