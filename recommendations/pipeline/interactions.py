"""What shoppers did, cleaned: views, cart additions, purchases and ratings as one row for each shopper and product.

Reads only. Invariants: nobody who objects ("do not use my history") is among the shoppers; no rating is outside 1 to 5, no time
after now; nobody counts for more than MOST_OF_ONE products. What was left out, and why, is in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from recommendations.algorithms.events import Codes, Interactions, clean
from shop.activity import Shopper
from shop.models import Order, OrderLine, Review, ShopperEvent

Kind = ShopperEvent.Kind
LIKING = {Kind.VIEW.value: 3.0, Kind.CART.value: 3.5, Kind.PURCHASE.value: 4.0}
"""Stars that an event without stars stands for."""
DISLIKED = 2
MOST_OF_ONE = 500
SKEW = timedelta(minutes=5)
"""How far ahead a clock may be before a time counts as of the future."""
CHUNK = 20_000
Paid = Order.Status.PAID, Order.Status.FULFILLING, Order.Status.SHIPPED, Order.Status.DELIVERED
Who = tuple[int | None, UUID | None]


@dataclass(frozen=True, slots=True)
class Event:
    """`stars` are those given, or None; `times` is a POSIX time."""

    who: Who
    product: int
    kind: str
    stars: int | None
    time: float


@dataclass(kw_only=True)
class Report:
    """How many events there were and what became of them."""

    read: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    without_product: int = 0
    impossible: int = 0
    in_future: int = 0
    repeated: int = 0
    disliked: int = 0
    capped_shoppers: int = 0
    capped: int = 0
    kept: int = 0
    shoppers: int = 0
    products: int = 0

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True, eq=False)
class Gathered:
    """`interactions` with codes of `shoppers` and `product_ids`, which ascend; `is_bought` stands beside each interaction."""

    interactions: Interactions
    shoppers: Sequence[Shopper]
    product_ids: Codes
    is_bought: np.ndarray
    report: Report


def gather(*, now: datetime | None = None) -> Gathered:
    """Everything within ACTIVITY_DAYS. Some queries; memory for about 200 bytes an event."""
    now = now or timezone.now()
    since = now - timedelta(days=settings.ACTIVITY_DAYS)
    return cleaned(_read(since), now=now)


def _read(since: datetime) -> Iterator[Event | None]:
    """None stands for an event whose product is gone."""
    may_be_used = Q(user__isnull=True) | Q(user__uses_history=True, user__is_active=True)
    events = ShopperEvent.objects.filter(may_be_used, at__gte=since).exclude(kind=Kind.SEARCH)
    rows = events.order_by().values_list("user_id", "visitor", "product_id", "kind", "value", "at")
    for user, visitor, product, kind, value, at in rows.iterator(chunk_size=CHUNK):
        stars = value if kind == Kind.RATING else None
        who = (user, None if user else visitor)
        yield Event(who, product, kind, stars, at.timestamp()) if product else None
    lines = OrderLine.objects.filter(
        order__user__uses_history=True,
        order__user__is_active=True,
        order__status__in=Paid,
        order__placed_at__gte=since,
    )
    bought = lines.order_by().values_list("order__user_id", "product_id", "order__placed_at")
    for user, product, at in bought.iterator(chunk_size=CHUNK):
        yield Event((user, None), product, Kind.PURCHASE, None, at.timestamp()) if product else None
    reviews = Review.objects.exclude(status=Review.Status.WITHDRAWN).filter(
        user__uses_history=True, user__is_active=True, created_at__gte=since
    )
    rated = reviews.order_by().values_list("user_id", "product_id", "rating", "created_at")
    for user, product, stars, at in rated.iterator(chunk_size=CHUNK):
        yield Event((user, None), product, Kind.RATING, stars, at.timestamp())


def cleaned(events: Iterable[Event | None], *, now: datetime) -> Gathered:
    """One row for each shopper and product: the time of the last event, the stars or what the strongest event stands for."""
    report, latest = Report(), now.timestamp()
    liking: dict[tuple[Who, int], float] = {}
    times: dict[tuple[Who, int], float] = {}
    stars: dict[tuple[Who, int], tuple[float, int]] = {}
    bought: set[tuple[Who, int]] = set()
    for event in events:
        report.read += 1
        if event is None:
            report.without_product += 1
            continue
        if not _is_possible(event):
            report.impossible += 1
            continue
        report.by_kind[event.kind] = report.by_kind.get(event.kind, 0) + 1
        report.in_future += event.time > latest + SKEW.total_seconds()
        time, pair = min(event.time, latest), (event.who, event.product)
        report.repeated += pair in times
        times[pair] = max(times.get(pair, time), time)
        liking[pair] = max(liking.get(pair, 0.0), LIKING.get(event.kind, 0.0))
        if event.stars is not None and time >= stars.get(pair, (0.0, 0))[0]:
            stars[pair] = (time, event.stars)
        if event.kind == Kind.PURCHASE:
            bought.add(pair)
    given = {pair: float(stars[pair][1]) if pair in stars else liking[pair] for pair in times}
    return _numbered(_capped(_liked(given, report), times, report), given, times, bought, report)


def _is_possible(event: Event) -> bool:
    """Whether it says who, when and, if anything, stars that exist."""
    if event.who == (None, None) or not 0 < event.time < 1e11:
        return False
    return (
        event.stars is not None and 1 <= event.stars <= 5
        if event.kind == Kind.RATING
        else event.kind in LIKING
    )


def _liked(given: dict[tuple[Who, int], float], report: Report) -> list[tuple[Who, int]]:
    """What got one or two stars is no example of what to recommend."""
    kept = [pair for pair, value in given.items() if value > DISLIKED]
    report.disliked = len(given) - len(kept)
    return kept


def _capped(
    pairs: list[tuple[Who, int]], times: dict[tuple[Who, int], float], report: Report
) -> dict[Who, list[tuple[Who, int]]]:
    """Of each shopper the latest MOST_OF_ONE."""
    by_shopper: dict[Who, list[tuple[Who, int]]] = {}
    for pair in pairs:
        by_shopper.setdefault(pair[0], []).append(pair)
    for who, own in by_shopper.items():
        if len(own) > MOST_OF_ONE:
            own.sort(key=lambda pair: (-times[pair], pair[1]))
            report.capped_shoppers += 1
            report.capped += len(own) - MOST_OF_ONE
            by_shopper[who] = own[:MOST_OF_ONE]
    return by_shopper


def _numbered(
    by_shopper: dict[Who, list[tuple[Who, int]]],
    given: dict[tuple[Who, int], float],
    times: dict[tuple[Who, int], float],
    bought: set[tuple[Who, int]],
    report: Report,
) -> Gathered:
    """Codes in the order of ids, so that the same events give the same numbers."""
    people = sorted(by_shopper, key=lambda who: (who[0] or 0, str(who[1])))
    pairs = [pair for who in people for pair in by_shopper[who]]
    ids = np.array(sorted({product for _, product in pairs}), np.int64)
    shopper_code = {who: code for code, who in enumerate(people)}
    shoppers = np.array([shopper_code[who] for who, _ in pairs], np.int64)
    items = np.searchsorted(ids, np.array([product for _, product in pairs], np.int64))
    found = clean(
        shoppers,
        items,
        ratings=[given[pair] for pair in pairs],
        times=[times[pair] for pair in pairs],
        shopper_count=len(people),
        item_count=len(ids),
    )
    keys = {
        (shopper_code[who], int(item))
        for (who, _), item, pair in zip(pairs, items, pairs, strict=True)
        if pair in bought
    }
    report.kept, report.shoppers, report.products = len(found), len(people), len(ids)
    return Gathered(
        interactions=found,
        shoppers=[Shopper(user_id=user, visitor=visitor) for user, visitor in people],
        product_ids=ids,
        is_bought=np.array(
            [pair in keys for pair in zip(found.shoppers.tolist(), found.items.tolist(), strict=True)], bool
        ),
        report=report,
    )
