"""Rules of selling: coupons, delivery and tax. What the database would refuse is explained in the form."""

from __future__ import annotations

from typing import Any

from babel import Locale
from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from shop.admin.access import ReadOnly
from shop.models import Coupon, CouponRedemption, DeliveryMethod, DeliveryRate, TaxRate

COUNTRIES = frozenset(code for code in Locale("en").territories if len(code) == 2 and code.isalpha())
STATES = {"active": "success", "planned": "info", "over": "", "off": "", "used": "warning"}


class CountryForm(forms.ModelForm):
    """A form with a `country`, written in any case."""

    def clean_country(self) -> str:
        code = str(self.cleaned_data["country"]).strip().upper()
        if code not in COUNTRIES or code in {"ZZ", "EU", "EZ", "UN", "XA", "XB"}:
            raise forms.ValidationError(_("Write the two letters of a country, such as DE or US."))
        return code


class CouponForm(forms.ModelForm):
    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind, value = values.get("kind"), values.get("value")
        if kind == Coupon.Kind.PERCENT and value is not None and not 0 < value <= 100:
            self.add_error("value", _("A percentage lies between 0 and 100."))
        if kind == Coupon.Kind.AMOUNT and value is not None and value <= 0:
            self.add_error("value", _("Say how much is taken off."))
        if kind == Coupon.Kind.DELIVERY and value:
            self.add_error("value", _("Free delivery needs no value; write 0."))
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It ends before it starts."))
        most = values.get("max_uses")
        if most is not None and most < self.instance.uses:
            self.add_error(
                "max_uses", _("It was used %(count)d times already.") % {"count": self.instance.uses}
            )
        return values


class RedemptionInline(ReadOnly, TabularInline):
    model = CouponRedemption
    extra = 0
    tab = True
    fields = ("order", "email", "at")
    readonly_fields = fields
    ordering = ("-at", "-pk")
    per_page = 20

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("shop.view_order")


@admin.register(Coupon)
class CouponAdmin(ModelAdmin):
    form = CouponForm
    list_display = ("code", "worth", "minimum", "used", "state", "ends_at")
    list_filter = ("kind", "is_active")
    search_fields = ("code",)
    readonly_fields = ("uses",)
    inlines = (RedemptionInline,)
    fieldsets = (
        (None, {"fields": ("code", ("kind", "value"), "minimum", "is_active")}),
        (gettext_lazy("When"), {"fields": ("starts_at", "ends_at")}),
        (gettext_lazy("How often"), {"fields": (("max_uses", "max_uses_per_shopper"), "uses")}),
    )

    @admin.display(description=gettext_lazy("worth"), ordering="value")
    def worth(self, coupon: Coupon) -> str:
        if coupon.kind == Coupon.Kind.DELIVERY:
            return coupon.get_kind_display()
        sign = " %" if coupon.kind == Coupon.Kind.PERCENT else ""
        return f"{coupon.value.normalize():f}{sign}" if sign else f"{coupon.value}"

    @admin.display(description=gettext_lazy("used"), ordering="uses")
    def used(self, coupon: Coupon) -> str:
        return f"{coupon.uses} / {coupon.max_uses}" if coupon.max_uses is not None else str(coupon.uses)

    @display(description=gettext_lazy("status"), label=STATES)
    def state(self, coupon: Coupon) -> tuple[str, str]:
        now = timezone.now()
        if not coupon.is_active:
            return "off", _("switched off")
        if coupon.ends_at and coupon.ends_at <= now:
            return "over", _("expired")
        if coupon.max_uses is not None and coupon.uses >= coupon.max_uses:
            return "used", _("used up")
        return (
            ("planned", _("planned"))
            if coupon.starts_at and coupon.starts_at > now
            else ("active", _("active"))
        )


class RateInline(TabularInline):
    model = DeliveryRate
    form = CountryForm
    extra = 0


class DeliveryForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        least, most = values.get("days_min"), values.get("days_max")
        if least is not None and most is not None and most < least:
            self.add_error("days_max", _("At most is less than at least."))
        return values


@admin.register(DeliveryMethod)
class DeliveryMethodAdmin(ModelAdmin):
    form = DeliveryForm
    list_display = ("name", "code", "days", "is_active", "position")
    list_editable = ("is_active", "position")
    fields = ("name", "code", "description", ("days_min", "days_max"), ("is_active", "position"))
    prepopulated_fields = {"code": ("name",)}
    inlines = (RateInline,)

    @admin.display(description=gettext_lazy("days"))
    def days(self, method: DeliveryMethod) -> str:
        return f"{method.days_min}–{method.days_max}"


@admin.register(TaxRate)
class TaxRateAdmin(ModelAdmin):
    form = CountryForm
    list_display = ("country", "name", "rate", "is_inclusive")
    search_fields = ("country", "name")
