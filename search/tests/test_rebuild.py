"""A rebuild writes each product's own vector, goes on where it stopped, and gives numbers away once."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import connection

from search import index
from search.indexing import documents, encoding, partitions, rebuild
from search.models import Build, Document, Term
from shop.models import Product


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "CHUNK", 4)


def test_products_get_their_own_vectors_though_chunks_are_encoded_ahead(shelf: list[Product]) -> None:
    build = rebuild.run(fresh=True)
    sources = documents.read([product.pk for product in shelf])
    expected = encoding.vectors(sources, source=build.encoder)
    held = dict(Document.objects.filter(build=build).values_list("product_id", "embedding"))
    assert len(held) == len(shelf) > 2 * rebuild.CHUNK
    for source, vector in zip(sources, expected, strict=True):
        assert np.allclose(held[source.product_id], vector, atol=2e-3)
    # Without the order of chunks kept, products would have each other's.
    assert not np.allclose(expected[0], expected[1], atol=2e-3)


def test_a_rebuild_that_stopped_goes_on_behind_what_it_wrote(shelf: list[Product], monkeypatch) -> None:
    encode, calls = encoding.vectors, []

    def stops(sources, *, source):
        calls.append([entry.product_id for entry in sources])
        if len(calls) == 4:
            raise RuntimeError("no more power")
        return encode(sources, source=source)

    monkeypatch.setattr(encoding, "vectors", stops)
    with pytest.raises(RuntimeError, match="no more power"):
        rebuild.run(fresh=True)
    begun = Build.objects.get(state="building")
    written = set(Document.objects.filter(build=begun).values_list("product_id", flat=True))
    assert 0 < len(written) < len(shelf)
    assert begun.cursor == max(written)
    monkeypatch.setattr(encoding, "vectors", encode)
    again: list[int] = []
    monkeypatch.setattr(
        encoding,
        "vectors",
        lambda sources, *, source: (
            again.extend(entry.product_id for entry in sources) or encode(sources, source=source)
        ),
    )
    finished = rebuild.run()
    assert finished.pk == begun.pk
    assert set(again) == {product.pk for product in shelf} - written
    assert Document.objects.filter(build=finished).count() == len(shelf)


def test_what_candidates_are_judged_by_stands_first_in_a_partition(shelf: list[Product]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
            [index.active().table],
        )
        columns = [name for (name,) in cursor.fetchall()]
    assert columns[: len(partitions.FIRST)] == partitions.FIRST
    assert set(columns) == {field.column for field in Document._meta.local_concrete_fields if field.column}


def test_a_product_that_brings_no_new_words_uses_up_no_numbers(shelf: list[Product]) -> None:
    """Numbers are integers: millions of small changes must not come to their end."""

    def last() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM search_term_id_seq")
            return cursor.fetchone()[0]

    before, count = last(), Term.objects.count()
    index.refresh([product.pk for product in shelf])
    assert (last(), Term.objects.count()) == (before, count)
    Product.objects.filter(pk=shelf[0].pk).update(title="Zanzibar")
    index.refresh([shelf[0].pk])
    assert last() > before
