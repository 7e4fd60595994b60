"""A review as it is written."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

STARS = [
    (5, _("5 stars: very good")),
    (4, _("4 stars: good")),
    (3, _("3 stars: all right")),
    (2, _("2 stars: poor")),
    (1, _("1 star: bad")),
]


class ReviewForm(forms.Form):
    use_required_attribute = False

    rating = forms.TypedChoiceField(
        label=_("Your rating"),
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to five stars.")},
    )
    title = forms.CharField(label=_("Headline"), max_length=120, required=False)
    text = forms.CharField(
        label=_("What should others know?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("How do you use it? What do you like, what would you change?"),
    )
    author_name = forms.CharField(
        label=_("Name shown with the review"),
        max_length=60,
        help_text=_("A first name or a nickname is enough."),
    )
