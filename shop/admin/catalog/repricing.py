"""New prices for the products chosen in the list: asked for, shown variant by variant, done after a second yes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from shop import repricing
from shop.admin import history
from shop.models import Product

WAYS = [
    ("price", gettext_lazy("Change the price")),
    ("offer", gettext_lazy("Make an offer: the price before is shown crossed out")),
    ("end", gettext_lazy("End the offer: back to the list price")),
]
ENDINGS = [
    ("", gettext_lazy("as they come")),
    ("0.00", ".00"),
    ("0.50", ".50"),
    ("0.90", ".90"),
    ("0.95", ".95"),
    ("0.99", ".99"),
]
SHOWN = 300


class RuleForm(forms.Form):
    ids = forms.CharField(widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=WAYS,
        initial="price",
        widget=UnfoldAdminRadioSelectWidget(radio_style=2),
    )
    percent = forms.DecimalField(
        label=gettext_lazy("Percent"),
        min_value=Decimal(-100),
        max_value=Decimal(1000),
        max_digits=6,
        decimal_places=2,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"}),
        help_text=gettext_lazy("-10 makes it ten percent cheaper, 5 five percent dearer."),
    )
    ending = forms.ChoiceField(
        label=gettext_lazy("New prices end in"),
        choices=ENDINGS,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )

    def clean_ids(self) -> list[int]:
        ids = [part for part in self.cleaned_data["ids"].split(",") if part]
        if not ids or not all(part.isdecimal() and len(part) < 19 for part in ids):
            raise forms.ValidationError(_("Choose products in the list first."))
        return [int(part) for part in ids]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("way") == "end" or "percent" in self.errors:
            return values
        if not values.get("percent"):
            self.add_error("percent", _("Say by how many percent."))
        elif values.get("way") == "offer" and values["percent"] > 0:
            self.add_error("percent", _("An offer makes things cheaper: give a number below zero."))
        return values

    def rule(self) -> repricing.Rule:
        ending = self.cleaned_data["ending"]
        return repricing.Rule(
            way=self.cleaned_data["way"],
            percent=self.cleaned_data.get("percent") or Decimal(0),
            ending=Decimal(ending) if ending else None,
        )


def ask(page: ModelAdmin, request: HttpRequest, chosen: QuerySet[Product]) -> HttpResponse:
    ids = ",".join(str(pk) for pk in chosen.order_by("pk").values_list("pk", flat=True))
    return _show(page, request, RuleForm(initial={"ids": ids}), count=ids.count(",") + 1)


def answer(page: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show the outcome; after the second yes write exactly that, or show it again where a price moved meanwhile."""
    if not (page.has_price_permission(request) and page.has_change_permission(request)):
        raise PermissionDenied
    form = RuleForm(request.POST)
    if request.method != "POST" or "ids" in form.errors:
        messages.error(request, _("Choose products in the list first."))
        return redirect("admin:shop_product_changelist")
    ids = form.cleaned_data["ids"]
    if not form.is_valid() or "change" in request.POST:
        return _show(page, request, form, count=len(ids))
    changes = repricing.plan(Product.objects.filter(pk__in=ids), form.rule(), currency=settings.CURRENCY)
    mark = repricing.fingerprint(changes)
    if request.POST.get("confirmed") == mark:
        try:
            count = repricing.apply(changes)
        except repricing.Moved:
            messages.warning(request, _("A price has changed meanwhile. Please look again."))
            changes = repricing.plan(
                Product.objects.filter(pk__in=ids), form.rule(), currency=settings.CURRENCY
            )
        else:
            return _done(request, changes, count, form)
    elif "confirmed" in request.POST:
        messages.warning(request, _("A price has changed meanwhile. Please look again."))
    return _confirm(page, request, form, changes)


def _show(page: ModelAdmin, request: HttpRequest, form: RuleForm, *, count: int) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": _("Change prices"),
        "form": form,
        "count": count,
    }
    return render(request, "admin/shop/product/reprice.html", context)


def _confirm(
    page: ModelAdmin, request: HttpRequest, form: RuleForm, changes: list[repricing.Change]
) -> HttpResponse:
    due = [change for change in changes if change.is_change]
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": _("Change prices"),
        "form": form,
        "shown": due[:SHOWN],
        "more": max(0, len(due) - SHOWN),
        "count": len(due),
        "same": len(changes) - len(due),
        "mark": repricing.fingerprint(changes),
        "currency": settings.CURRENCY,
    }
    return render(request, "admin/shop/product/reprice_confirm.html", context)


def _done(request: HttpRequest, changes: list[repricing.Change], count: int, form: RuleForm) -> HttpResponse:
    touched = Product.objects.filter(pk__in={change.product_id for change in changes if change.is_change})
    rule = form.rule()
    words = dict(WAYS)[rule.way] if rule.way == "end" else f"{dict(WAYS)[rule.way]}: {rule.percent} %"
    history.note(request, touched, words)
    text = ngettext("%(count)d variant has a new price.", "%(count)d variants have a new price.", count)
    messages.success(request, text % {"count": count})
    return redirect("admin:shop_product_changelist")
