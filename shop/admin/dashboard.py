"""The first page of the administration: figures and plots of the shop."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from shop import money, orders
from shop.models import Order, Payment, Review, Stock

DAYS = 30


def context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Seven queries; each figure only for those who may see its table."""
    if request.user.has_perm("shop.view_order"):
        context.update(_sales())
    if request.user.has_perm("shop.view_stock"):
        low = Stock.objects.low().select_related("variant__product").order_by("on_hand")
        context["low_stock"] = list(low[:10])
    if request.user.has_perm("shop.view_review"):
        waiting = Review.objects.filter(status=Review.Status.PENDING)
        context["waiting_reviews"] = waiting.count()
    if request.user.has_perm("shop.view_payment"):
        context["payment_problems"] = (
            Payment.objects.exclude(failure="").filter(status=Payment.Status.PENDING).count()
        )
    return context


def _sales() -> dict[str, Any]:
    since = timezone.now() - timedelta(days=DAYS - 1)
    paid = Order.objects.filter(placed_at__gte=since, status__in=orders.IS_PAID)
    by_day = {
        row["day"]: row
        for row in paid.annotate(day=TruncDate("placed_at"))
        .values("day")
        .annotate(total=Sum("total"), count=Count("pk"))
        .order_by("day")
    }
    days = [since.date() + timedelta(days=number) for number in range(DAYS)]
    states = dict(Order.objects.order_by().values_list("status").annotate(count=Count("pk")))
    revenue = sum((row["total"] for row in by_day.values()), money.ZERO)
    return {
        "figures": [
            (_("Sales in 30 days"), money.formatted(revenue, settings.CURRENCY)),
            (_("Orders in 30 days"), sum(row["count"] for row in by_day.values())),
            (_("To pack"), states.get(Order.Status.PAID, 0)),
            (_("To ship"), states.get(Order.Status.FULFILLING, 0)),
        ],
        "sales_plot": json.dumps(
            {
                "labels": [f"{day:%d.%m.}" for day in days],
                "datasets": [
                    {
                        "label": _("Sales"),
                        "data": [str(by_day[day]["total"]) if day in by_day else 0 for day in days],
                        "backgroundColor": "#d97706",
                    }
                ],
            }
        ),
        "states_plot": json.dumps(
            {
                "labels": [str(label) for _value, label in Order.Status.choices],
                "datasets": [
                    {
                        "label": _("Orders"),
                        "data": [states.get(value, 0) for value, _label in Order.Status.choices],
                        "backgroundColor": "#57734a",
                    }
                ],
            }
        ),
    }
