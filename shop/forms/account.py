"""The shopper's profile."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProfileForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of pages and e-mails"),
        choices=[("", _("As my browser asks")), *settings.LANGUAGES],
        required=False,
    )
    uses_history = forms.BooleanField(
        label=_("Use my history for recommendations"),
        help_text=_(
            "What you look at, search and buy may shape what the shop shows you. Nobody else sees it."
        ),
        required=False,
    )
