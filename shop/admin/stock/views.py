"""Counting one variant, and receiving many: shown first, then written with a reason and who did it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from shop import stock
from shop.admin import history
from shop.admin.stock.forms import CountForm, ReceiveForm
from shop.models import Stock, StockMovement

MOVES = 40


def count(page: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """What moved before, and for those who may: the number on hand, with a reason."""
    if not page.has_view_permission(request):
        raise PermissionDenied
    row = get_object_or_404(Stock.objects.select_related("variant__product"), pk=pk)
    may_count = request.user.has_perm("shop.change_stock")
    if request.method == "POST" and not may_count:
        raise PermissionDenied
    form = CountForm(request.POST) if request.method == "POST" else CountForm(initial=_present(row))
    if form.is_bound and form.is_valid() and _count(request, row, form):
        return redirect("admin:shop_stock_count", pk)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "original": row.variant,
        "title": row.variant.sku,
        "form": form if may_count else None,
        "row": row,
        "moves": StockMovement.objects.filter(variant_id=pk).select_related("actor", "order")[:MOVES],
    }
    return render(request, "admin/shop/stock/count.html", context)


def _present(row: Stock) -> dict[str, int]:
    return {"on_hand": row.on_hand, "low_at": row.low_at}


def _count(request: HttpRequest, row: Stock, form: CountForm) -> bool:
    values = form.cleaned_data
    try:
        stock.count(
            row.pk,
            on_hand=values["on_hand"],
            reason=values["reason"],
            note=values["note"],
            actor=request.user,
        )
    except stock.BelowReserved:
        row.refresh_from_db()
        form.add_error(
            "on_hand", _("Orders hold %(count)d of them; count no less.") % {"count": row.reserved}
        )
        return False
    if values["low_at"] is not None and values["low_at"] != row.low_at:
        stock.warn_at(row.pk, values["low_at"])
    history.note(
        request,
        [row],
        f"{row.on_hand} → {values['on_hand']}: {values['reason']} {values['note']}".strip(),
        name=_sku,
    )
    messages.success(request, _("The stock is changed."))
    return True


def receive(page: ModelAdmin, request: HttpRequest, *, lines: str = "") -> HttpResponse:
    """A delivery: lines of SKU and units, then what they will make of the shelves, then the yes."""
    if not request.user.has_perm("shop.change_stock"):
        raise PermissionDenied
    is_sent = request.method == "POST" and "lines" in request.POST
    form = ReceiveForm(request.POST) if is_sent else ReceiveForm(initial={"lines": lines})
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": _("Receive goods"),
        "form": form,
    }
    if not form.is_bound or not form.is_valid() or "change" in request.POST:
        return render(request, "admin/shop/stock/receive.html", context)
    if "confirmed" not in request.POST:
        return render(
            request, "admin/shop/stock/receive_confirm.html", {**context, "arrivals": form.arrivals}
        )
    units = {arrival.variant.pk: arrival.units for arrival in form.arrivals}
    stock.receive(units, note=form.cleaned_data["note"], actor=request.user)
    history.note(
        request,
        Stock.objects.filter(pk__in=units).select_related("variant"),
        f"Goods received {form.cleaned_data['note']}".strip(),
        name=_sku,
    )
    text = ngettext("%(count)d unit came in.", "%(count)d units came in.", sum(units.values()))
    messages.success(request, text % {"count": sum(units.values())})
    return redirect("admin:shop_stock_changelist")


def _sku(row: Stock) -> str:
    return row.variant.sku
