"""Writes what the shoppers did: accounts, events, delivered orders and reviews, in bulk, and orders in every state for Alice and Bob."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from shop import activity, cart, checkout, money, orders, pricing
from shop.demo import opinions, people
from shop.demo.model import Product as Entry
from shop.demo.seeded import chance
from shop.models import (
    Order,
    OrderEvent,
    OrderLine,
    Payment,
    Product,
    Review,
    SandboxSession,
    ShopperEvent,
    Stock,
    User,
    Variant,
)
from shop.payments import settlement
from shop.payments.sandbox import client, provider

BATCH = 2000
VAT = pricing.Tax(name="VAT", rate=Decimal(19), is_inclusive=True)
ADDRESS = checkout.AddressLines(
    name="", line1="Lindenstraße 12", city="Berlin", postcode="10969", country="DE"
)
STEPS = (("placed", ""), ("paid", "placed"), ("shipped", "paid"), ("delivered", "shipped"))
REFUSED = 0.01
Bought = tuple[people.Shopper, datetime, Entry]


def write(*, tick: Callable[[int, int], object]) -> None:
    """300 shoppers with what they viewed, searched, bought, rated and wrote."""
    now = timezone.now()
    users = _users(now)
    products = {product.external_id: product for product in Product.objects.all()}
    events: list[ShopperEvent] = []
    bought: list[Bought] = []
    rated: list[tuple[people.Shopper, datetime, Entry, int]] = []
    for done, shopper in enumerate(people.shoppers(), start=1):
        for number, deed in enumerate(people.deeds(shopper)):
            at = now - timedelta(days=deed.days_ago)
            product = products[deed.product.key] if deed.product else None
            key = uuid.uuid5(activity.NAMESPACE, f"demo {shopper.number} {number}")
            events.append(
                ShopperEvent(
                    kind=deed.kind,
                    user=users[shopper.number],
                    product=product,
                    query=deed.query,
                    value=deed.value or None,
                    key=key,
                    at=at,
                )
            )
            if deed.product and deed.kind == "purchase":
                bought.append((shopper, at, deed.product))
            if deed.product and deed.kind == "rating":
                rated.append((shopper, at, deed.product, deed.value))
        tick(done, people.SHOPPERS)
    ShopperEvent.objects.bulk_create(events, batch_size=BATCH)
    lines = _orders(bought, users, products)
    _reviews(rated, users, products, lines)
    activity.refresh_popularity()


def _users(now: datetime) -> dict[int, User]:
    nobody = make_password(None)
    made = {
        shopper.number: User(
            email=shopper.email,
            name=shopper.name,
            password=nobody,
            joined_at=now - timedelta(days=shopper.joined_days_ago),
        )
        for shopper in people.shoppers()
    }
    User.objects.bulk_create(made.values())
    return made


def _numbers(count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('shop_order_number') FROM generate_series(1, %s)", [count])
        return [f"M-{row[0]}" for row in cursor.fetchall()]


def _orders(
    bought: list[Bought], users: dict[int, User], products: dict[str | None, Product]
) -> dict[tuple[int, str], OrderLine]:
    """One delivered order for each purchase, priced by the shop's own arithmetic."""
    first = {}
    for variant in Variant.objects.order_by("product_id", "position"):
        first.setdefault(variant.product_id, variant)
    rows: list[Order] = []
    lines: dict[tuple[int, str], OrderLine] = {}
    for number, (shopper, at, entry) in zip(_numbers(len(bought)), bought, strict=True):
        variant = first[products[entry.key].pk]
        fee = money.ZERO if variant.price >= 49 else Decimal("4.90")
        totals = pricing.totals([pricing.Item(unit_price=variant.price, quantity=1)], delivery=fee, tax=VAT)
        rows.append(_order(number, shopper, users[shopper.number], at, totals))
        lines[shopper.number, entry.key] = OrderLine(
            order=rows[-1],
            product=products[entry.key],
            variant=variant,
            sku=variant.sku,
            title=entry.title,
            label=variant.label,
            unit_price=variant.price,
            quantity=1,
            tax=totals.items[0].tax,
            total=totals.items[0].total,
        )
    Order.objects.bulk_create(rows, batch_size=BATCH)
    OrderLine.objects.bulk_create(lines.values(), batch_size=BATCH)
    _paid(rows)
    OrderEvent.objects.bulk_create(
        [
            OrderEvent(
                order=row,
                status=status,
                previous=previous,
                actor_name="Shop",
                at=row.placed_at + timedelta(hours=9 * step),
            )
            for row in rows
            for step, (status, previous) in enumerate(STEPS)
        ],
        batch_size=BATCH,
    )
    return lines


