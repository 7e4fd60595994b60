"""Makes rows for tests, each with sensible values for what a test does not name."""

from __future__ import annotations

import itertools
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from shop import cart, checkout, orders, stock
from shop.models import (
    Cart,
    Category,
    Coupon,
    DeliveryMethod,
    DeliveryRate,
    Order,
    Payment,
    Product,
    TaxRate,
    User,
    Variant,
)

numbers = itertools.count(1)
ADDRESS = checkout.AddressLines(
    name="Alice Moreau", line1="Lindenstraße 12", city="Berlin", postcode="10969", country="DE"
)


def user(email: str = "", **fields: Any) -> User:
    return User.objects.create_user(
        email or f"shopper{next(numbers)}@example.com", "correct horse battery", **fields
    )


def category(name: str = "Kitchen", parent: Category | None = None) -> Category:
    values = {"name": name, "slug": f"{slugify(name)}-{next(numbers)}"}
    return Category.objects.add_child(parent, values) if parent else Category.objects.add_root(values)


def product(
    title: str = "", *, price: str = "19.90", units: int = 10, variants: int = 1, **fields: Any
) -> Product:
    """A published product; its variants cost the same and have `units` each in stock."""
    number = next(numbers)
    title = title or f"Stoneware mug {number}"
    values = {"status": Product.Status.PUBLISHED, "published_at": timezone.now(), **fields}
    made = Product.objects.create(title=title, slug=f"{slugify(title)}-{number}", **values)
    for position in range(variants):
        variant(made, price=price, units=units, position=position)
    made.refresh_from_db()
    return made


def variant(of: Product | None = None, *, price: str = "19.90", units: int = 10, **fields: Any) -> Variant:
    of = of or product(variants=0)
    values = {"weight_grams": 300, "sku": f"SKU-{next(numbers)}", **fields}
    made = Variant.objects.create(product=of, price=Decimal(price), **values)
    stock.create({made.pk: units}, low_at=2)
    return made


def delivery(
    country: str = "DE", *, price: str = "4.90", free_from: str | None = None, code: str = "standard"
) -> DeliveryMethod:
    method, _ = DeliveryMethod.objects.get_or_create(code=code, defaults={"name": code.title()})
    DeliveryRate.objects.create(
        method=method,
        country=country,
        max_weight_grams=30_000,
        price=Decimal(price),
        free_from=Decimal(free_from) if free_from else None,
    )
    return method


def tax(country: str = "DE", *, rate: str = "19", is_inclusive: bool = True) -> TaxRate:
    return TaxRate.objects.create(country=country, rate=Decimal(rate), is_inclusive=is_inclusive)


def coupon(code: str = "WELCOME", *, kind: str = "percent", value: str = "10", **fields: Any) -> Coupon:
    return Coupon.objects.create(code=code, kind=kind, value=Decimal(value), **fields)


def owner(of: User | None = None) -> cart.Owner:
    """Somebody with an empty cart."""
    if of is not None:
        return cart.Owner(of.pk, None)
    return cart.Owner(None, Cart.objects.create().token)


def request(**changes: Any) -> checkout.Request:
    values: dict[str, Any] = {
        "email": "alice@example.com",
        "address": ADDRESS,
        "delivery_code": "standard",
        "expected_total": None,
        "key": f"key-{next(numbers)}",
    }
    return checkout.Request(**{**values, **changes})


def placed_order(
    of: User | None = None,
    *,
    variants: list[Variant] | None = None,
    quantity: int = 2,
    email: str = "guest@example.com",
) -> Order:
    """An order that waits for payment, made the way shoppers make it; `email` is a guest's."""
    if not DeliveryRate.objects.filter(country="DE").exists():
        delivery()
    buyer = owner(of)
    for each in variants or [variant()]:
        cart.add(buyer, variant_id=each.pk, quantity=quantity)
    return checkout.place_order(buyer, request(email=of.email if of else email))


def pay(order: Order) -> Order:
    """The gateway reports the order's money."""
    Payment.objects.create(
        order=order,
        gateway="sandbox",
        reference=f"reference-{next(numbers)}",
        amount=order.total,
        currency=order.currency,
        status=Payment.Status.CAPTURED,
    )
    with transaction.atomic():
        orders.mark_paid(order.pk, actor=orders.GATEWAY)
    order.refresh_from_db()
    return order


def paid_order(of: User | None = None, **changes: Any) -> Order:
    return pay(placed_order(of, **changes))


def delivered_order(of: User | None = None, **changes: Any) -> Order:
    order = paid_order(of, **changes)
    orders.ship(order, actor=orders.SYSTEM, carrier="DHL", tracking_number="00340434")
    return orders.deliver(order, actor=orders.SYSTEM)


def run_out(order: Order) -> None:
    """Let the order's reservation be over."""
    order.reservations.update(expires_at=timezone.now() - timedelta(seconds=1))
