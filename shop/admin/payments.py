"""Payments, messages of gateways and the outbox, to look at when something went wrong."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from shop import amounts
from shop.admin import badges
from shop.admin.access import ReadOnly
from shop.models import OutboxMessage, Payment, PaymentEvent
from shop.payments import flow


class LookFilter(admin.SimpleListFilter):
    title = _("attention")
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("needs a look"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Payment]) -> QuerySet[Payment]:
        if self.value() == "yes":
            return queryset.filter(status=Payment.Status.FAILED, failure__endswith=flow.NEEDS_A_LOOK)
        return queryset


@admin.register(Payment)
class PaymentAdmin(ReadOnly, ModelAdmin):
    list_display = ("created_at", "order", "gateway", "paid", "state", "failure")
    list_select_related = ("order",)
    list_filter = ("status", LookFilter, "gateway")
    search_fields = ("order__number", "order__email", "reference")
    date_hierarchy = "created_at"
    show_full_result_count = False

    @admin.display(description=_("amount"), ordering="amount")
    def paid(self, payment: Payment) -> str:
        return amounts.shown(payment.amount, payment.currency)

    @display(description=_("status"), ordering="status", label=badges.PAYMENT)
    def state(self, payment: Payment) -> tuple[str, str]:
        return payment.status, payment.get_status_display()


@admin.register(PaymentEvent)
class PaymentEventAdmin(ReadOnly, ModelAdmin):
    list_display = ("received_at", "gateway", "kind", "event_id", "payment")
    list_select_related = ("payment",)
    search_fields = ("event_id",)
    show_full_result_count = False


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnly, ModelAdmin):
    list_display = ("created_at", "topic", "payload", "attempts", "delivered_at", "last_error")
    list_filter = ("topic", ("delivered_at", admin.EmptyFieldListFilter))
    show_full_result_count = False
