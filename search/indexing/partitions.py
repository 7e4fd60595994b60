"""The partitions of the document table: one for each build, made without indexes and given them once it is filled."""

from __future__ import annotations

from django.db import connection

from search.models import Build

# Rows stay in their page, and what every candidate is judged by stands first in them and close together, what is short before
# what is long: to find a column PostgreSQL walks over those before it, and a broad word has tens of thousands of candidates.
FIRST = [
    *(
        "product_id",
        "published_at",
        "well_rated",
        "facet_set",
        "popularity",
        "in_stock",
        "on_offer",
        "price",
        "rating",
    ),
    *("facets", "title_weights", "weights", "embedding"),
]
COLUMNS = """
SELECT format('%%I %%s%%s', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' NOT NULL' END)
FROM pg_attribute WHERE attrelid = 'search_document'::regclass AND attnum > 0 AND NOT attisdropped
ORDER BY array_position(%s, attname::text) NULLS LAST, attnum
"""
CREATE = """
CREATE TABLE {table} ({columns}) WITH (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE {table} ALTER COLUMN embedding SET STORAGE PLAIN, ALTER COLUMN weights SET STORAGE EXTERNAL,
    ALTER COLUMN title_weights SET STORAGE EXTERNAL, ALTER COLUMN terms SET STORAGE EXTERNAL;
ALTER TABLE search_document ATTACH PARTITION {table} FOR VALUES IN ({build})
"""
INDEXES = (
    "CREATE INDEX IF NOT EXISTS {table}_terms ON {table} USING gin (terms) WITH (fastupdate = off)",
    "CREATE INDEX IF NOT EXISTS {table}_facets ON {table} USING gin (facets) WITH (fastupdate = off)",
    "CREATE INDEX IF NOT EXISTS {table}_meaning ON {table}"
    " USING hnsw ((embedding::halfvec({dimensions})) halfvec_ip_ops) WITH (m = 16, ef_construction = 64)",
    "CREATE INDEX IF NOT EXISTS {table}_names ON {table} USING gin (names) WITH (fastupdate = off)",
    "CREATE INDEX IF NOT EXISTS {table}_best ON {table} (in_stock DESC, popularity DESC, product_id DESC)",
)


def create(build: Build) -> None:
    """An empty partition without search indexes. In the caller's transaction, which makes the build."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [FIRST])
        columns = ", ".join(column for (column,) in cursor.fetchall())
        cursor.execute(CREATE.format(table=build.table, build=int(build.pk), columns=columns))


def add_indexes(build: Build) -> None:
    """Seconds for tens of thousands of documents; cheaper than keeping them while filling. A repetition does nothing."""
    for statement in INDEXES:
        _run(statement, build)
    _run("ANALYZE {table}", build)


def drop(build: Build) -> None:
    _run("DROP TABLE IF EXISTS {table}", build)


def size(build: Build) -> int:
    """Bytes on disk, with indexes; 0 for a partition that is gone. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(pg_total_relation_size(to_regclass(%s)), 0)", [build.table])
        return cursor.fetchone()[0]


def _run(statement: str, build: Build) -> None:
    """The names are made of whole numbers of our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(table=build.table, build=int(build.pk), dimensions=int(build.dimensions))
        )
