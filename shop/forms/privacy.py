"""The proof that an account asks for before it is taken along or erased."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ProofForm(forms.Form):
    use_required_attribute = False

    answer = forms.CharField(max_length=200, strip=False, error_messages={"required": _("Type it first.")})

    def __init__(self, *args, needs_code: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        if needs_code:
            field.label = _("Code from our e-mail")
            field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        else:
            field.label = _("Password")
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
