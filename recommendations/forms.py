"""What a shopper types on the page of their interests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PRICE = {"max_digits": 10, "decimal_places": 2, "min_value": Decimal(0), "required": False}


class InterestForm(forms.Form):
    words = forms.CharField(
        label=_("Add something you like"),
        help_text=_("A brand, a category, or a property such as a colour or a material."),
        max_length=100,
        error_messages={"required": _("Type what you like, such as a brand or a colour.")},
    )


class PriceForm(forms.Form):
    low = forms.DecimalField(label=_("From"), **PRICE)  # type: ignore[arg-type]
    high = forms.DecimalField(label=_("To"), **PRICE)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        low, high = values.get("low"), values.get("high")
        if low is not None and high is not None and low > high:
            raise forms.ValidationError(_("The lower price is above the higher one: swap them."))
        return values
