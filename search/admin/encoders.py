"""Encoders that learned the shop's own words: how training goes, what it brought, and which one is in use."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display

from search import asking
from search.admin import badges, reports
from search.admin.questions import asked
from search.models import EncoderVersion
from shop.admin import history
from shop.admin.access import ReadOnly

S = EncoderVersion.State
USABLE = frozenset({S.CANDIDATE, S.RETIRED})


@admin.register(EncoderVersion)
class EncoderVersionAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "shown_state", "name", "gain", "started_at", "ended_at")
    list_before_template = "admin/search/encoders_above.html"
    change_form_outer_after_template = "admin/search/encoder_beside.html"
    fields = ("name", "told_state", "started_at", "ended_at", "error")
    readonly_fields = ("told_state",)

    @display(description=gettext_lazy("state"), ordering="state", label=badges.ENCODER)
    def shown_state(self, row: EncoderVersion) -> tuple[str, Any]:
        return row.state, row.get_state_display()

    @admin.display(description=gettext_lazy("gain"))
    def gain(self, row: EncoderVersion) -> str:
        """The first measure of the report, before and after."""
        first = next((entry for entry in reports.rows(row.report) if entry.before), None)
        return f"{first.name}: {first.before} → {first.after}" if first else ""

    @admin.display(description=gettext_lazy("state"))
    def told_state(self, row: Any) -> Any:
        return row.get_state_display()

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: Any) -> int:
        return row.pk

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), **_training(request)})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = EncoderVersion.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        context = {
            "report": reports.rows(row.report) if row else (),
            "is_usable": row is not None and row.state in USABLE,
            "may_use": request.user.has_perm("search.change_encoderversion"),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})


def _training(request: HttpRequest) -> dict[str, Any]:
    return {
        "training": EncoderVersion.objects.filter(state=S.TRAINING).first(),
        "has_active": EncoderVersion.objects.filter(state=S.ACTIVE).exists(),
        "may_train": request.user.has_perm("search.add_encoderversion"),
        "may_use": request.user.has_perm("search.change_encoderversion"),
    }


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the training is; HTMX asks every two seconds, and loads the list anew once it is done."""
    context = _training(request)
    answer = render(request, "admin/search/encoder_progress.html", context)
    if context["training"] is None:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def train(request: HttpRequest) -> HttpResponse:
    """Ask for a training; however often it is asked for, one begins."""
    if asked(request, asking.for_training):
        history.note_table(request, EncoderVersion, name=_("Encoder"), text=_("Asked for a training"))
        messages.success(
            request, _("A worker trains an encoder on the shop's own words. It is used if it is better.")
        )
    return redirect("admin:search_encoderversion_changelist")


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an index with this encoder; 0 stands for the one of the settings."""
    row = get_object_or_404(EncoderVersion, pk=pk, state__in=USABLE) if pk else None
    if asked(request, lambda: asking.for_promotion(row)):
        if row:
            history.note(request, [row], gettext_lazy("Asked to be used again"))
        else:
            history.note_table(
                request, EncoderVersion, name=_("Encoder of the settings"), text=_("Asked to be used again")
            )
        messages.success(request, _("A worker writes an index with this encoder and then uses both."))
    return redirect("admin:search_encoderversion_changelist")
