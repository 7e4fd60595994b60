"""What editors fill in: the brief, the words they decide on, and a brief for many products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from assistant.descriptions import runs
from assistant.descriptions.brief import Brief, keywords
from assistant.descriptions.lines import META, TITLE
from assistant.descriptions.versions import Words, main_language
from assistant.models import Description

TONES = [
    ("plain", gettext_lazy("plain")),
    ("warm", gettext_lazy("warm")),
    ("lively", gettext_lazy("lively")),
    ("technical", gettext_lazy("technical")),
]
LENGTHS = [
    ("short", gettext_lazy("short")),
    ("medium", gettext_lazy("medium")),
    ("long", gettext_lazy("long")),
]


class BriefForm(forms.Form):
    tone = forms.ChoiceField(label=gettext_lazy("Tone"), choices=TONES, widget=UnfoldAdminSelectWidget)
    length = forms.ChoiceField(label=gettext_lazy("Length"), choices=LENGTHS, widget=UnfoldAdminSelectWidget)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=Description.Language.choices, widget=UnfoldAdminSelectWidget
    )
    keywords = forms.CharField(
        label=gettext_lazy("Keywords"),
        max_length=400,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Up to six, separated by commas."),
    )
    instruction = forms.CharField(
        label=gettext_lazy("Instruction"),
        max_length=300,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("A wish for the style, for the writer alone: “begin with the colour”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"tone": "warm", "length": "medium", "language": main_language(), **self.initial}

    def clean_keywords(self) -> tuple[str, ...]:
        try:
            return keywords(self.cleaned_data["keywords"])
        except ValueError as error:
            text = _("Give at most six keywords of at most 60 characters, separated by commas.")
            raise forms.ValidationError(text) from error

    def brief(self, *, attempt: int = 0) -> Brief:
        values = self.cleaned_data
        names = ("tone", "length", "language", "keywords", "instruction")
        return Brief(**{name: values[name] for name in names}, attempt=attempt)


class RunForm(BriefForm):
    ids = forms.CharField(widget=forms.HiddenInput)
    sample = forms.IntegerField(
        label=gettext_lazy("Proposals to look at before all are accepted"),
        min_value=1,
        max_value=runs.MOST_SAMPLE,
        initial=5,
        widget=UnfoldAdminIntegerFieldWidget,
    )
    replaces_people = forms.BooleanField(
        label=gettext_lazy("Also where a person wrote the text"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=gettext_lazy(
            "Otherwise these products are left alone. Their text is kept as a version in any case."
        ),
    )

    def clean_ids(self) -> list[int]:
        ids = [part for part in self.cleaned_data["ids"].split(",") if part]
        if not ids or not all(part.isdecimal() and len(part) < 19 for part in ids):
            raise forms.ValidationError(_("Choose products in the list first."))
        return [int(part) for part in ids]


class WordsForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=10_000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 14})
    )
    seo_title = forms.CharField(
        label=gettext_lazy("SEO title"), max_length=TITLE, required=False, widget=UnfoldAdminTextInputWidget
    )
    seo_description = forms.CharField(
        label=gettext_lazy("Meta description"),
        max_length=META,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Replace the text that a person wrote"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )

    def words(self) -> Words:
        values = self.cleaned_data
        return Words(
            text=values["text"], seo_title=values["seo_title"], seo_description=values["seo_description"]
        )


def words_of(description: Description) -> WordsForm:
    return WordsForm(
        initial={
            "text": description.text,
            "seo_title": description.seo_title,
            "seo_description": description.seo_description,
        }
    )
