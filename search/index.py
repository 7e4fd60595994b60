"""The index: the only writer of Build and Document, and of the counts of Term and Word.

Invariant: of a product there is at most one document in a build, made from what the product was when its lock was taken;
one build is in use at any moment, and it is only replaced by one that is complete.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from search import tuning
from search.indexing import documents, encoding, partitions, writing
from search.indexing.numbering import Numbers
from search.models import Build, Document
from search.ranking import bm25
from shop.models import Review

log = logging.getLogger(__name__)
S = Build.State
LOCKS = 0x5EA7C4
"""The first half of the advisory locks of products, and of the one that lets a single rebuild run."""


def active() -> Build:
    """The build in use; an empty one is made in a new shop. One query."""
    build = Build.objects.filter(state=S.ACTIVE).first()
    return build or _first()


@transaction.atomic
def _first() -> Build:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCKS])
    found = Build.objects.filter(state=S.ACTIVE).first()
    if found:
        return found
    build = create(encoding.wanted())
    partitions.add_indexes(build)
    Build.objects.filter(pk=build.pk).update(state=S.ACTIVE, activated_at=timezone.now())
    build.refresh_from_db()
    return build


def create(encoder: str) -> Build:
    """A new build with its empty partition, in work. In the caller's transaction."""
    build = Build.objects.create(
        encoder=encoder,
        dimensions=encoding.load(encoder).dimensions,
        weights=tuning.current().fields.as_json(),
    )
    partitions.create(build)
    return build


def product_changed(*, product_id: int) -> None:
    """Handles product.changed."""
    refresh([product_id])


def review_changed(*, review_id: int) -> None:
    """Handles review.written, review.published and review.hidden: reviews are part of the text."""
    refresh(list(Review.objects.filter(pk=review_id).values_list("product_id", flat=True)))


@transaction.atomic
def refresh(product_ids: Sequence[int]) -> None:
    """Bring the documents of some products up to date in every build that is in use or in work."""
    _lock(product_ids)
    builds = list(Build.objects.live()) or [active()]
    sources = documents.read(product_ids)
    gone = set(product_ids) - {source.product_id for source in sources}
    Document.objects.filter(product_id__in=gone).delete()
    analysed = [writing.analyse(source) for source in sources]
    for build in builds:
        write(build, analysed, numbers=Numbers(), is_newer=True)


def write(
    build: Build,
    analysed: Sequence[writing.Analysed],
    *,
    numbers: Numbers,
    is_newer: bool,
    vectors: np.ndarray | None = None,
) -> None:
    """Documents of a build. What is there already is replaced when this `is_newer`, and kept when it may be older.

    `vectors` are those of `encoding.vectors` where the caller has them.
    """
    if not analysed:
        return
    if vectors is None:
        vectors = encoding.vectors([entry.source for entry in analysed], source=build.encoder)
    weighing = bm25.Weighing.from_json(build.weights, build.average_lengths)
    found = writing.rows(analysed, vectors, build_id=build.pk, weighing=weighing, numbers=numbers)
    fresh = ", ".join(f"{column} = excluded.{column}" for column in writing.COLUMNS[2:])
    conflict = f"DO UPDATE SET {fresh}" if is_newer else "DO NOTHING"
    places = f"({', '.join(['%s'] * len(writing.COLUMNS))})"
    statement = (
        f"INSERT INTO search_document ({', '.join(writing.COLUMNS)})"  # noqa: S608 - our own words
        f" VALUES {', '.join([places] * len(found))} ON CONFLICT (product_id, build_id) {conflict}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in found for value in row])


def reweigh(build: Build, product_ids: Sequence[int], *, numbers: Numbers) -> None:
    """Weigh the words of documents anew and leave their vectors: after new field weights, or new words of queries."""
    analysed = [writing.analyse(source) for source in documents.read(product_ids)]
    weighing = bm25.Weighing.from_json(build.weights, build.average_lengths)
    blank = np.zeros((len(analysed), 1), dtype=np.float32)
    found = writing.rows(analysed, blank, build_id=build.pk, weighing=weighing, numbers=numbers)
    columns = [writing.COLUMNS.index(column) for column in writing.WEIGHED]
    changes = ", ".join(f"{column} = %s" for column in writing.WEIGHED)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {build.table} SET {changes} WHERE product_id = %s",  # noqa: S608 - our own words
            [(*(row[column] for column in columns), row[1]) for row in found],
        )


COUNTS = """
UPDATE search_{kind} AS entry SET documents = coalesce(counted.documents, 0)
FROM search_{kind} AS every LEFT JOIN (
    SELECT number, count(*) AS documents FROM {table}, unnest({kind}s) AS number GROUP BY number
) AS counted ON counted.number = every.id
WHERE entry.id = every.id AND entry.documents <> coalesce(counted.documents, 0)
"""


@transaction.atomic
def refresh_statistics(build: Build | None = None) -> None:
    """Count documents, and in how many of them each term and word occurs. Documents stay as they are."""
    build = build or active()
    with connection.cursor() as cursor:
        for kind in ("term", "word"):
            cursor.execute(COUNTS.format(kind=kind, table=build.table))
        cursor.execute(f"SELECT count(*) FROM {build.table}")  # noqa: S608 - our own name
        count = cursor.fetchone()[0]
    Build.objects.filter(pk=build.pk).update(documents=count, counted_at=timezone.now())


def refresh_popularity() -> int:
    """Take over the products' popularity; answers how many documents changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_document AS document SET popularity = product.popularity FROM shop_product AS product"
            " WHERE product.id = document.product_id AND product.popularity <> document.popularity"
        )
        return cursor.rowcount


def _lock(product_ids: Sequence[int]) -> None:
    """Until the transaction ends nobody else writes documents of these products."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, id) FROM (SELECT unnest(%s::int[]) AS id ORDER BY 1) AS wanted",
            [LOCKS, [product_id % 2**31 for product_id in product_ids]],
        )
