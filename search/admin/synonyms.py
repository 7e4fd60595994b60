"""Words that mean the same: the list, the form with what is wrong in it, and what it would change. In use as soon as saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from unfold.admin import ModelAdmin

from search import synonyms
from search.models import Synonym

MOST = 20


class SynonymForm(forms.ModelForm):
    class Meta:
        model = Synonym
        fields = ("words", "leads_to", "is_active")

    def clean_words(self) -> str:
        return _joined(self.cleaned_data["words"])

    def clean_leads_to(self) -> str:
        return _joined(self.cleaned_data["leads_to"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words, leads_to = (synonyms.parts(cleaned.get(name) or "") for name in ("words", "leads_to"))
        if words and not leads_to and not self.has_error("leads_to") and len(words) < 2:
            self.add_error(
                "words",
                _(
                    "One word alone means nothing else: write a second one after a comma, or what it leads to below."
                ),
            )
        same = {synonyms.phrase(part) for part in words} & {synonyms.phrase(part) for part in leads_to}
        if same:
            self.add_error(
                "leads_to", _("“%(word)s” already stands on the left.") % {"word": " ".join(same.pop())}
            )
        return cleaned


def _joined(text: str) -> str:
    """Cleaned words between commas. Raises ValidationError with what to mend."""
    found = synonyms.parts(text)
    if not all(found):
        raise forms.ValidationError(_("There is nothing between two of the commas: take one away."))
    if len(found) > MOST:
        raise forms.ValidationError(_("At most %(most)s words fit into one line.") % {"most": MOST})
    seen: dict[synonyms.steering.Phrase, str] = {}
    for part in found:
        terms = synonyms.phrase(part)
        if not terms:
            raise forms.ValidationError(
                _("Nothing of “%(word)s” is searched for: write a word.") % {"word": part}
            )
        if terms in seen:
            raise forms.ValidationError(
                _("“%(word)s” and “%(same)s” are one word to the search already.")
                % {"word": seen[terms], "same": part}
            )
        seen[terms] = part
    return ", ".join(found)


@admin.register(Synonym)
class SynonymAdmin(ModelAdmin):
    form = SynonymForm
    list_display = ("shown", "is_active", "changed_at")
    list_filter = ("is_active",)
    search_fields = ("words", "leads_to")
    change_form_after_template = "admin/search/synonym_preview_here.html"

    @admin.display(description=gettext_lazy("synonym"), ordering="words")
    def shown(self, row: Synonym) -> str:
        return str(row)

    def save_model(self, request: HttpRequest, obj: Synonym, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._tell_of_others(request, obj)

    def _tell_of_others(self, request: HttpRequest, row: Synonym) -> None:
        """A word may stand in several lines; then all of them hold, which somebody may not have meant."""
        mine = {synonyms.phrase(part) for part in synonyms.parts(row.words)}
        others = [
            other
            for other in Synonym.objects.filter(is_active=True).exclude(pk=row.pk)
            if mine & {synonyms.phrase(part) for part in synonyms.parts(other.words)}
        ]
        if row.is_active and others:
            text = ngettext(
                "Words of it also stand in another line, and both hold: %(lines)s.",
                "Words of it also stand in other lines, and all of them hold: %(lines)s.",
                len(others),
            )
            messages.warning(request, text % {"lines": "; ".join(str(other) for other in others[:5])})


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What the words in the form would change; the part of the page that HTMX replaces while somebody writes."""
    form = SynonymForm(request.GET)
    pk = request.GET.get("row", "")
    context: dict[str, Any] = {}
    if form.is_valid():
        words, leads_to = (
            synonyms.parts(form.cleaned_data["words"]),
            synonyms.parts(form.cleaned_data["leads_to"]),
        )
        context["changes"] = synonyms.preview(
            words, leads_to, instead_of=int(pk) if pk.isascii() and pk.isdigit() else None
        )
    return render(request, "admin/search/synonym_preview.html", context)
