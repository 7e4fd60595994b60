"""New prices for many variants at once: planned first, applied only while the prices are those of the plan.

Invariant: a list price stands above the price or not at all. The database's trigger writes the price history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet

from shop import catalog, money
from shop.models import Product, Variant

Way = Literal["price", "offer", "end"]
HIGHEST = Decimal("9999999999.99")


class Moved(Exception):
    """A price changed after the plan was made."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`price`: by percent. `offer`: the same, the price before is shown crossed out. `end`: back to the list price.

    `ending` is what the new prices shall end in, such as 0.95; None leaves them as they come.
    """

    way: Way
    percent: Decimal = Decimal(0)
    ending: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    variant_id: int
    product_id: int
    name: str
    sku: str
    price: Decimal
    list_price: Decimal | None
    new_price: Decimal
    new_list_price: Decimal | None

    @property
    def is_change(self) -> bool:
        return (self.price, self.list_price) != (self.new_price, self.new_list_price)


def new_price(price: Decimal, *, percent: Decimal, ending: Decimal | None, currency: str = "EUR") -> Decimal:
    """Pure. The price changed by percent, rounded, then moved to the nearest one with the ending.

    Never below zero; an ending that would turn a cut into a rise, or a rise into a cut, is not taken.
    """
    changed = min(max(money.rounded(price * (100 + percent) / 100, currency), money.ZERO), HIGHEST)
    if ending is None or not changed:
        return changed
    whole = changed.quantize(Decimal(1), rounding=ROUND_FLOOR)
    near = [whole + step + ending for step in (-1, 0, 1)]
    low, high = (money.ZERO, price) if percent < 0 else (price, HIGHEST)
    fitting = [candidate for candidate in near if candidate > 0 and low <= candidate <= high]
    return min(fitting, key=lambda candidate: (abs(candidate - changed), candidate), default=changed)


def plan(products: QuerySet[Product], rule: Rule, *, currency: str = "EUR") -> list[Change]:
    """What the rule makes of every variant of the products, those that stay as they are among them. One query."""
    rows = Variant.objects.filter(product__in=products).select_related("product")
    return [
        _change(row, rule, currency)
        for row in rows.order_by("product__title", "product_id", "position", "pk")
    ]


def fingerprint(changes: Sequence[Change]) -> str:
    """The same for the same plan only."""
    return hashlib.sha256(repr(list(changes)).encode()).hexdigest()[:32]


@transaction.atomic
def apply(changes: Sequence[Change]) -> int:
    """Write the plan; answers how many variants got another price. Raises Moved, and then writes nothing.

    Products are locked before their variants, in the order of their ids, as imports do.
    """
    due = [change for change in changes if change.is_change]
    product_ids = sorted({change.product_id for change in due})
    list(
        Product.objects.select_for_update(no_key=True)
        .filter(pk__in=product_ids)
        .order_by("pk")
        .values_list("pk")
    )
    rows = {
        row.pk: row
        for row in Variant.objects.select_for_update()
        .filter(pk__in=[change.variant_id for change in due])
        .order_by("pk")
    }
    for change in due:
        row = rows.get(change.variant_id)
        if row is None or (row.price, row.list_price) != (change.price, change.list_price):
            raise Moved
        row.price, row.list_price = change.new_price, change.new_list_price
    Variant.objects.bulk_update(rows.values(), ["price", "list_price"], batch_size=500)
    catalog.note_changed(product_ids)
    return len(due)


def _change(row: Variant, rule: Rule, currency: str) -> Change:
    price, above = row.price, row.list_price
    if rule.way == "end":
        price, above = (above, None) if above is not None else (price, None)
    else:
        price = new_price(row.price, percent=rule.percent, ending=rule.ending, currency=currency)
        before = max(row.price, above or row.price) if rule.way == "offer" else above
        above = before if before is not None and before > price else None
    return Change(
        variant_id=row.pk,
        product_id=row.product_id,
        name=f"{row.product.title} {row.label}".strip(),
        sku=row.sku,
        price=row.price,
        list_price=row.list_price,
        new_price=price,
        new_list_price=above,
    )
