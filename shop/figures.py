"""What a merchant wants to know at a glance: sales, orders by state, best sellers, what is short, what waits. Reads only.

Sales are what was paid less what went back; they are counted on the day, in the shop's time zone, on which the order was
placed. Orders that were never paid or that were cancelled do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from shop import money, orders
from shop.models import Order, OrderLine, OutboxMessage, Payment, ProductImage, Refund, Review, Stock
from shop.outbox import MAX_ATTEMPTS
from shop.payments import flow

COUNTED = orders.IS_PAID | {Order.Status.REFUNDED}


@dataclass(frozen=True, kw_only=True)
class Day:
    on: date
    revenue: Decimal
    orders: int


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days in a row, the last one today."""

    days: tuple[Day, ...]

    @property
    def revenue(self) -> Decimal:
        return sum((day.revenue for day in self.days), money.ZERO)

    @property
    def orders(self) -> int:
        return sum(day.orders for day in self.days)

    @property
    def average(self) -> Decimal:
        """What an order was worth."""
        return money.rounded(self.revenue / self.orders) if self.orders else money.ZERO


@dataclass(frozen=True, kw_only=True)
class Seller:
    """A product and what was sold of it; `picture` is the stored name of its first picture."""

    product_id: int
    title: str
    picture: str
    units: int
    revenue: Decimal


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What went wrong and waits for a person."""

    payments: int
    refunds: int
    messages: int


def sales(length: int) -> tuple[Period, Period]:
    """The last `length` days, and as many before them. One query."""
    today = timezone.localdate()
    first = today - timedelta(days=2 * length - 1)
    rows = (
        Order.objects.filter(placed_at__gte=midnight(first), status__in=COUNTED)
        .order_by()
        .annotate(on=TruncDate("placed_at"))
        .values("on")
        .annotate(revenue=Sum(F("total") - F("refunded_total")), count=Count("pk"))
    )
    by_day = {row["on"]: Day(on=row["on"], revenue=row["revenue"], orders=row["count"]) for row in rows}
    every = [first + timedelta(days=number) for number in range(2 * length)]
    days = [by_day.get(on) or Day(on=on, revenue=money.ZERO, orders=0) for on in every]
    return Period(days=tuple(days[length:])), Period(days=tuple(days[:length]))


def orders_by_state() -> dict[str, int]:
    """All orders, every state named, in the order in which an order passes them. One query."""
    counted = dict(Order.objects.order_by().values_list("status").annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in Order.Status.values}


def best_sellers(*, days: int, limit: int) -> list[Seller]:
    """Products that brought in the most in the last days, less what went back by the unit. One query."""
    kept = F("quantity") - F("refunded_quantity")
    pictures = ProductImage.objects.filter(product=OuterRef("product")).order_by("position", "pk")
    rows = (
        OrderLine.objects.filter(
            order__placed_at__gte=midnight(timezone.localdate() - timedelta(days=days - 1)),
            order__status__in=orders.IS_PAID,
            product__isnull=False,
        )
        .order_by()
        .values("product_id")
        .annotate(
            name=Max("product__title"),
            picture=Subquery(pictures.values("file")[:1]),
            units=Sum(kept),
            revenue=Sum(F("total") * kept / F("quantity")),
        )
        .order_by("-revenue", "product_id")[:limit]
    )
    return [
        Seller(
            product_id=row["product_id"],
            title=row["name"],
            picture=row["picture"] or "",
            units=row["units"],
            revenue=money.rounded(row["revenue"]),
        )
        for row in rows
    ]


def short(limit: int) -> tuple[list[Stock], int]:
    """The shortest stock of what is for sale, sold out first, and how many rows are short. Two queries."""
    rows = Stock.objects.low().filter(variant__product__status="published")
    shortest = rows.select_related("variant__product").annotate(left=F("on_hand") - F("reserved"))
    return list(shortest.order_by("left", "variant_id")[:limit]), rows.count()


def latest_orders(limit: int) -> QuerySet[Order]:
    return Order.objects.order_by("-placed_at", "-pk")[:limit]


def unread_reviews(limit: int) -> tuple[list[Review], int]:
    """Reviews that wait for moderation, the longest waiting first, and how many do. Two queries."""
    rows = Review.objects.filter(status=Review.Status.PENDING)
    return list(rows.select_related("product").order_by("created_at", "pk")[:limit]), rows.count()


def trouble() -> Trouble:
    """Three queries."""
    return Trouble(
        payments=troubled_payments().count(),
        refunds=Refund.objects.filter(status=Refund.Status.FAILED).count(),
        messages=OutboxMessage.objects.filter(delivered_at__isnull=True, attempts__gte=MAX_ATTEMPTS).count(),
    )


def troubled_payments() -> QuerySet[Payment]:
    """Payments of which the gateway reports another amount than was asked for."""
    return Payment.objects.filter(status=Payment.Status.FAILED, failure__endswith=flow.NEEDS_A_LOOK)


def midnight(on: date) -> datetime:
    """The moment at which the day begins in the shop's time zone."""
    return timezone.make_aware(datetime.combine(on, time.min))
