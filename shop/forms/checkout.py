"""The checkout form: who buys, where it goes, how it travels, and what the shopper was shown to pay."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shop import checkout
from shop.forms.address import NAMES, AddressForm, lines_of
from shop.models import Address

TYPED = ("email", "note", "delivery", "saved", "save", *NAMES)
NEW_ADDRESS = "new"


class CheckoutForm(AddressForm):
    """With `saved` naming one of the shopper's addresses, the address fields below it are not looked at."""

    field_order = ("email", "saved", *NAMES, "save", "delivery", "note", "key", "expected_total")

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send the order confirmation and news about the parcel there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    saved = forms.ChoiceField(label=_("Deliver to"), required=False)
    save = forms.BooleanField(label=_("Keep this address in my account"), required=False)
    delivery = forms.CharField(
        label=_("Delivery method"),
        max_length=60,
        error_messages={"required": _("Choose how it is to be delivered.")},
    )
    note = forms.CharField(
        label=_("Note for the order"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    expected_total = forms.DecimalField(
        max_digits=12, decimal_places=2, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, addresses: Sequence[Address] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = {str(address.pk): address for address in addresses}
        choices = [(key, str(address)) for key, address in self.addresses.items()]
        self.fields["saved"].choices = [*choices, (NEW_ADDRESS, _("Another address"))]  # type: ignore[attr-defined]
        if self.is_bound and self.chosen is not None:
            self.is_optional = True

    @property
    def chosen(self) -> Address | None:
        """The saved address that is chosen, typed or first offered."""
        return self.addresses.get(str(self["saved"].value() or ""))

    @property
    def destination(self) -> str:
        """Country to which the order would go, as far as the form is filled in; empty when it is not."""
        country = self.chosen.country if self.chosen else self["country"].value()
        return country if country in dict(self.fields["country"].choices) else ""  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Errors of fields nobody looks at are no errors."""
        super().full_clean()
        if self.is_bound and self.is_optional:
            for name in NAMES:
                self._errors.pop(name, None)  # type: ignore[union-attr]

    def request(self) -> checkout.Request:
        values = self.cleaned_data
        return checkout.Request(
            email=values["email"],
            address=lines_of(self.chosen) if self.chosen else self.lines(),
            delivery_code=values["delivery"],
            note=values["note"],
            language=get_language() or "en",
            expected_total=values["expected_total"],
            key=values["key"],
        )


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    """What the shopper typed so far, to be shown again."""
    return {name: str(data[name]) for name in TYPED if name in data}


def first_values(*, email: str, name: str, country: str, addresses: Sequence[Address]) -> dict[str, Any]:
    """What the form starts with; the default address comes first in `addresses`."""
    values: dict[str, Any] = {
        "email": email,
        "name": name,
        "saved": str(addresses[0].pk) if addresses else NEW_ADDRESS,
    }
    return {**values, "country": country} if country else values


def new_key() -> str:
    return uuid.uuid4().hex
