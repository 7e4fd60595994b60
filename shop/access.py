"""The only way a view obtains a private row. What is not the asker's does not exist: strangers get 404.

Guests reach their order by a link that carries the order's id under the shop's signature; nothing guessed opens anything.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import Http404
from django.urls import reverse

from shop.models import Address, Order, OrderLine, Review, User

SALT, CART_SALT = "shop.order", "shop.cart"
Asker = User | AnonymousUser


def order_for(user: Asker, number: str) -> Order:
    """The account's own order. One query. Raises Http404."""
    if not user.is_authenticated or not number.isprintable():
        raise Http404
    order = Order.objects.filter(user_id=user.pk, number=number).first()
    if order is None:
        raise Http404
    return order


def token_of(order: Order) -> str:
    """What the signed link of the order carries."""
    return signing.Signer(salt=SALT).sign_object(order.pk)


def order_by_link(token: str) -> Order:
    """The order that the link was signed for. One query. Raises Http404 for any other token."""
    try:
        return Order.objects.get(pk=signing.Signer(salt=SALT).unsign_object(token))
    except (signing.BadSignature, Order.DoesNotExist) as error:
        raise Http404 from error


def order_link(order: Order) -> str:
    """The absolute address at which anyone who holds it sees the order."""
    return settings.SITE_URL + reverse("shop:order_guest", args=[token_of(order)])


def token_of_cart(key: uuid.UUID) -> str:
    """What an app without cookies keeps to find its guest's cart again."""
    return signing.Signer(salt=CART_SALT).sign_object(key.hex)


def cart_by_token(token: str) -> uuid.UUID | None:
    """The key that was signed, None for any other token. No query."""
    try:
        return uuid.UUID(signing.Signer(salt=CART_SALT).unsign_object(token))
    except (signing.BadSignature, ValueError, AttributeError):
        return None


def address_for(user: Asker, pk: int) -> Address:
    address = Address.objects.filter(user_id=user.pk, pk=pk).first() if user.is_authenticated else None
    if address is None:
        raise Http404
    return address


def review_for(user: Asker, pk: int) -> Review:
    found = (
        Review.objects.filter(user_id=user.pk, pk=pk).select_related("product")
        if user.is_authenticated
        else None
    )
    review = found.first() if found is not None else None
    if review is None:
        raise Http404
    return review


def reviewable_line(user: Asker, pk: int) -> OrderLine:
    """A delivered line of the account's own order. Raises Http404."""
    if not user.is_authenticated:
        raise Http404
    lines = OrderLine.objects.filter(
        order__user=user, order__status=Order.Status.DELIVERED, product__isnull=False
    )
    line = lines.filter(pk=pk).select_related("product").first()
    if line is None:
        raise Http404
    return line
