"""The pages on which a merchant says yes: each shows first what will happen; a refusal is a message, never an error page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from shop import amounts, orders
from shop.admin import history
from shop.admin.orders import refunds, steps
from shop.admin.orders.steps import Step
from shop.models import Order, Refund


def frame(page: ModelAdmin, request: HttpRequest, order: Order) -> dict[str, Any]:
    """What every page of an order needs: breadcrumbs, sidebar, the history's link."""
    return {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "original": order,
        "order": order,
        "title": order.number,
        "carriers": steps.CARRIERS,
    }


def step(page: ModelAdmin, request: HttpRequest, order: Order, chosen: Step) -> HttpResponse:
    if not steps.is_open(chosen, order):
        messages.error(request, steps.refusal(chosen, order))
        return _back(order)
    form = chosen.form_class(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "step": chosen, "outcomes": chosen.foresee(order)}
        return render(request, "admin/shop/order/step.html", {**frame(page, request, order), **context})
    try:
        chosen.take(order, actor=orders.Actor.of(request.user), **form.cleaned_data)
    except orders.WrongState as error:
        messages.error(request, steps.refusal(chosen, error.order))
    else:
        history.note(request, [order], steps.summary(chosen, form.cleaned_data))
        messages.success(request, _("Done: %(step)s.") % {"step": chosen.title})
    return _back(order)


def refund(page: ModelAdmin, request: HttpRequest, order: Order, chosen: Step) -> HttpResponse:
    """First what goes back, then what that will do, then the yes; what changed meanwhile is shown again."""
    if not steps.is_open(chosen, order):
        messages.error(request, steps.refusal(chosen, order))
        return _back(order)
    form = refunds.RefundForm(order, request.POST if request.method == "POST" else None)
    context = {**frame(page, request, order), "form": form, "step": chosen, "left": orders.refundable(order)}
    if not form.is_valid() or form.plan is None or "change" in request.POST:
        return render(request, "admin/shop/order/refund.html", context)
    if request.POST.get("confirmed") != f"{form.plan.amount}":
        if "confirmed" in request.POST:
            messages.warning(request, _("The order has changed meanwhile. Please look again."))
        context |= {"plan": form.plan, "outcomes": refunds.foresee(form.plan, order)}
        return render(request, "admin/shop/order/refund_confirm.html", context)
    return _refund(request, order, form.plan, chosen)


def _refund(request: HttpRequest, order: Order, plan: refunds.Plan, chosen: Step) -> HttpResponse:
    try:
        orders.request_refund(
            order,
            actor=orders.Actor.of(request.user),
            reason=plan.reason,
            lines=plan.lines,
            amount=plan.amount,
            restock=plan.restock,
        )
    except orders.WrongState as error:
        messages.error(request, steps.refusal(chosen, error.order))
    except orders.RefundTooLarge:
        messages.error(
            request, _("Nothing was refunded: somebody else refunded a part meanwhile. Please look again.")
        )
    else:
        amount = amounts.shown(plan.amount, order.currency)
        history.note(request, [order], f"{chosen.title}: {amount}, {plan.reason}")
        messages.success(request, _("%(amount)s is on its way back.") % {"amount": amount})
    return _back(order)


def retry(page: ModelAdmin, request: HttpRequest, order: Order, failed: Refund) -> HttpResponse:
    """Ask the gateway once more for a refund that failed."""
    amount = amounts.shown(failed.amount, order.currency)
    if request.method != "POST":
        outcomes = [
            _("%(amount)s is asked for again at the payment provider.") % {"amount": amount},
            _("Goods and stock stay as they are."),
        ]
        context = {**frame(page, request, order), "refund": failed, "outcomes": outcomes}
        return render(request, "admin/shop/order/retry.html", context)
    try:
        orders.retry_refund(failed, actor=orders.Actor.of(request.user))
    except orders.NotFailed:
        messages.error(request, _("This refund has not failed; it is on its way or done."))
    except orders.RefundTooLarge:
        messages.error(request, _("So much is not left: another refund took its place."))
    else:
        history.note(request, [order], _("Refund asked for again: %(amount)s") % {"amount": amount})
        messages.success(request, _("%(amount)s is on its way back.") % {"amount": amount})
    return _back(order)


def _back(order: Order) -> HttpResponse:
    return redirect("admin:shop_order_change", order.pk)
