"""The postal address as people type it: fields in the order of an envelope, checked by what each country uses."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from shop import checkout, delivery
from shop.models.customer import AddressFields

NAMES = ("name", "line1", "line2", "postcode", "city", "region", "country", "phone")
WITHOUT_POSTCODE = frozenset({"AE", "HK", "IE", "QA"})
WITH_REGION = frozenset({"AU", "BR", "CA", "CN", "IN", "MX", "US"})
POSTCODES = {
    "AT": r"\d{4}",
    "AU": r"\d{4}",
    "BE": r"\d{4}",
    "CA": r"[A-Z]\d[A-Z] ?\d[A-Z]\d",
    "CH": r"\d{4}",
    "CN": r"\d{6}",
    "CZ": r"\d{3} ?\d{2}",
    "DE": r"\d{5}",
    "DK": r"\d{4}",
    "ES": r"\d{5}",
    "FI": r"\d{5}",
    "FR": r"\d{5}",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    "IT": r"\d{5}",
    "JP": r"\d{3}-?\d{4}",
    "LU": r"\d{4}",
    "NL": r"\d{4} ?[A-Z]{2}",
    "NO": r"\d{4}",
    "PL": r"\d{2}-?\d{3}",
    "PT": r"\d{4}-?\d{3}",
    "SE": r"\d{3} ?\d{2}",
    "US": r"\d{5}(-\d{4})?",
}


def text(
    label: Any, length: int, autocomplete: str, *, required: bool = True, **attributes: str
) -> forms.CharField:
    """A one-line field that the browser can fill in by itself."""
    widget = forms.TextInput(attrs={"autocomplete": autocomplete, **attributes})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


class AddressForm(forms.Form):
    """`is_optional` leaves every field alone, for when a saved address is used instead."""

    use_required_attribute = False
    is_optional = False

    name = text(_("Full name"), 150, "name")
    line1 = text(_("Street and number"), 200, "address-line1")
    line2 = text(_("Flat, company or care of"), 200, "address-line2", required=False)
    postcode = text(_("Postcode"), 20, "postal-code")
    city = text(_("City"), 100, "address-level2")
    region = text(_("State or region"), 100, "address-level1", required=False)
    country = forms.ChoiceField(label=_("Country"), widget=forms.Select(attrs={"autocomplete": "country"}))
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        help_text=_("For the courier only, if there is a question about the parcel."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        validators=[RegexValidator(r"^[+0-9 ()/.-]{5,30}$", _("Use digits, spaces and a leading + only."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(country.code, country.name) for country in delivery.countries()]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]
        if settings.DEFAULT_COUNTRY in dict(choices):
            self.fields["country"].initial = settings.DEFAULT_COUNTRY
        country = self["country"].value()
        self.fields["postcode"].required = country not in WITHOUT_POSTCODE
        self.fields["region"].required = country in WITH_REGION

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.is_optional:
            self._check_postcode(values)
        return values

    def _check_postcode(self, values: dict[str, Any]) -> None:
        country, postcode = values.get("country", ""), values.get("postcode", "").upper()
        pattern = POSTCODES.get(country)
        if pattern and postcode and not re.fullmatch(pattern, postcode):
            self.add_error("postcode", ValidationError(_("This is not a postcode of the country chosen.")))
        else:
            values["postcode"] = postcode

    def lines(self) -> checkout.AddressLines:
        return checkout.AddressLines(**{name: self.cleaned_data.get(name, "") for name in NAMES})


class SavedAddressForm(AddressForm):
    """An address of the account, kept for later orders."""

    is_default = forms.BooleanField(label=_("Use as my default address"), required=False)


def lines_of(address: AddressFields) -> checkout.AddressLines:
    """A stored address as the domain takes it."""
    return checkout.AddressLines(**{name: getattr(address, name) for name in NAMES})


def initial_of(address: AddressFields) -> dict[str, str]:
    return {name: getattr(address, name) for name in NAMES}
