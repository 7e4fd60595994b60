"""What an order costs: items, discount, delivery and tax. Pure; the one place where totals are made.

Invariants: line discounts sum to the discount; line taxes and the delivery's tax sum to the tax; with inclusive tax
total = items - discount + delivery, with exclusive tax that plus the tax.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shop import money

DiscountKind = Literal["percent", "amount", "delivery"]


@dataclass(frozen=True, kw_only=True)
class Item:
    unit_price: Decimal
    quantity: int

    @property
    def subtotal(self) -> Decimal:
        return self.unit_price * self.quantity


@dataclass(frozen=True, kw_only=True)
class Discount:
    kind: DiscountKind
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Tax:
    """`rate` in percent. Inclusive: the prices given contain it; exclusive: it is added on top."""

    name: str
    rate: Decimal
    is_inclusive: bool


@dataclass(frozen=True, kw_only=True)
class PricedItem:
    """`total` is after discount; with exclusive tax it does not contain `tax`."""

    subtotal: Decimal
    discount: Decimal
    tax: Decimal
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class Totals:
    items: tuple[PricedItem, ...]
    items_total: Decimal
    discount_total: Decimal
    delivery_total: Decimal
    delivery_tax: Decimal
    tax_total: Decimal
    total: Decimal
    tax: Tax


def discount_on(items_total: Decimal, discount: Discount | None, currency: str = "EUR") -> Decimal:
    """The amount off the items: never more than they cost."""
    if discount is None or discount.kind == "delivery":
        return money.ZERO
    off = items_total * discount.value / 100 if discount.kind == "percent" else discount.value
    return min(money.rounded(off, currency), items_total)


def tax_in(amount: Decimal, tax: Tax, currency: str = "EUR") -> Decimal:
    """The tax contained in an inclusive amount, or due on top of an exclusive one."""
    divisor = 100 + tax.rate if tax.is_inclusive else Decimal(100)
    return money.rounded(amount * tax.rate / divisor, currency)


def totals(
    items: Sequence[Item],
    *,
    discount: Discount | None = None,
    delivery: Decimal = money.ZERO,
    tax: Tax,
    currency: str = "EUR",
) -> Totals:
    """Price a cart or an order; tax is rounded once for the whole and then shared by the largest remainder."""
    subtotals = [money.rounded(item.subtotal, currency) for item in items]
    items_total = sum(subtotals, money.ZERO)
    off = discount_on(items_total, discount, currency)
    delivery = money.ZERO if discount is not None and discount.kind == "delivery" else delivery
    discounts = money.split(off, subtotals, currency)
    net = [subtotal - part for subtotal, part in zip(subtotals, discounts, strict=True)]
    due = items_total - off + delivery
    tax_total = tax_in(due, tax, currency)
    *item_taxes, delivery_tax = money.split(tax_total, [*net, delivery], currency)
    return Totals(
        items=tuple(
            PricedItem(subtotal=subtotal, discount=part, tax=item_tax, total=subtotal - part)
            for subtotal, part, item_tax in zip(subtotals, discounts, item_taxes, strict=True)
        ),
        items_total=items_total,
        discount_total=off,
        delivery_total=delivery,
        delivery_tax=delivery_tax,
        tax_total=tax_total,
        total=due if tax.is_inclusive else due + tax_total,
        tax=tax,
    )
