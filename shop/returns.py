"""Sending things back: until when an order may be returned. Reads only; money goes back through `orders.request_refund`."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from shop import orders
from shop.models import Fulfilment, Order


def until(order: Order) -> date | None:
    """The last day on which the order may be sent back, None while it was not delivered. One query."""
    if order.status != Order.Status.DELIVERED:
        return None
    parcel = Fulfilment.objects.filter(order=order, delivered_at__isnull=False).first()
    if parcel is None or parcel.delivered_at is None:
        return None
    return timezone.localdate(parcel.delivered_at) + timedelta(days=settings.RETURN_DAYS)


def can_return(order: Order) -> bool:
    """Delivered, within the period, and something of it was not refunded yet. At most two queries."""
    last = until(order)
    return last is not None and timezone.localdate() <= last and bool(orders.units_left(order))
