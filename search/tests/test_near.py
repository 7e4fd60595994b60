"""The index of vectors finds as many near documents as are asked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from search import query
from search.indexing import rebuild
from search.sql import statement
from search.tests.conftest import stocked
from shop.facets import Selection

pytestmark = pytest.mark.django_db


def _found() -> int:
    return len(query.run(Selection(words="a mug"), mode="semantic", depth=1000).hits)


def test_as_many_are_found_through_the_index_of_vectors_as_are_asked_for(monkeypatch: Any) -> None:
    stocked(query.NEAREST + 10)
    rebuild.run()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert _found() == query.NEAREST
    monkeypatch.setattr(statement, "LOOKS_FAR", "true")
    with connection.cursor() as cursor:
        cursor.execute("RESET hnsw.ef_search")
    assert _found() < query.NEAREST, "the control: untold, the index stops earlier"
