"""Orders as a file for bookkeeping: one row an order, amounts as plain numbers, cells safe in spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from shop.exchange import dumping
from shop.models import Order

COLUMNS = (
    "number",
    "placed_at",
    "status",
    "email",
    "name",
    "line1",
    "line2",
    "postcode",
    "city",
    "region",
    "country",
    "currency",
    "items_total",
    "discount_total",
    "delivery_total",
    "tax_name",
    "tax_rate",
    "tax_total",
    "total",
    "refunded_total",
    "coupon_code",
    "delivery_method",
    "carrier",
    "tracking_number",
    "lines",
)


def as_csv(orders: QuerySet[Order]) -> Iterator[str]:
    """Lines of CSV, the first one naming the columns; three queries for each 500 orders."""
    yield dumping.line(COLUMNS)
    found = orders.select_related("fulfilment").prefetch_related("lines")
    for order in found.iterator(chunk_size=500):
        yield dumping.line([_cell(order, column) for column in COLUMNS])


def _cell(order: Order, column: str) -> str:
    if column == "placed_at":
        return timezone.localtime(order.placed_at).isoformat(timespec="seconds")
    if column == "lines":
        return "; ".join(f"{line.quantity} x {line.sku}" for line in order.lines.all())
    if column in {"carrier", "tracking_number"}:
        return getattr(order.fulfilment, column) if hasattr(order, "fulfilment") else ""
    return str(getattr(order, column))
