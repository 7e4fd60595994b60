"""What the database says, in one query: to see that a refused request changed nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction

NOT_COUNTED = frozenset({"django_session", "shop_shopperevent", "django_migrations"})
"""Whom a browser is and what it looked at: any request may write these."""

MINE = "SELECT id FROM shop_order WHERE user_id = {user}"
TALKS = "conversation_id IN (SELECT id FROM assistant_conversation WHERE user_id = {user})"
PRIVATE = {
    "shop_user": "id = {user}",
    "account_emailaddress": "user_id = {user}",
    "shop_address": "user_id = {user}",
    "shop_review": "user_id = {user}",
    "shop_cart": "user_id = {user}",
    "shop_cartline": "cart_id IN (SELECT id FROM shop_cart WHERE user_id = {user})",
    "shop_order": "user_id = {user}",
    "shop_orderline": f"order_id IN ({MINE})",
    "shop_orderevent": f"order_id IN ({MINE})",
    "shop_payment": f"order_id IN ({MINE})",
    "shop_refund": f"order_id IN ({MINE})",
    "shop_reservation": f"order_id IN ({MINE})",
    "assistant_conversation": "user_id = {user}",
    "assistant_message": TALKS,
    "assistant_proposal": "message_id IN (SELECT id FROM assistant_message WHERE " + TALKS + ")",  # noqa: S608 - filled with a number of our own
    "recommendations_showing": "user_id = {user}",
    "recommendations_feedback": "user_id = {user}",
    "recommendations_profileedit": "user_id = {user}",
    "shop_sandboxsession": "order_number IN (SELECT number FROM shop_order WHERE user_id = {user})",
}
"""The tables with rows of a person, and which are theirs."""


def everything() -> Mapping[str, str]:
    """A checksum of each table's rows."""
    names = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return _checksums(dict.fromkeys(sorted(names - NOT_COUNTED), "TRUE"))


def of_person(user_id: int) -> Mapping[str, str]:
    """A checksum of a person's own rows, by table."""
    return _checksums({table: where.format(user=user_id) for table, where in PRIVATE.items()})


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The tables whose rows differ."""
    return sorted(table for table in before if before[table] != after[table])


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Roll back whatever the body writes, and forget what it counted in the cache."""
    cache.clear()
    # Marked as TestCase marks its own, so that domain functions may open their durable transactions inside.
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _checksums(tables: Mapping[str, str]) -> Mapping[str, str]:
    parts = (
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t WHERE {where}"  # noqa: S608 - names of our own tables
        for table, where in tables.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())
