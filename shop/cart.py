"""Carts: the only writer of Cart and CartLine.

Invariant: every write locks its cart's row first, so parallel additions lose nothing, and an addition that meets an order
being placed goes to a new cart. A guest's cart is known by the token in the session, a shopper's by the account.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Least
from django.http import HttpRequest
from django.utils import timezone

from shop import cart_contents, planned, promotions
from shop.models import Cart, CartLine, Coupon, User, Variant

SESSION_KEY = "cart"
LIMIT = settings.CART_LINE_LIMIT


class NotForSale(Exception):
    """The variant does not exist, is not published or is no longer sold."""


class OutOfStock(Exception):
    """Not one unit more can be put into the cart."""


@dataclass(frozen=True)
class Owner:
    """Whose cart: the account's, or else the one of the guest's token."""

    user_id: int | None
    token: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class Added:
    """`quantity` is what the line holds now; capped when that is less than was asked for."""

    cart: Cart
    line_id: int
    variant: Variant
    quantity: int
    added: int
    is_capped: bool


@dataclass(frozen=True, kw_only=True)
class Refilled:
    """Units put into the cart, and units that are not to be had any more. `cart` is None when there are none of the first."""

    cart: Cart | None
    added: int
    missing: int


def token_of(session: SessionBase) -> uuid.UUID | None:
    try:
        return uuid.UUID(session[SESSION_KEY])
    except (KeyError, ValueError):
        return None


def owner_of(request: HttpRequest) -> Owner:
    return Owner(
        user_id=request.user.pk if request.user.is_authenticated else None, token=token_of(request.session)
    )


IN_CART = """
SELECT variant.product_id FROM shop_cart AS cart JOIN shop_cartline AS line ON line.cart_id = cart.id
JOIN shop_variant AS variant ON variant.id = line.variant_id WHERE cart.{mine} = %(owner)s AND cart.status = 'open'
"""
"""Written out, because every shelf asks: composing it took longer than running it."""
Key = int | uuid.UUID | None


def product_ids(owner: Owner) -> frozenset[int]:
    """What lies in the open cart. One query, none without a cart."""
    if owner.user_id is None and owner.token is None:
        return frozenset()
    statement, key = asking(owner)
    with planned.cursor() as cursor:
        cursor.execute(statement, {"owner": key})
        return frozenset(row[0] for row in cursor.fetchall())


def asking(owner: Owner) -> tuple[str, Key]:
    """The statement of `product_ids` and its value `owner`, for who asks more in the same trip."""
    if owner.user_id is not None:
        return IN_CART.format(mine="user_id"), owner.user_id
    return IN_CART.format(mine="token"), owner.token


def remember(session: SessionBase, cart: Cart) -> None:
    """Tie a guest's cart to the browser."""
    if cart.user_id is None and session.get(SESSION_KEY) != str(cart.token):
        session[SESSION_KEY] = str(cart.token)


def forget(session: SessionBase) -> None:
    session.pop(SESSION_KEY, None)


def find(owner: Owner) -> Cart | None:
    """The open cart, or None. One query at most."""
    if owner.user_id is None and owner.token is None:
        return None
    return Cart.objects.filter(_belongs_to(owner)).select_related("coupon").first()


def count(owner: Owner) -> int:
    """Units in the cart. One query at most."""
    if owner.user_id is None and owner.token is None:
        return 0
    carts = Cart.objects.filter(_belongs_to(owner))
    return CartLine.objects.filter(cart__in=carts).aggregate(units=Sum("quantity"))["units"] or 0


def contents(owner: Owner, *, country: str = "") -> cart_contents.Contents:
    """The cart with present prices and stock, whatever they were before. Three queries, whatever the number of lines."""
    return cart_contents.of(find(owner), country=country)


@transaction.atomic
def add(owner: Owner, *, variant_id: int, quantity: int = 1) -> Added:
    """Put units into the cart, on top of those in it, up to what is in stock and to the line limit.

    Raises NotForSale, and OutOfStock when nothing more fits.
    """
    if quantity < 1:
        raise ValueError("A quantity is at least 1.")
    variant = Variant.objects.for_sale().select_related("product", "stock").filter(pk=variant_id).first()
    if variant is None:
        raise NotForSale
    stock = getattr(variant, "stock", None)
    most = min(LIMIT, stock.available if stock else 0)
    cart = _open(owner)
    line = cart.lines.filter(variant=variant).first()
    before = line.quantity if line else 0
    wanted = before + quantity
    after = min(wanted, max(most, before))
    if after == before:
        raise OutOfStock
    if line is None:
        line = cart.lines.create(variant=variant, quantity=after, seen_price=variant.price)
    else:
        cart.lines.filter(pk=line.pk).update(quantity=after)
    return Added(
        cart=cart,
        line_id=line.pk,
        variant=variant,
        quantity=after,
        added=after - before,
        is_capped=after < wanted,
    )


