"""Coupons: the only writer of Coupon.uses and CouponRedemption.

Invariant: `uses` never passes `max_uses`, whoever redeems at the same time: it is raised by a conditional UPDATE in the
transaction that places the order.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop import amounts, pricing
from shop.models import Coupon, CouponRedemption, Order, User


class Unusable(Exception):
    """The coupon cannot be used; `reason` is a sentence for the shopper."""

    def __init__(self, reason: str | Promise) -> None:
        self.reason = reason
        super().__init__(str(reason))


def find(code: str) -> Coupon:
    """The coupon of the code, in any case of letters. Raises Unusable for a code that does not exist."""
    coupon = Coupon.objects.filter(code__iexact=code.strip()[:40]).first()
    if coupon is None:
        raise Unusable(_("There is no coupon with this code."))
    return coupon


def check(coupon: Coupon, *, items_total: Decimal, currency: str) -> None:
    """Raises Unusable when the coupon does not hold for a cart of that value now. No query."""
    now = timezone.now()
    if not coupon.is_active or (coupon.ends_at and coupon.ends_at <= now):
        raise Unusable(_("This coupon has expired."))
    if coupon.starts_at and coupon.starts_at > now:
        raise Unusable(_("This coupon is not valid yet."))
    if coupon.max_uses is not None and coupon.uses >= coupon.max_uses:
        raise Unusable(_("This coupon has been used up."))
    if items_total < coupon.minimum:
        minimum = amounts.shown(coupon.minimum, currency)
        raise Unusable(_("This coupon needs an order of at least %(minimum)s.") % {"minimum": minimum})


def discount(coupon: Coupon | None) -> pricing.Discount | None:
    if coupon is None:
        return None
    return pricing.Discount(kind=cast("pricing.DiscountKind", coupon.kind), value=coupon.value)


def redeem(coupon: Coupon, *, order: Order, user: User | None) -> None:
    """Use the coupon once for the order. In the caller's transaction; the update's row lock makes the count per shopper exact.

    Raises Unusable when it is used up, in all or by this shopper.
    """
    within = Q(max_uses__isnull=True) | Q(uses__lt=F("max_uses"))
    if not Coupon.objects.filter(within, pk=coupon.pk, is_active=True).update(uses=F("uses") + 1):
        raise Unusable(_("This coupon has been used up."))
    if coupon.max_uses_per_shopper is not None:
        same = Q(email__iexact=order.email) | (Q(user=user) if user else Q(pk__in=()))
        if CouponRedemption.objects.filter(same, coupon=coupon).count() >= coupon.max_uses_per_shopper:
            raise Unusable(_("You have used this coupon already."))
    CouponRedemption.objects.create(coupon=coupon, order=order, user=user, email=order.email)


def give_back(order: Order) -> None:
    """The order was cancelled before it was paid: its coupon may be used again. In the caller's transaction."""
    for redemption in CouponRedemption.objects.filter(order=order):
        redemption.delete()
        Coupon.objects.filter(pk=redemption.coupon_id, uses__gt=0).update(uses=F("uses") - 1)
