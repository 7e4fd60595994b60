"""Stock: the only writer of Stock, Reservation and StockMovement.

Invariant: `0 <= reserved <= on_hand`. Units are taken by a conditional UPDATE (the affected rows tell who won), always in
primary-key order so that baskets in opposite order cannot deadlock; CHECK constraints stand behind it. Who listens to the
outbox hears of a product when one of its variants sells out or is there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from shop import catalog
from shop.models import Order, Reservation, Stock, StockMovement, User, Variant

Reason = StockMovement.Reason


class SoldOut(Exception):
    """Fewer units than wanted are available of the variants named."""

    def __init__(self, variant_ids: Iterable[int]) -> None:
        self.variant_ids = tuple(variant_ids)
        super().__init__(f"Sold out: {self.variant_ids}")


class BelowReserved(Exception):
    """The number on hand would fall below what orders have reserved."""


def create(on_hand: Mapping[int, int], *, low_at: int, actor: User | None = None) -> None:
    """Give new variants (by id) their first stock. Two queries."""
    Stock.objects.bulk_create(
        [Stock(variant_id=variant_id, on_hand=units, low_at=low_at) for variant_id, units in on_hand.items()],
        batch_size=1000,
    )
    StockMovement.objects.bulk_create(
        [
            StockMovement(
                variant_id=variant_id, delta=units, on_hand=units, reason=Reason.RECEIVED, actor=actor
            )
            for variant_id, units in on_hand.items()
            if units
        ],
        batch_size=1000,
    )


def reserve(order: Order, *, quantities: Mapping[int, int], until: datetime) -> None:
    """Hold units of variants (by id) for the order, all or none. In the caller's transaction; one query a variant and two.

    Raises SoldOut naming every variant that is short; the caller's transaction must then roll back.
    """
    short = [variant_id for variant_id in sorted(quantities) if not _take(variant_id, quantities[variant_id])]
    if short:
        raise SoldOut(short)
    _note_turns({variant_id: -units for variant_id, units in quantities.items()})
    Reservation.objects.bulk_create(
        [
            Reservation(order=order, variant_id=variant_id, quantity=quantities[variant_id], expires_at=until)
            for variant_id in sorted(quantities)
        ]
    )


def _take(variant_id: int, quantity: int) -> bool:
    return bool(
        Stock.objects.filter(variant_id=variant_id, on_hand__gte=F("reserved") + quantity).update(
            reserved=F("reserved") + quantity
        )
    )


def consume(order: Order) -> None:
    """The order is paid: its held units leave the shop. In the caller's transaction, which has locked the order."""
    for held in _held(order):
        Stock.objects.filter(variant_id=held.variant_id).update(
            on_hand=F("on_hand") - held.quantity, reserved=F("reserved") - held.quantity
        )
        _log(held.variant_id, -held.quantity, reason=Reason.SOLD, order=order)
    _close(order, Reservation.Status.CONSUMED)


def release(order: Order) -> None:
    """The order is given up: its held units are for sale again. In the caller's transaction, which has locked the order."""
    freed = {held.variant_id: held.quantity for held in _held(order)}
    for variant_id, units in freed.items():
        Stock.objects.filter(variant_id=variant_id).update(reserved=F("reserved") - units)
    _note_turns(freed)
    _close(order, Reservation.Status.RELEASED)


def extend(order: Order, *, until: datetime) -> None:
    """The shopper is on the payment page: hold the units longer."""
    order.reservations.filter(status=Reservation.Status.HELD, expires_at__lt=until).update(expires_at=until)


def restock(order: Order, *, quantities: Mapping[int, int], actor_id: int | None = None) -> None:
    """Units of a cancelled or returned order come back into the shop. In the caller's transaction."""
    for variant_id in sorted(quantities):
        if Stock.objects.filter(variant_id=variant_id).update(on_hand=F("on_hand") + quantities[variant_id]):
            _log(variant_id, quantities[variant_id], reason=Reason.RETURNED, order=order, actor_id=actor_id)
    _note_turns(quantities)


@transaction.atomic
def adjust(variant_id: int, *, delta: int, reason: str, note: str = "", actor: User | None = None) -> int:
    """Change the number on hand by `delta`; answers the new number. Raises BelowReserved."""
    Stock.objects.get_or_create(variant_id=variant_id)
    changed = Stock.objects.filter(variant_id=variant_id, on_hand__gte=F("reserved") - delta).update(
        on_hand=F("on_hand") + delta
    )
    if not changed:
        raise BelowReserved
    _note_turns({variant_id: delta})
    return _log(variant_id, delta, reason=reason, note=note, actor_id=actor.pk if actor else None)


@transaction.atomic
def receive(units: Mapping[int, int], *, note: str = "", actor: User | None = None) -> None:
    """Goods came in: units by variant id, all or none. In primary-key order."""
    for variant_id in sorted(units):
        adjust(variant_id, delta=units[variant_id], reason=Reason.RECEIVED, note=note, actor=actor)


def warn_at(variant_id: int, level: int) -> None:
    """From how few units on the variant counts as short."""
    Stock.objects.filter(variant_id=variant_id).update(low_at=level)


@transaction.atomic
def count(
    variant_id: int, *, on_hand: int, reason: str = Reason.COUNTED, note: str = "", actor: User | None = None
) -> int:
    """Set the number on hand as counted on the shelf; no movement when it was right. Raises BelowReserved."""
    Stock.objects.get_or_create(variant_id=variant_id)
    present = Stock.objects.select_for_update().get(variant_id=variant_id)
    if on_hand == present.on_hand:
        return on_hand
    return adjust(variant_id, delta=on_hand - present.on_hand, reason=reason, note=note, actor=actor)


def available(variant_ids: Iterable[int]) -> dict[int, int]:
    """Units for sale by variant id; variants without stock are absent. One query."""
    return {
        stock.variant_id: stock.available for stock in Stock.objects.filter(variant_id__in=list(variant_ids))
    }


def missing_variants() -> list[int]:
    """Variants that never had a stock row."""
    return list(Variant.objects.filter(stock__isnull=True).values_list("pk", flat=True))


def _note_turns(moved: Mapping[int, int]) -> None:
    """Note the products that came or went: `moved` says by how much what is available of each variant changed. One query."""
    rows = Stock.objects.filter(variant_id__in=moved, variant__is_active=True).values_list(
        "variant_id", "variant__product_id", F("on_hand") - F("reserved")
    )
    catalog.note_changed(
        product_id for variant_id, product_id, left in rows if (left > 0) != (left - moved[variant_id] > 0)
    )


def _held(order: Order) -> list[Reservation]:
    return list(
        order.reservations.select_for_update().filter(status=Reservation.Status.HELD).order_by("variant_id")
    )


def _close(order: Order, status: str) -> None:
    order.reservations.filter(status=Reservation.Status.HELD).update(status=status)


def _log(
    variant_id: int,
    delta: int,
    *,
    reason: str,
    note: str = "",
    order: Order | None = None,
    actor_id: int | None = None,
) -> int:
    on_hand = Stock.objects.values_list("on_hand", flat=True).get(variant_id=variant_id)
    StockMovement.objects.create(
        variant_id=variant_id,
        delta=delta,
        on_hand=on_hand,
        reason=reason,
        note=note,
        order=order,
        actor_id=actor_id,
    )
    return on_hand
