"""Orders: read-only but for the steps that orders.py offers; each asks for the right that it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from shop import orders
from shop.admin.access import ReadOnly
from shop.models import Fulfilment, Order, OrderEvent, OrderLine, Payment, Refund


class StepForm(forms.Form):
    """A step that needs nothing but a yes."""

    def values(self) -> dict[str, Any]:
        return self.cleaned_data


class ShipForm(StepForm):
    carrier = forms.CharField(
        label=_("Carrier"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"), max_length=80, required=False, widget=UnfoldAdminTextInputWidget
    )


class CancelForm(StepForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=UnfoldAdminTextInputWidget)


class RefundForm(CancelForm):
    amount = forms.DecimalField(
        label=_("Amount; empty: everything that is left"),
        decimal_places=2,
        required=False,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    restock = forms.BooleanField(
        label=_("The goods are back on the shelf"), required=False, widget=UnfoldBooleanSwitchWidget
    )


Step = tuple[str, Any, str, type[StepForm], Callable[..., object]]
STEPS: dict[str, Step] = {
    "pack": ("pack", _("Start packing"), "shop.fulfil_order", StepForm, orders.start_packing),
    "ship": ("ship", _("Ship"), "shop.fulfil_order", ShipForm, orders.ship),
    "deliver": ("deliver", _("Mark as delivered"), "shop.fulfil_order", StepForm, orders.deliver),
    "cancel": ("cancel", _("Cancel"), "shop.cancel_order", CancelForm, orders.cancel),
    "refund": ("refund", _("Refund"), "shop.refund_order", RefundForm, orders.request_refund),
}


class LineInline(ReadOnly, TabularInline):
    model = OrderLine
    extra = 0
    fields = (
        "sku",
        "title",
        "label",
        "unit_price",
        "quantity",
        "discount",
        "tax",
        "total",
        "refunded_quantity",
    )
    readonly_fields = fields


class EventInline(ReadOnly, TabularInline):
    model = OrderEvent
    extra = 0
    fields = ("at", "status", "actor_name", "note")
    readonly_fields = fields
    tab = True


class PaymentInline(ReadOnly, TabularInline):
    model = Payment
    extra = 0
    fields = ("created_at", "gateway", "reference", "amount", "status", "failure")
    readonly_fields = fields
    tab = True


class RefundInline(ReadOnly, TabularInline):
    model = Refund
    extra = 0
    fields = ("created_at", "amount", "status", "reason", "actor")
    readonly_fields = fields
    tab = True


class FulfilmentInline(ReadOnly, TabularInline):
    model = Fulfilment
    extra = 0
    tab = True


@admin.register(Order)
class OrderAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "placed_at", "email", "status", "total", "refunded_total", "country")
    list_filter = ("status", "country", "placed_at")
    search_fields = ("number", "email", "name")
    date_hierarchy = "placed_at"
    show_full_result_count = False
    inlines = (LineInline, EventInline, PaymentInline, RefundInline, FulfilmentInline)
    change_form_template = "admin/shop/order/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.step)
        return [path("<int:pk>/step/<slug:name>/", view, name="shop_order_step"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        order = Order.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        offered = [
            (name, title)
            for name, (action, title, right, *_rest) in STEPS.items()
            if order and orders.can(order, action) and request.user.has_perm(right)
        ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "steps": offered})

    def step(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask for what the step needs, then take it."""
        if name not in STEPS:
            raise Http404
        _action, title, right, form_class, function = STEPS[name]
        if not request.user.has_perm(right):
            raise PermissionDenied
        order = get_object_or_404(Order, pk=pk)
        form = form_class(request.POST) if request.method == "POST" else form_class()
        if request.method == "POST" and form.is_valid():
            try:
                function(order, actor=orders.Actor.of(request.user), **form.values())  # type: ignore[arg-type]
            except orders.WrongState as error:
                messages.error(request, str(error))
            except orders.RefundTooLarge:
                messages.error(
                    request, _("At most %(left)s can be refunded.") % {"left": orders.refundable(order)}
                )
            else:
                messages.success(request, _("Done: %(step)s.") % {"step": title})
            return redirect("admin:shop_order_change", pk)
        context = {**self.admin_site.each_context(request), "form": form, "order": order, "title": title}
        return render(request, "admin/shop/order/step.html", context)