def _paid(rows: Sequence[Order]) -> None:
    """The orders' payments, and the sandbox provider's own record of each, so that they can be refunded."""
    sessions = [
        SandboxSession(
            key=f"demo-{row.number}",
            order_number=row.number,
            amount=row.total,
            currency=row.currency,
            return_url=row.get_absolute_url(),
            expires_at=row.placed_at + timedelta(minutes=10),
        )
        for row in rows
    ]
    provider.record_captured(sessions)
    Payment.objects.bulk_create(
        [
            Payment(
                order=row,
                gateway="sandbox",
                reference=str(session.reference),
                capture_reference=client.capture_reference(session),
                amount=row.total,
                currency=row.currency,
                status=Payment.Status.CAPTURED,
            )
            for row, session in zip(rows, sessions, strict=True)
        ],
        batch_size=BATCH,
    )


def _order(number: str, shopper: people.Shopper, user: User, at: datetime, totals: pricing.Totals) -> Order:
    return Order(
        **{**asdict(ADDRESS), "name": shopper.name},
        number=number,
        user=user,
        email=shopper.email,
        status=Order.Status.DELIVERED,
        currency="EUR",
        items_total=totals.items_total,
        delivery_total=totals.delivery_total,
        tax_total=totals.tax_total,
        total=totals.total,
        tax_rate=VAT.rate,
        tax_name=VAT.name,
        delivery_method="Standard delivery",
        delivery_days_max=4,
        placed_at=at,
    )


def _reviews(
    rated: list[tuple[people.Shopper, datetime, Entry, int]],
    users: dict[int, User],
    products: dict[str | None, Product],
    lines: dict[tuple[int, str], OrderLine],
) -> None:
    seen: set[str] = set()
    rows: list[Review] = []
    for shopper, at, entry, stars in rated:
        attempt = 0
        title, text = opinions.opinion(entry, stars, shopper.number)
        while text in seen:
            attempt += 1
            title, text = opinions.opinion(entry, stars, shopper.number, attempt)
        seen.add(text)
        status = (
            Review.Status.PENDING
            if chance("queue", shopper.number, entry.key).random() < REFUSED
            else Review.Status.PUBLISHED
        )
        rows.append(
            Review(
                product=products[entry.key],
                user=users[shopper.number],
                order_line=lines[shopper.number, entry.key],
                rating=stars,
                title=title,
                text=text,
                author_name=shopper.name.split(" ")[0],
                status=status,
                created_at=at,
            )
        )
    Review.objects.bulk_create(rows, batch_size=BATCH)


def write_accounts() -> None:
    """Orders in every state for the demonstration accounts, taken through the shop's own functions."""
    ways = {
        "alice@example.com": (
            "placed",
            "paid",
            "fulfilling",
            "shipped",
            "delivered",
            "cancelled",
            "refunded",
        ),
        "bob@example.com": ("delivered", "shipped", "delivered"),
    }
    variants = list(
        Variant.objects.for_sale()
        .filter(stock__on_hand__gt=20)
        .order_by("product__category__path", "pk")[::37]
    )
    for email, states in ways.items():
        user = User.objects.get(email=email)
        for place, state in enumerate(states):
            order = _buy(user, variants[place * 2 : place * 2 + 2], key=f"demo-{place}")
            _walk(order, state)


def _buy(user: User, variants: list[Variant], *, key: str) -> Order:
    owner = cart.Owner(user.pk, None)
    for variant in variants:
        cart.add(owner, variant_id=variant.pk)
    chosen = checkout.quote(owner, country="DE").chosen
    address = checkout.AddressLines(**{**asdict(ADDRESS), "name": user.name})
    code = chosen.code if chosen else ""
    return checkout.place_order(
        owner, checkout.Request(email=user.email, address=address, delivery_code=code, key=key)
    )


def _walk(order: Order, state: str) -> None:
    if state == "placed":
        order.reservations.update(expires_at=timezone.now() + timedelta(days=3))
        return
    if state != "cancelled":
        with transaction.atomic():
            _paid([order])
            orders.mark_paid(order.pk, actor=orders.GATEWAY)
    ship = partial(orders.ship, carrier="DHL", tracking_number=f"00340434{order.pk:012d}")
    steps: dict[str, tuple[Callable[..., object], ...]] = {
        "fulfilling": (orders.start_packing,),
        "shipped": (orders.start_packing, ship),
        "delivered": (orders.start_packing, ship, orders.deliver),
        "cancelled": (orders.cancel,),
    }
    for step in steps.get(state, ()):
        step(order, actor=orders.SYSTEM)
    if state == "refunded":
        refund = orders.request_refund(order, actor=orders.SYSTEM, reason="Changed my mind", restock=True)
        settlement.send_refund(refund_id=refund.pk)


def is_complete() -> bool:
    return Order.objects.filter(user__email="bob@example.com").exists() and Stock.objects.exists()
