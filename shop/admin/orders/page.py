"""One order as a merchant sees it: lines, money, parcel, payments, refunds and history. Reads only; eight queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q, Sum
from django.http import HttpRequest

from shop import money, orders
from shop.admin import badges
from shop.admin.orders import steps
from shop.models import Fulfilment, Order, RefundLine


def context(order: Order, request: HttpRequest) -> dict[str, Any]:
    refunds = order.refunds.select_related("actor", "payment").prefetch_related(
        Prefetch("lines", queryset=RefundLine.objects.select_related("order_line"))
    )
    return {
        "order": order,
        "lines": order.lines.with_pictures(),
        "events": order.events.select_related("actor").order_by("-at", "-pk"),
        "payments": order.payments.all(),
        "refunds": refunds,
        "parcel": Fulfilment.objects.filter(order=order).first(),
        "others": _others(order),
        "steps": steps.offered(order, request),
        "left": orders.refundable(order),
        "may_refund": request.user.has_perm("shop.refund_order"),
        "may_see_product": request.user.has_perm("shop.view_product"),
        "kinds": {"order": badges.ORDER, "payment": badges.PAYMENT, "refund": badges.REFUND},
    }


def _others(order: Order) -> dict[str, Any]:
    """How many orders the same shopper placed in all, and what they spent. One query."""
    same = Q(email__iexact=order.email) | (Q(user_id=order.user_id) if order.user_id else Q(pk__in=()))
    paid = orders.IS_PAID | {Order.Status.REFUNDED}
    found = Order.objects.filter(same, currency=order.currency).aggregate(
        count=Count("pk"),
        total=Sum("total", filter=Q(status__in=paid)),
        back=Sum("refunded_total", filter=Q(status__in=paid)),
    )
    return {"count": found["count"], "spent": (found["total"] or money.ZERO) - (found["back"] or money.ZERO)}
