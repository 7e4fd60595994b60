"""The list of orders, its totals and its file, and the pages of one order; nothing is edited but by steps."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display

from shop import amounts, figures, orders
from shop.admin import badges, history
from shop.admin.access import ReadOnly
from shop.admin.orders import page, views
from shop.admin.orders.filters import RefundFilter
from shop.admin.orders.steps import STEPS, Step
from shop.exchange import sales
from shop.models import Order

AT_ONCE = 200


@admin.register(Order)
class OrderAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "placed_at", "customer", "state", "sum", "back", "country")
    list_filter = ("status", RefundFilter, ("placed_at", RangeDateFilter), "country")
    list_filter_submit = True
    list_before_template = "admin/shop/order/above_list.html"
    search_fields = ("number", "email", "name", "fulfilment__tracking_number")
    search_help_text = gettext_lazy("Number, e-mail address, name or tracking number")
    date_hierarchy = "placed_at"
    list_per_page = 50
    show_full_result_count = False
    actions = ("pack", "deliver")

    @display(description=gettext_lazy("customer"), ordering="name", header=True)
    def customer(self, order: Order) -> tuple[str, str]:
        return order.name, order.email

    @display(description=gettext_lazy("status"), ordering="status", label=badges.ORDER)
    def state(self, order: Order) -> tuple[str, str]:
        return order.status, order.get_status_display()

    @admin.display(description=gettext_lazy("total"), ordering="total")
    def sum(self, order: Order) -> str:
        return amounts.shown(order.total, order.currency)

    @admin.display(description=gettext_lazy("refunded"), ordering="refunded_total")
    def back(self, order: Order) -> str:
        return amounts.shown(order.refunded_total, order.currency) if order.refunded_total else ""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("export/", wrap(self.export), name="shop_order_export"),
            path("<int:pk>/step/<slug:name>/", wrap(self.step), name="shop_order_step"),
            path("<int:pk>/refund/<int:refund_pk>/retry/", wrap(self.retry), name="shop_order_retry"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        if isinstance(answer, TemplateResponse) and "cl" in (answer.context_data or {}):
            found = answer.context_data["cl"].queryset
            answer.context_data |= {"sums": _sums(found), "states": _states(), "order_labels": badges.ORDER}
        return answer

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        order = Order.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        if order is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, order):
            raise PermissionDenied
        context = {**views.frame(self, request, order), **page.context(order, request)}
        return TemplateResponse(request, "admin/shop/order/page.html", context)

    def step(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Say what the step will do and ask for what it needs, then take it."""
        if name not in STEPS:
            raise Http404
        if not request.user.has_perm(STEPS[name].right):
            raise PermissionDenied
        order = get_object_or_404(Order, pk=pk)
        return (views.refund if name == "refund" else views.step)(self, request, order, STEPS[name])

    def retry(self, request: HttpRequest, pk: int, refund_pk: int) -> HttpResponse:
        if not request.user.has_perm("shop.refund_order"):
            raise PermissionDenied
        order = get_object_or_404(Order, pk=pk)
        return views.retry(self, request, order, get_object_or_404(order.refunds, pk=refund_pk))

    def export(self, request: HttpRequest) -> HttpResponse:
        """The orders of the list as it is filtered now, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_changelist_instance(request).get_queryset(request)
        answer = HttpResponse(
            "".join(sales.as_csv(found)).encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
        )
        day = timezone.localdate().isoformat()
        answer["Content-Disposition"] = f'attachment; filename="orders-{day}.csv"'
        return answer

    @admin.action(description=gettext_lazy("Start packing"), permissions=["fulfil"])
    def pack(self, request: HttpRequest, queryset: QuerySet[Order]) -> None:
        self._take_all(request, queryset, STEPS["pack"])

    @admin.action(description=gettext_lazy("Mark as delivered"), permissions=["fulfil"])
    def deliver(self, request: HttpRequest, queryset: QuerySet[Order]) -> None:
        self._take_all(request, queryset, STEPS["deliver"])

    def has_fulfil_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.fulfil_order")

    def _take_all(self, request: HttpRequest, chosen: QuerySet[Order], step: Step) -> None:
        """Each order by itself; those whose state forbids it are named."""
        done, refused = [], []
        for order in chosen.order_by("pk")[:AT_ONCE]:
            try:
                step.take(order, actor=orders.Actor.of(request.user))
            except orders.WrongState:
                refused.append(order.number)
            else:
                done.append(order)
        history.note(request, done, str(step.title))
        if done:
            text = ngettext("%(step)s: %(count)d order.", "%(step)s: %(count)d orders.", len(done))
            messages.success(request, text % {"step": step.title, "count": len(done)})
        if refused:
            values = {"step": step.title, "numbers": ", ".join(refused)}
            messages.error(request, _("“%(step)s” is not possible for %(numbers)s.") % values)
        if chosen.count() > AT_ONCE:
            messages.warning(
                request, _("Only the first %(count)d were done; repeat for the rest.") % {"count": AT_ONCE}
            )


def _sums(found: QuerySet[Order]) -> list[dict[str, Any]]:
    """What the orders listed amount to, by currency. One query."""
    rows = (
        found.order_by()
        .values("currency")
        .annotate(count=Count("pk"), total=Sum("total"), back=Sum("refunded_total"))
    )
    return list(rows.order_by("currency"))


def _states() -> list[tuple[str, Any, int]]:
    return [(state, Order.Status(state).label, count) for state, count in figures.orders_by_state().items()]