def add_again(owner: Owner, *, quantities: Mapping[int, int]) -> Refilled:
    """Put what was ordered once into the cart, as far as it is sold and in stock; one short transaction for each variant."""
    cart, added = None, 0
    for variant_id, quantity in quantities.items():
        try:
            done = add(owner, variant_id=variant_id, quantity=quantity)
        except (NotForSale, OutOfStock):
            continue
        cart, added = done.cart, added + done.added
        owner = Owner(owner.user_id, done.cart.token)
    return Refilled(cart=cart, added=added, missing=sum(quantities.values()) - added)


@transaction.atomic
def set_quantity(owner: Owner, *, line_id: int, quantity: int) -> None:
    """Set a line of the owner's cart; 0 removes it, more than the limit is the limit. A line of somebody else's stays as it is."""
    cart = _locked(owner)
    if cart is None:
        return
    lines = cart.lines.filter(pk=line_id)
    if quantity <= 0:
        lines.delete()
    else:
        lines.update(quantity=min(quantity, LIMIT))


def remove(owner: Owner, *, line_id: int) -> None:
    set_quantity(owner, line_id=line_id, quantity=0)


@transaction.atomic
def apply_coupon(owner: Owner, *, code: str) -> Coupon:
    """Raises promotions.Unusable when the code does not hold for the cart."""
    coupon = promotions.find(code)
    promotions.check(coupon, items_total=contents(owner).totals.items_total, currency=settings.CURRENCY)
    cart = _open(owner)
    Cart.objects.filter(pk=cart.pk).update(coupon=coupon)
    return coupon


def remove_coupon(owner: Owner) -> None:
    Cart.objects.filter(_belongs_to(owner)).update(coupon=None)


def set_country(owner: Owner, *, country: str) -> None:
    Cart.objects.filter(_belongs_to(owner)).update(country=country[:2])


def acknowledge(cart: Cart) -> None:
    """The shopper has been shown the present prices. One query."""
    price = Variant.objects.filter(pk=OuterRef("variant")).values("price")
    cart.lines.update(seen_price=Subquery(price))


@transaction.atomic
def merge(*, token: uuid.UUID | None, user: User) -> int:
    """Move the guest's lines into the account's cart and close the guest's; answers the units moved, 0 the second time."""
    if token is None:
        return 0
    guest = Cart.objects.select_for_update().filter(token=token, user=None, status=Cart.Status.OPEN).first()
    if guest is None:
        return 0
    moved = sum(line.quantity for line in guest.lines.all())
    target = _open(Owner(user_id=user.pk, token=None))
    for line in guest.lines.order_by("variant_id"):
        if not target.lines.filter(variant_id=line.variant_id).update(
            quantity=Least(F("quantity") + line.quantity, LIMIT)
        ):
            target.lines.create(
                variant_id=line.variant_id, quantity=line.quantity, seen_price=line.seen_price
            )
    if guest.coupon_id and not target.coupon_id:
        Cart.objects.filter(pk=target.pk).update(coupon=guest.coupon_id)
    Cart.objects.filter(pk=guest.pk).update(status=Cart.Status.MERGED)
    return moved


def close(cart: Cart) -> None:
    """The cart became an order. In the caller's transaction, which has locked it."""
    Cart.objects.filter(pk=cart.pk).update(status=Cart.Status.ORDERED)


def lock(owner: Owner) -> Cart | None:
    """The open cart, locked until the caller's transaction ends."""
    return _locked(owner)


def prune() -> int:
    """Forget guests' carts that nobody touched for CART_DAYS, and merged ones."""
    old = timezone.now() - timedelta(days=settings.CART_DAYS)
    stale = Q(user=None, status=Cart.Status.OPEN) | Q(status=Cart.Status.MERGED)
    return Cart.objects.filter(stale, updated_at__lt=old).delete()[0]


def _belongs_to(owner: Owner) -> Q:
    if owner.user_id is not None:
        return Q(user_id=owner.user_id, status=Cart.Status.OPEN)
    return Q(token=owner.token, user=None, status=Cart.Status.OPEN)


def _locked(owner: Owner) -> Cart | None:
    if owner.user_id is None and owner.token is None:
        return None
    return Cart.objects.select_for_update().filter(_belongs_to(owner)).first()


def _open(owner: Owner) -> Cart:
    """The owner's open cart, locked; made when there is none. Of two that make an account's cart at once, one finds the other's."""
    cart = _locked(owner)
    if cart is None:
        try:
            with transaction.atomic():
                cart = Cart.objects.create(user_id=owner.user_id)
        except IntegrityError:
            cart = _locked(owner)
            if cart is None:
                raise
    Cart.objects.filter(pk=cart.pk).update(updated_at=timezone.now())
    return cart
