"""What shoppers searched and chose: the only writer of LoggedQuery and Click.

Invariant: people who object to history, and robots, leave no row that names them; a failure to note something never
fails a page. Clicks are believed only from whoever made the search.
"""

from __future__ import annotations

import contextlib
import logging
import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from search.models import LoggedQuery
from shop import activity
from shop.activity import Shopper
from shop.models import User

log = logging.getLogger(__name__)
CLICKS_COUNT_FOR = timedelta(hours=12)
PURCHASE_WITHIN = timedelta(days=7)
PASSED_ON_WITHIN = timedelta(hours=2)


def note(
    *,
    key: uuid.UUID,
    shopper: Shopper | None,
    text: str,
    normalised: str,
    corrected: str,
    results: int,
    step: str,
    filters: Mapping[str, Any],
    milliseconds: float,
) -> None:
    """One search, in one query."""
    with _forgiving("search"):
        LoggedQuery.objects.create(
            key=key,
            text=text[:200],
            normalised=normalised[:200],
            corrected=corrected[:200],
            results=results,
            step=step,
            filters=dict(filters),
            milliseconds=round(milliseconds, 2),
            user_id=shopper.user_id if shopper else None,
            visitor=shopper.visitor if shopper else None,
            at=timezone.now(),
        )


def continued(*, shopper: Shopper | None, normalised: str, filters: Mapping[str, Any]) -> uuid.UUID | None:
    """The search that a later page of its results belongs to, which is no search of its own. One query."""
    if shopper is None:
        return None
    mine = Q(user_id=shopper.user_id) if shopper.user_id else Q(visitor=shopper.visitor)
    with _forgiving("page"):
        lately = LoggedQuery.objects.filter(mine, at__gt=timezone.now() - CLICKS_COUNT_FOR)
        same = lately.filter(normalised=normalised[:200], filters=dict(filters)).order_by("-at")
        return same.values_list("key", flat=True).first()
    return None


CLICK = """
INSERT INTO search_click (query_id, product_id, position, at)
SELECT query.id, product.id, %(position)s, %(now)s FROM search_loggedquery AS query, shop_product AS product
WHERE query.key = %(key)s AND query.at > %(since)s AND product.slug = %(slug)s
    AND (query.user_id = %(user)s OR query.visitor = %(visitor)s)
ON CONFLICT (query_id, product_id) DO NOTHING
"""


def note_click(*, key: uuid.UUID, shopper: Shopper | None, slug: str, position: int) -> None:
    """A result was opened by the person who searched. One query; a repetition adds nothing."""
    if shopper is None:
        return
    now = timezone.now()
    with _forgiving("click"), connection.cursor() as cursor:
        cursor.execute(
            CLICK,
            {
                "key": key,
                "slug": slug,
                "position": position,
                "now": now,
                "since": now - CLICKS_COUNT_FOR,
                "user": shopper.user_id,
                "visitor": shopper.visitor,
            },
        )


FOLLOW_UP = """
UPDATE search_click AS click SET {column} = event.at
FROM search_loggedquery AS query, shop_shopperevent AS event
WHERE query.id = click.query_id AND event.product_id = click.product_id AND event.kind = %(kind)s AND click.{column} IS NULL
    AND click.at > %(since)s AND event.at BETWEEN click.at AND click.at + %(within)s
    AND (event.user_id = query.user_id OR event.visitor = query.visitor)
"""


def follow_up() -> int:
    """Note what became of clicks: put into the cart, bought within a week; answers how many were noted. Two queries."""
    since = timezone.now() - PURCHASE_WITHIN - timedelta(days=1)
    noted = 0
    with connection.cursor() as cursor:
        for column, kind in (("carted_at", "cart"), ("bought_at", "purchase")):
            parameters: dict[str, Any] = {"kind": kind, "since": since, "within": PURCHASE_WITHIN}
            cursor.execute(FOLLOW_UP.format(column=column), parameters)
            noted += cursor.rowcount
    return noted


def pass_on() -> int:
    """Tell the shop what was searched since the last time, as events of its shoppers; answers how many."""
    recent = LoggedQuery.objects.filter(at__gt=timezone.now() - PASSED_ON_WITHIN).exclude(
        user=None, visitor=None
    )
    rows = recent.filter(filters={}).values_list("key", "user_id", "visitor", "text", "at")
    return activity.note_searches(
        activity.Search(key=key, shopper=Shopper(user_id=user, visitor=visitor), words=text, at=at)
        for key, user, visitor, text, at in rows
    )


def forget(shopper: Shopper, *, words: str = "") -> int:
    """Delete their searches, with the clicks: those with these words, or all; how many searches. Two queries."""
    mine = Q(user_id=shopper.user_id) if shopper.user_id is not None else Q(visitor=shopper.visitor)
    rows = LoggedQuery.objects.filter(mine)
    if words:
        rows = rows.filter(text__iexact=words)
    return rows.delete()[1].get(LoggedQuery._meta.label, 0)


def export_of(user: User) -> list[dict[str, Any]]:
    """What an account searched and opened, oldest first, as plain values. Two queries."""
    rows = LoggedQuery.objects.filter(user=user).order_by("at", "pk").prefetch_related("clicks__product")
    return [
        {
            "at": row.at.isoformat(),
            "words": row.text,
            "results": row.results,
            "opened": [click.product.title for click in row.clicks.all()],
        }
        for row in rows
    ]


def erase(user: User) -> int:
    """Delete an account's searches; how many."""
    return forget(Shopper(user_id=user.pk, visitor=None))


def prune() -> int:
    """Forget queries, with their clicks, after ACTIVITY_DAYS."""
    old = timezone.now() - timedelta(days=settings.ACTIVITY_DAYS)
    return LoggedQuery.objects.filter(at__lt=old).delete()[0]


@contextlib.contextmanager
def _forgiving(what: str) -> Iterator[None]:
    """Inside a transaction of the caller only a savepoint is lost."""
    try:
        with transaction.atomic() if connection.in_atomic_block else contextlib.nullcontext():
            yield
    except DatabaseError:
        log.exception("A %s was not noted", what)
