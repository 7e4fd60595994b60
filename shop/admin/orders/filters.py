"""Filters of the order list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shop.models import Order, Refund


class RefundFilter(admin.SimpleListFilter):
    title = _("refunds")
    parameter_name = "refund"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("any", _("with a refund")), *Refund.Status.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Order]) -> QuerySet[Order]:
        refunds = Refund.objects.filter(order=OuterRef("pk"))
        if self.value() == "any":
            return queryset.filter(Exists(refunds))
        if self.value() in Refund.Status.values:
            return queryset.filter(Exists(refunds.filter(status=self.value())))
        return queryset
