"""Stock changes with a reason, through stock.py; the rows themselves are read-only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from shop import stock
from shop.admin.access import ReadOnly
from shop.models import Reservation, Stock, StockMovement

BY_HAND = ("received", "counted", "damaged", "returned", "corrected")


class ChangeForm(forms.Form):
    on_hand = forms.IntegerField(
        label=_("Counted on hand"), min_value=0, widget=UnfoldAdminIntegerFieldWidget
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[choice for choice in StockMovement.Reason.choices if choice[0] in BY_HAND],
        widget=UnfoldAdminSelectWidget,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=UnfoldAdminTextInputWidget)


class LowFilter(admin.SimpleListFilter):
    title = _("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("low", _("low")), ("out", _("sold out"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        from django.db.models import F

        if self.value() == "low":
            return queryset.low()
        return queryset.filter(on_hand__lte=F("reserved")) if self.value() == "out" else queryset


@admin.register(Stock)
class StockAdmin(ReadOnly, ModelAdmin):
    list_display = ("sku", "product", "on_hand", "reserved", "available", "low_at", "change_link")
    list_select_related = ("variant__product",)
    list_filter = (LowFilter,)
    search_fields = ("variant__sku", "variant__product__title")
    show_full_result_count = False

    @admin.display(description=_("SKU"), ordering="variant__sku")
    def sku(self, row: Stock) -> str:
        return row.variant.sku

    @admin.display(description=_("product"))
    def product(self, row: Stock) -> str:
        return f"{row.variant.product} {row.variant.label}".strip()

    @admin.display(description=_("available"))
    def available(self, row: Stock) -> int:
        return row.available

    @admin.display(description=_("change"))
    def change_link(self, row: Stock) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:shop_stock_count", args=[row.pk]), _("Count")
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.count)
        return [path("<int:pk>/count/", view, name="shop_stock_count"), *super().get_urls()]

    def count(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set the number on hand, with the reason and who did it."""
        from django.core.exceptions import PermissionDenied

        if not request.user.has_perm("shop.change_stock"):
            raise PermissionDenied
        row = get_object_or_404(Stock.objects.select_related("variant__product"), pk=pk)
        form = ChangeForm(request.POST or None, initial={"on_hand": row.on_hand})
        if form.is_valid():
            try:
                stock.count(pk, actor=request.user, **form.cleaned_data)
            except stock.BelowReserved:
                form.add_error(
                    "on_hand", _("Orders hold %(count)d of them; count no less.") % {"count": row.reserved}
                )
            else:
                messages.success(request, _("The stock is changed."))
                return redirect("admin:shop_stock_changelist")
        moved = StockMovement.objects.filter(variant_id=pk).select_related("actor", "order")[:20]
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "row": row,
            "moved": moved,
            "title": row.variant.sku,
        }
        return render(request, "admin/shop/stock/count.html", context)


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnly, ModelAdmin):
    list_display = ("at", "variant", "delta", "on_hand", "reason", "note", "order", "actor")
    list_select_related = ("variant", "order", "actor")
    list_filter = ("reason",)
    search_fields = ("variant__sku",)
    show_full_result_count = False


@admin.register(Reservation)
class ReservationAdmin(ReadOnly, ModelAdmin):
    list_display = ("order", "variant", "quantity", "status", "expires_at")
    list_select_related = ("order", "variant")
    list_filter = ("status",)
    show_full_result_count = False
