"""What the cart takes: a variant and how many, a quantity of a line, a coupon code, a country."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AddForm(forms.Form):
    variant = forms.IntegerField(min_value=1)
    quantity = forms.IntegerField(min_value=1, max_value=settings.CART_LINE_LIMIT, required=False)

    def clean_quantity(self) -> int:
        return self.cleaned_data["quantity"] or 1


class QuantityForm(forms.Form):
    quantity = forms.IntegerField(min_value=0, max_value=settings.CART_LINE_LIMIT)


class CouponForm(forms.Form):
    code = forms.CharField(label=_("Coupon code"), max_length=40)


class CountryForm(forms.Form):
    country = forms.RegexField(label=_("Country"), regex=r"^[A-Z]{2}$")
