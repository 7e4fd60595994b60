"""Payments, messages of gateways and the outbox, to look at when something went wrong."""

from __future__ import annotations

from django.contrib import admin
from unfold.admin import ModelAdmin

from shop.admin.access import ReadOnly
from shop.models import OutboxMessage, Payment, PaymentEvent


@admin.register(Payment)
class PaymentAdmin(ReadOnly, ModelAdmin):
    list_display = ("created_at", "order", "gateway", "amount", "currency", "status", "failure")
    list_select_related = ("order",)
    list_filter = ("status", "gateway")
    search_fields = ("order__number", "reference")
    show_full_result_count = False


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
