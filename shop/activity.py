"""What shoppers do: the only writer of ShopperEvent and of Product.popularity.

Invariant: nothing is kept of people who object (Global Privacy Control, Do Not Track, "do not use my history") and of robots,
and nothing longer than ACTIVITY_DAYS. A failure to note something never fails the page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from shop.models import OrderLine, Product, Review, ShopperEvent

log = logging.getLogger(__name__)
Kind = ShopperEvent.Kind
ROBOT = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor|curl/|wget|python-|headless", re.IGNORECASE)
NAMESPACE = UUID("7b0f6f2e-4a53-4a7e-9a52-6f3f1d3f7c11")
SAME_VIEW = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Shopper:
    """An account, or a visitor's random id."""

    user_id: int | None
    visitor: UUID | None


@dataclass(frozen=True, kw_only=True)
class Search:
    """Words that somebody who may be followed searched for; the key tells repetitions apart."""

    key: UUID
    shopper: Shopper
    words: str
    at: datetime


def is_robot(request: HttpRequest) -> bool:
    """Whether the client says so, or does not say what it is."""
    return ROBOT.search(request.headers.get("User-Agent", "bot")) is not None


def shopper_of(request: HttpRequest) -> Shopper | None:
    """Who may be followed, None for robots and for people who object."""
    if is_robot(request) or request.visitor.id is None:  # type: ignore[attr-defined]
        return None
    if request.user.is_authenticated:
        return Shopper(user_id=request.user.pk, visitor=None) if request.user.uses_history else None
    return Shopper(user_id=None, visitor=request.visitor.id)  # type: ignore[attr-defined]


INSERT = """
INSERT INTO shop_shopperevent (kind, user_id, visitor, product_id, query, value, key, at)
SELECT %(kind)s, %(user)s, %(visitor)s, %(product)s, %(query)s, %(value)s, %(key)s, %(now)s
WHERE %(kind)s <> 'view' OR NOT EXISTS (
    SELECT 1 FROM shop_shopperevent
    WHERE kind = 'view' AND product_id = %(product)s AND at > %(since)s AND (user_id = %(user)s OR visitor = %(visitor)s)
)
"""


def record(
    shopper: Shopper | None,
    kind: str,
    *,
    product: Product | None = None,
    query: str = "",
    value: int | None = None,
) -> None:
    """Note an event in one query; a view of the same product within half an hour is the same view."""
    if shopper is None:
        return
    event: dict[str, Any] = {
        "kind": kind,
        "user": shopper.user_id,
        "visitor": shopper.visitor,
        "product": product.pk if product else None,
        "query": query.replace("\0", "").encode(errors="ignore").decode()[:200],
        "value": value,
        "key": uuid4(),
        "now": timezone.now(),
        "since": timezone.now() - SAME_VIEW,
    }
    try:
        with (
            transaction.atomic() if connection.in_atomic_block else nullcontext(),
            connection.cursor() as cursor,
        ):
            cursor.execute(INSERT, event)
    except DatabaseError:
        log.exception("An event of a shopper was not noted")


def note_purchase(*, order_id: int) -> None:
    """An account's order was paid: each product of it was bought. Handles order.paid; a repetition adds nothing."""
    lines = OrderLine.objects.filter(order_id=order_id, order__user__uses_history=True, product__isnull=False)
    _note_once(
        ShopperEvent(
            kind=Kind.PURCHASE,
            user_id=line.order.user_id,
            product_id=line.product_id,
            value=min(line.quantity, 32767),
            at=timezone.now(),
            key=uuid5(NAMESPACE, f"order line {line.pk}"),
        )
        for line in lines.select_related("order")
    )


def note_rating(*, review_id: int) -> None:
    """A review was written or edited. Handles review.written; the same stars again add nothing."""
    rows = Review.objects.filter(pk=review_id, user__uses_history=True)
    _note_once(
        ShopperEvent(
            kind=Kind.RATING,
            user_id=review.user_id,
            product_id=review.product_id,
            value=review.rating,
            at=timezone.now(),
            key=uuid5(NAMESPACE, f"review {review.pk} with {review.rating} stars"),
        )
        for review in rows
    )


