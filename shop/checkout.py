"""From cart to order. Owns IdempotencyKey and the birth of Order and OrderLine.

Invariant: an order, its reservations, its coupon use, its idempotency key and its outbox message exist together or not at
all: `place_order` is one durable transaction, and a repeated request finds the order that the first one made.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from shop import cart, cart_contents, delivery, money, orders, pricing, promotions, stock
from shop.models import IdempotencyKey, Order, OrderLine, User

KEEP_KEYS = timedelta(days=7)


class EmptyCart(Exception):
    """There is nothing to buy."""


class NoDelivery(Exception):
    """The method chosen does not carry this parcel to this country."""


class KeyReused(Exception):
    """The idempotency key came back with another request."""


class NotForSale(Exception):
    """Something in the cart is no longer sold."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.titles = titles
        super().__init__(", ".join(titles))


class TotalChanged(Exception):
    """The shopper agreed to another total than the one due now."""

    def __init__(self, total: Decimal) -> None:
        self.total = total
        super().__init__(str(total))


@dataclass(frozen=True, kw_only=True)
class AddressLines:
    name: str
    line1: str
    line2: str = ""
    city: str
    region: str = ""
    postcode: str = ""
    country: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Request:
    """`expected_total` is what the shopper was shown, None when nothing was; `key` is the idempotency key."""

    email: str
    address: AddressLines
    delivery_code: str
    note: str = ""
    language: str = "en"
    expected_total: Decimal | None = None
    key: str

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that was asked for."""
        body = json.dumps({**asdict(self), "key": ""}, sort_keys=True, default=str)
        return hashlib.sha256(body.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What the cart would cost delivered; nothing is written. `chosen` is None when nothing delivers there."""

    contents: cart_contents.Contents
    country: str
    options: tuple[delivery.Option, ...]
    chosen: delivery.Option | None
    totals: pricing.Totals


def quote(owner: cart.Owner, *, country: str = "", delivery_code: str | None = None) -> Quote:
    """Four queries. To the cart's own country where none is named; the cheapest method when none, or one that does not go, is."""
    found = cart.contents(owner, country=country)
    country = country or (found.cart.country if found.cart else "") or settings.DEFAULT_COUNTRY
    options = delivery.options(
        country,
        weight_grams=found.weight_grams,
        items_total=found.totals.items_total - found.totals.discount_total,
    )
    chosen = next((option for option in options if option.code == delivery_code), None)
    chosen = chosen or (options[0] if options else None)
    return Quote(
        contents=found,
        country=country,
        options=tuple(options),
        chosen=chosen,
        totals=_totals(found, chosen),
    )


def place_order(owner: cart.Owner, request: Request) -> Order:
    """Make the order and reserve its stock for RESERVATION_MINUTES; the same request again answers the same order.

    One durable transaction. Raises EmptyCart, NotForSale, NoDelivery, TotalChanged, KeyReused, stock.SoldOut,
    promotions.Unusable; then nothing is written.
    """
    with transaction.atomic(durable=True):
        key, order = _claim(owner, request)
        if order is not None:
            return order
        locked = cart.lock(owner)
        if locked is None:
            raise EmptyCart
        user = User.objects.get(pk=owner.user_id) if owner.user_id else None
        order = _create(owner, request, user)
        stock.reserve(order, quantities=_quantities(order), until=timezone.now() + reservation_time())
        cart.close(locked)
        orders.note_placed(order, actor=orders.Actor.of(user) if user else orders.SHOPPER_GUEST)
        IdempotencyKey.objects.filter(pk=key.pk).update(order=order)
    return order


def reservation_time() -> timedelta:
    return timedelta(minutes=settings.RESERVATION_MINUTES)


def prune() -> int:
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEEP_KEYS).delete()[0]


def _claim(owner: cart.Owner, request: Request) -> tuple[IdempotencyKey, Order | None]:
    """Write the key, or wait for the one who is writing it and take over its order."""
    scope = f"checkout:{owner.user_id or owner.token}"
    IdempotencyKey.objects.bulk_create(
        [IdempotencyKey(scope=scope, key=request.key[:200], fingerprint=request.fingerprint)],
        ignore_conflicts=True,
    )
    key = IdempotencyKey.objects.select_related("order").get(scope=scope, key=request.key[:200])
    if key.fingerprint != request.fingerprint:
        raise KeyReused
    return key, key.order


def _create(owner: cart.Owner, request: Request, user: User | None) -> Order:
    priced = quote(owner, country=request.address.country, delivery_code=request.delivery_code)
    _refuse_unbuyable(priced, request)
    contents, totals = priced.contents, priced.totals
    assert priced.chosen is not None  # noqa: S101 - _refuse_unbuyable raised otherwise
    order = Order.objects.create(
        number=_next_number(),
        user=user,
        email=request.email,
        language=request.language,
        currency=contents.currency,
        items_total=totals.items_total,
        discount_total=totals.discount_total,
        delivery_total=totals.delivery_total,
        tax_total=totals.tax_total,
        total=totals.total,
        tax_rate=totals.tax.rate,
        tax_name=totals.tax.name,
        is_tax_inclusive=totals.tax.is_inclusive,
        coupon_code=contents.coupon.code if contents.coupon else "",
        delivery_method=priced.chosen.name,
        delivery_days_max=priced.chosen.days_max,
        note=request.note[:500],
        cart=contents.cart,
        placed_at=timezone.now(),
        **asdict(request.address),
    )
    OrderLine.objects.bulk_create(
        [
            OrderLine(
                order=order,
                product=line.product,
                variant=line.variant,
                sku=line.variant.sku,
                title=line.product.title,
                label=line.variant.label,
                unit_price=line.unit_price,
                quantity=line.quantity,
                discount=item.discount,
                tax=item.tax,
                total=item.total,
            )
            for line, item in zip(contents.lines, totals.items, strict=True)
        ]
    )
    if contents.coupon:
        promotions.redeem(contents.coupon, order=order, user=user)
    return order


def _refuse_unbuyable(priced: Quote, request: Request) -> None:
    contents = priced.contents
    if contents.is_empty:
        raise EmptyCart
    gone = tuple(
        line.product.title
        for line in contents.lines
        if not (line.variant.is_active and line.product.is_published)
    )
    if gone:
        raise NotForSale(gone)
    short = [line.variant.pk for line in contents.lines if not line.is_available]
    if short:
        raise stock.SoldOut(short)
    if contents.coupon_problem:
        raise promotions.Unusable(contents.coupon_problem)
    if priced.chosen is None or priced.chosen.code != request.delivery_code:
        raise NoDelivery
    if request.expected_total is not None and request.expected_total != priced.totals.total:
        raise TotalChanged(priced.totals.total)


def _totals(contents: cart_contents.Contents, chosen: delivery.Option | None) -> pricing.Totals:
    return pricing.totals(
        [
            pricing.Item(unit_price=line.unit_price, quantity=line.quantity)
            for line in contents.lines
            if line.is_available
        ],
        discount=None if contents.coupon_problem else promotions.discount(contents.coupon),
        delivery=chosen.price if chosen else money.ZERO,
        tax=contents.totals.tax,
        currency=contents.currency,
    )


def _quantities(order: Order) -> dict[int, int]:
    return {line.variant_id: line.quantity for line in order.lines.all() if line.variant_id is not None}


def _next_number() -> str:
    """M-100001 and on, from a sequence; a number may be left out, never given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('shop_order_number')")
        return f"M-{cursor.fetchone()[0]}"
