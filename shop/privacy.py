"""What is kept of an account: taken along as a file, or erased. Apps above register their part in AppConfig.ready().

Invariants: an export holds what is the account's own and nothing of others; an erasure is one transaction, after which no row of
any part names the person. Orders stay, because accounts of what was sold and taxed must be kept, but they name nobody any more. What the person
ordered as a guest is theirs too, if its address is one that the account has proved to be its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from shop import orders, reviews
from shop.models import Address, Cart, Device, Order, Refund, Review, ShopperEvent, User

FORMAT = 1
S = Order.Status
UNDER_WAY = (S.PLACED, S.PAID, S.FULFILLING, S.SHIPPED)


class OrdersUnderWay(Exception):
    """These orders, or money on its way back for them, still need a name and an address."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = numbers


class IsStaff(Exception):
    """What staff did stays signed; the owner takes the account out of the staff first."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """`export` gives plain values; `erase` answers how many rows are gone."""

    name: str
    export: Callable[[User], Any]
    erase: Callable[[User], int]


_parts: dict[str, Part] = {}


def register(name: str, *, export: Callable[[User], Any], erase: Callable[[User], int]) -> None:
    """What an app keeps of an account. Registering a name again replaces it."""
    _parts[name] = Part(name=name, export=export, erase=erase)


def parts() -> tuple[str, ...]:
    return tuple(_parts)


def export(user: User) -> dict[str, Any]:
    """Everything, as plain values that JSON can hold."""
    own = {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "account": _account(user),
        "addresses": [_address(row) for row in Address.objects.filter(user=user).order_by("pk")],
        "orders": [_order(row) for row in _orders(user)],
        "reviews": [_review(row) for row in Review.objects.filter(user=user).select_related("product")],
        "cart": _cart(user),
        "history": _events(user),
        "devices": _devices(user),
    }
    return own | {part.name: part.export(user) for part in _parts.values()}


def obstacles(user: User) -> list[str]:
    """Numbers of the orders that an erasure waits for. Three queries."""
    mine = Order.objects.of_person(user)
    refunds = Refund.objects.filter(order__in=mine, status=Refund.Status.PENDING)
    waiting = set(mine.filter(status__in=UNDER_WAY).values_list("number", flat=True))
    return sorted(waiting | set(refunds.values_list("order__number", flat=True)))


@transaction.atomic
def erase(user: User) -> None:
    """Delete the account with all that belongs to it, and take its name off its orders. Raises IsStaff, OrdersUnderWay."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_staff or locked.is_superuser:
        raise IsStaff
    if numbers := obstacles(locked):
        raise OrdersUnderWay(numbers)
    for part in _parts.values():
        part.erase(locked)
    reviews.erase(locked)
    orders.anonymise(locked)
    locked.delete()


def _account(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "joined_at": user.joined_at.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "uses_history": user.uses_history,
    }


def _address(row: Address) -> dict[str, Any]:
    fields = ("name", "line1", "line2", "postcode", "city", "region", "country", "phone", "is_default")
    return {field: getattr(row, field) for field in fields}


def _orders(user: User) -> Any:
    return Order.objects.of_person(user).prefetch_related("lines", "events").order_by("placed_at", "pk")


def _order(row: Order) -> dict[str, Any]:
    fields = ("number", "status", "email", "currency", "delivery_method", "coupon_code", "note")
    amounts = ("items_total", "discount_total", "delivery_total", "tax_total", "total", "refunded_total")
    return {
        **{field: getattr(row, field) for field in fields},
        **{field: str(getattr(row, field)) for field in amounts},
        "placed_at": row.placed_at.isoformat(),
        "address": [line for line in (*_lines(row), row.phone) if line],
        "lines": [
            {
                "sku": line.sku,
                "title": line.title,
                "options": line.label,
                "quantity": line.quantity,
                "unit_price": str(line.unit_price),
                "total": str(line.total),
            }
            for line in row.lines.all()
        ],
        "events": [{"status": event.status, "at": event.at.isoformat()} for event in row.events.all()],
    }


def _lines(row: Order) -> list[str]:
    """The delivery address; `Order.lines` are what was bought."""
    place = " ".join(part for part in (row.postcode, row.city) if part)
    return [row.name, row.line1, row.line2, place, row.region, row.country]


def _review(row: Review) -> dict[str, Any]:
    return {
        "product": row.product.title,
        "rating": row.rating,
        "title": row.title,
        "text": row.text,
        "author_name": row.author_name,
        "status": row.status,
        "written_at": row.created_at.isoformat(),
    }


def _cart(user: User) -> list[dict[str, Any]]:
    rows = Cart.objects.filter(user=user, status=Cart.Status.OPEN).values_list(
        "lines__variant__product__title", "lines__variant__sku", "lines__quantity"
    )
    return [
        {"product": title, "sku": sku, "quantity": quantity}
        for title, sku, quantity in rows
        if sku is not None
    ]


def _devices(user: User) -> list[dict[str, Any]]:
    rows = Device.objects.filter(user=user).order_by("pk")
    return [
        {"platform": row.platform, "app_version": row.app_version, "seen_at": row.seen_at.isoformat()}
        for row in rows
    ]


def _events(user: User) -> list[dict[str, Any]]:
    rows = ShopperEvent.objects.filter(user=user).order_by("at", "pk")
    values = rows.values_list("at", "kind", "product__title", "query", "value")
    return [
        {"at": at.isoformat(), "kind": kind, "product": title, "words": words, "value": value}
        for at, kind, title, words, value in values
    ]