def note_searches(searches: Iterable[Search]) -> int:
    """What people searched; a search with a key that is known adds nothing. Answers how many were told. One query."""
    events = [
        ShopperEvent(
            kind=Kind.SEARCH,
            user_id=search.shopper.user_id,
            visitor=search.shopper.visitor,
            query=search.words[:200],
            at=search.at,
            key=search.key,
        )
        for search in searches
    ]
    _note_once(events)
    return len(events)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A product that was looked at in an app; `key` is the app's own id of the event."""

    key: UUID
    product_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Told:
    """Keys of events of an app: noted now, known before, and of products that there are not."""

    noted: frozenset[UUID]
    known: frozenset[UUID]
    unknown: frozenset[UUID]


def note_looked(shopper: Shopper, looked: Iterable[Looked]) -> Told:
    """Views that an app tells of, each once however often it does. Three queries."""
    events = {_key_of(shopper, one.key): one for one in looked}
    products = set(
        Product.objects.filter(pk__in={one.product_id for one in events.values()}).values_list(
            "pk", flat=True
        )
    )
    known = set(ShopperEvent.objects.filter(key__in=events).values_list("key", flat=True))
    new = {key: one for key, one in events.items() if key not in known and one.product_id in products}
    _note_once(
        ShopperEvent(
            kind=Kind.VIEW,
            user_id=shopper.user_id,
            visitor=shopper.visitor,
            product_id=one.product_id,
            at=one.at,
            key=key,
        )
        for key, one in new.items()
    )
    return Told(
        noted=frozenset(one.key for one in new.values()),
        known=frozenset(one.key for key, one in events.items() if key in known),
        unknown=frozenset(one.key for one in events.values() if one.product_id not in products),
    )


def _key_of(shopper: Shopper, key: UUID) -> UUID:
    """Of the app's key and who told it, so that nobody can take another person's."""
    return uuid5(NAMESPACE, f"app {shopper.user_id or shopper.visitor} {key}")


def _note_once(events: Iterable[ShopperEvent]) -> None:
    ShopperEvent.objects.bulk_create(events, ignore_conflicts=True)


def recently_viewed(shopper: Shopper | None, *, limit: int = 12) -> list[int]:
    """Ids of published products, the latest view first. One query."""
    if shopper is None:
        return []
    mine = Q(user_id=shopper.user_id) if shopper.user_id is not None else Q(visitor=shopper.visitor)
    views = ShopperEvent.objects.filter(mine, kind=Kind.VIEW, product__status=Product.Status.PUBLISHED)
    latest = views.order_by("-at").values_list("product_id", flat=True)[: limit * 5]
    return list(dict.fromkeys(latest))[:limit]


POPULARITY = """
UPDATE shop_product AS product SET popularity = fresh.score FROM (
    SELECT every.id, coalesce(round(100 * sum(
        CASE event.kind WHEN 'purchase' THEN 10 WHEN 'cart' THEN 4 WHEN 'rating' THEN 2 ELSE 1 END
        * exp(-extract(epoch FROM %(now)s - event.at) / %(decay)s)
    )), 0)::integer AS score
    FROM shop_product AS every LEFT JOIN shop_shopperevent AS event ON event.product_id = every.id AND event.at <= %(now)s
    GROUP BY every.id
) AS fresh WHERE fresh.id = product.id AND fresh.score <> product.popularity
"""


def refresh_popularity(*, decay: timedelta = timedelta(days=45)) -> int:
    """Weigh purchases 10, cart additions 4, ratings 2, views 1, fading by 1/e in `decay`; answers how many products changed."""
    with connection.cursor() as cursor:
        cursor.execute(POPULARITY, {"now": timezone.now(), "decay": decay.total_seconds()})
        return cursor.rowcount


def forget(shopper: Shopper, *, product_id: int | None = None, words: str = "") -> int:
    """Delete what they did: with one product, or searches with these words, or all of it; how many events. One query."""
    mine = Q(user_id=shopper.user_id) if shopper.user_id is not None else Q(visitor=shopper.visitor)
    events = ShopperEvent.objects.filter(mine)
    if product_id is not None:
        events = events.filter(product_id=product_id)
    if words:
        events = events.filter(kind=Kind.SEARCH, query__iexact=words)
    return events.delete()[0]


def prune() -> int:
    """Forget what is older than ACTIVITY_DAYS."""
    old = timezone.now() - timedelta(days=settings.ACTIVITY_DAYS)
    return ShopperEvent.objects.filter(at__lt=old).delete()[0]
