"""Stock and its movements as lists; the rows themselves are read-only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display

from shop.admin.access import ReadOnly
from shop.admin.stock import views
from shop.models import Reservation, Stock, StockMovement

LEVELS = {"out": "danger", "low": "warning", "well": "success"}
REASONS = {
    "received": "success",
    "returned": "info",
    "sold": "",
    "damaged": "danger",
    "counted": "warning",
    "corrected": "warning",
    "imported": "info",
}


class LevelFilter(admin.SimpleListFilter):
    title = _("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("low", _("short")), ("out", _("sold out"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Both of what is on sale; short includes sold out."""
        on_sale = queryset.filter(variant__is_active=True, variant__product__status="published")
        if self.value() == "low":
            return on_sale.low()
        return on_sale.filter(on_hand__lte=F("reserved")) if self.value() == "out" else queryset


@admin.register(Stock)
class StockAdmin(ReadOnly, ModelAdmin):
    list_display = ("sku", "product", "left", "level", "on_hand", "reserved", "low_at", "count_link")
    list_display_links = None
    list_select_related = ("variant__product",)
    list_filter = (LevelFilter,)
    list_before_template = "admin/shop/stock/above_list.html"
    list_per_page = 50
    search_fields = ("variant__sku", "variant__barcode", "variant__product__title")
    search_help_text = _("SKU, barcode or title")
    ordering = ("variant__product__title", "variant__position", "pk")
    show_full_result_count = False
    actions = ("receive_chosen",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stock]:
        return super().get_queryset(request).annotate(free=F("on_hand") - F("reserved"))

    @admin.display(description=_("SKU"), ordering="variant__sku")
    def sku(self, row: Stock) -> str:
        return row.variant.sku

    @admin.display(description=_("product"), ordering="variant__product__title")
    def product(self, row: Stock) -> str:
        return f"{row.variant.product} {row.variant.label}".strip()

    @admin.display(description=_("available"), ordering="free")
    def left(self, row: Stock) -> int:
        return row.available

    @display(description=_("level"), label=LEVELS)
    def level(self, row: Stock) -> tuple[str, Any]:
        if row.available <= 0:
            return "out", _("sold out")
        return ("low", _("short")) if row.available <= row.low_at else ("well", _("well stocked"))

    @admin.display(description="")
    def count_link(self, row: Stock) -> str:
        address = reverse("admin:shop_stock_count", args=[row.pk])
        return format_html('<a class="m-link" href="{}">{}</a>', address, _("Count and history"))

    @admin.action(description=_("Receive goods …"), permissions=["count"])
    def receive_chosen(self, request: HttpRequest, queryset: QuerySet[Stock]) -> HttpResponse:
        skus = queryset.order_by("variant__sku").values_list("variant__sku", flat=True)[:500]
        return views.receive(self, request, lines="\n".join(f"{sku} 0" for sku in skus))

    def has_count_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.change_stock")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("receive/", wrap(self.receive), name="shop_stock_receive"),
            path("<int:pk>/count/", wrap(self.count), name="shop_stock_count"),
            *super().get_urls(),
        ]

    def receive(self, request: HttpRequest) -> HttpResponse:
        return views.receive(self, request)

    def count(self, request: HttpRequest, pk: int) -> HttpResponse:
        return views.count(self, request, pk)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The row's page is where it is counted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if object_id.isdecimal() and Stock.objects.filter(pk=object_id).exists():
            return redirect("admin:shop_stock_count", int(object_id))
        return super().change_view(request, object_id, *args, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        more = {"may_count": self.has_count_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **more})


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnly, ModelAdmin):
    list_display = ("at", "variant", "product", "change", "on_hand", "why", "note", "order", "actor")
    list_display_links = None
    list_select_related = ("variant__product", "order", "actor")
    list_filter = ("reason", ("at", RangeDateFilter), ("actor", admin.RelatedOnlyFieldListFilter))
    list_filter_submit = True
    search_fields = ("variant__sku", "variant__product__title", "note", "order__number")
    date_hierarchy = "at"
    show_full_result_count = False

    @admin.display(description=_("product"))
    def product(self, row: StockMovement) -> str:
        return f"{row.variant.product} {row.variant.label}".strip()

    @admin.display(description=_("change"), ordering="delta")
    def change(self, row: StockMovement) -> str:
        return f"{row.delta:+d}".replace("-", "−")

    @display(description=_("reason"), ordering="reason", label=REASONS)
    def why(self, row: StockMovement) -> tuple[str, str]:
        return row.reason, row.get_reason_display()


@admin.register(Reservation)
class ReservationAdmin(ReadOnly, ModelAdmin):
    list_display = ("order", "variant", "quantity", "status", "expires_at")
    list_select_related = ("order", "variant")
    list_filter = ("status",)
    search_fields = ("order__number", "variant__sku")
    show_full_result_count = False
