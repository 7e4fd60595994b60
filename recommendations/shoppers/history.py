"""What one shopper did lately and said of recommendations, read for one list: bounded, whatever their history holds.

Reads only, in one query. Someone who may not be followed has an empty history.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from recommendations.models import Feedback, ProfileEdit
from shop import cart, planned
from shop.activity import Shopper
from shop.models import ShopperEvent

MOST_EVENTS, MOST_WORDS_OF_REVIEWS, MOST_SAID = 200, 3, 300
BOUGHT_LATELY = timedelta(days=120)
Kind = ShopperEvent.Kind


@dataclass(frozen=True, slots=True)
class Deed:
    """One event; `value` is stars of a rating and units of a purchase."""

    kind: str
    at: datetime
    product_id: int | None = None
    words: str = ""
    value: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """An interest that was added (`likes`) or taken away."""

    code: str
    value: str
    label: str
    likes: bool


@dataclass(frozen=True, kw_only=True)
class History:
    """`deeds` are the latest first. `hidden` must not be shown, `unlike` neither nor what is like them."""

    shopper: Shopper | None = None
    deeds: tuple[Deed, ...] = ()
    bought: frozenset[int] = frozenset()
    liked: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    unlike: tuple[int, ...] = ()
    edits: tuple[Edit, ...] = ()
    prices: tuple[Decimal | None, Decimal | None] | None = None
    forgotten_at: datetime | None = None
    in_cart: frozenset[int] = frozenset()
    now: datetime = field(default_factory=timezone.now)

    def without(self, product_id: int) -> History:
        """As if the shopper had never met the product."""
        return replace(self, deeds=tuple(deed for deed in self.deeds if deed.product_id != product_id))


NOBODY = History()


STATEMENT = """
SELECT
    (SELECT json_agg(json_build_array(kind, at, product_id, query, value)) FROM (
        SELECT * FROM shop_shopperevent WHERE {mine} AND at <= %(now)s ORDER BY at DESC, id DESC LIMIT %(events)s) AS event),
    (SELECT json_agg(json_build_array('review', created_at, product_id, left(text, 200), rating)) FROM (
        SELECT * FROM shop_review WHERE user_id = %(user)s AND rating >= 4 AND text <> '' AND created_at <= %(now)s
        ORDER BY created_at DESC LIMIT %(reviews)s) AS review),
    (SELECT array_agg(DISTINCT line.product_id) FROM shop_order AS placed JOIN shop_orderline AS line ON line.order_id = placed.id
        WHERE placed.user_id = %(user)s AND placed.placed_at > %(lately)s AND placed.placed_at <= %(now)s
        AND placed.status <> 'cancelled' AND line.product_id IS NOT NULL),
    (SELECT json_agg(json_build_array(product_id, kind)) FROM (
        SELECT * FROM recommendations_feedback WHERE {mine} AND at <= %(now)s ORDER BY at DESC, id DESC LIMIT %(said)s) AS word),
    (SELECT json_agg(json_build_array(kind, code, value, label, low::text, high::text, at)) FROM (
        SELECT * FROM recommendations_profileedit WHERE {mine} AND at <= %(now)s ORDER BY at DESC, id DESC LIMIT %(said)s) AS edit),
    {in_cart}
"""
IN_CART = "(SELECT array_agg(held.product_id) FROM ({asked}) AS held)"


def of(shopper: Shopper | None, *, until: datetime | None = None, owner: cart.Owner | None = None) -> History:
    """`until` looks at what was known at an earlier moment, for measurements; with the `owner` of a cart also what lies in it, of
    people who are not followed that alone. One query."""
    if shopper is None:
        return NOBODY if owner is None else History(in_cart=cart.product_ids(owner))
    now = until or timezone.now()
    mine = "user_id = %(user)s" if shopper.user_id is not None else "visitor = %(visitor)s"
    values: dict[str, Any] = {
        "user": shopper.user_id,
        "visitor": shopper.visitor,
        "now": now,
        "lately": now - BOUGHT_LATELY,
        "events": MOST_EVENTS,
        "reviews": MOST_WORDS_OF_REVIEWS,
        "said": MOST_SAID,
    }
    in_cart = "NULL"
    if owner is not None:
        asked, values["owner"] = cart.asking(owner)
        in_cart = IN_CART.format(asked=asked)
    with planned.cursor() as cursor:
        cursor.execute(STATEMENT.format(mine=mine, in_cart=in_cart), values)
        events, reviews, bought, said, edits, held = cursor.fetchone()
    words, rows = _json(said), _json(edits)
    prices = next((row for row in rows if row[0] == ProfileEdit.Kind.PRICES), None)
    forgotten_at = max((_moment(row[6]) for row in rows if row[0] == ProfileEdit.Kind.FORGET), default=None)
    deeds = (
        Deed(kind, _moment(at), product, text, value or 0)
        for kind, at, product, text, value in (*_json(events), *_json(reviews))
    )
    return History(
        shopper=shopper,
        deeds=tuple(
            deed for deed in deeds if deed.kind != "review" or not forgotten_at or deed.at > forgotten_at
        ),
        bought=frozenset(bought or ()),
        liked=frozenset(product for product, kind in words if kind == Feedback.Kind.UP),
        hidden=frozenset(product for product, kind in words if kind != Feedback.Kind.UP),
        unlike=tuple(product for product, kind in words if kind == Feedback.Kind.LESS),
        edits=_edits(rows),
        prices=(_amount(prices[4]), _amount(prices[5])) if prices else None,
        forgotten_at=forgotten_at,
        in_cart=frozenset(held or ()),
        now=now,
    )


def whose(shopper: Shopper) -> Q:
    """A condition on rows that name an account or a visitor."""
    return Q(user_id=shopper.user_id) if shopper.user_id is not None else Q(visitor=shopper.visitor)


def _json(rows: str | list[Any] | None) -> list[Any]:
    """Django reads JSON columns as text."""
    return (json.loads(rows) if isinstance(rows, str) else rows) or []


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _edits(rows: Sequence[Any]) -> tuple[Edit, ...]:
    """The last word on each interest; rows are the latest first."""
    found: dict[tuple[str, str], Edit] = {}
    for kind, code, value, label, *_rest in rows:
        if kind in {ProfileEdit.Kind.LIKES, ProfileEdit.Kind.DISLIKES}:
            found.setdefault((code, value), Edit(code, value, label, kind == ProfileEdit.Kind.LIKES))
    return tuple(found.values())
