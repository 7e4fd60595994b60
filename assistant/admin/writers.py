"""Adapters that the local writer was taught here: how a training goes, what it brought, and which one is in use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display

from assistant import teaching
from assistant.admin import badges
from assistant.models import WriterVersion
from language import writer
from search.admin import reports
from shop import broker
from shop.admin import history
from shop.admin.access import ReadOnly

S = WriterVersion.State
USABLE = frozenset({S.CANDIDATE, S.RETIRED})


@admin.register(WriterVersion)
class WriterVersionAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "shown_state", "slot_errors", "refusals", "started_at", "ended_at")
    list_before_template = "admin/assistant/writers_above.html"
    change_form_outer_after_template = "admin/assistant/writer_beside.html"
    fields = ("told_state", "folder", "started_at", "ended_at", "error")
    readonly_fields = ("told_state",)

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: WriterVersion) -> int:
        return row.pk

    @display(description=gettext_lazy("state"), ordering="state", label=badges.WRITER)
    def shown_state(self, row: WriterVersion) -> tuple[str, Any]:
        return row.state, row.get_state_display()

    @admin.display(description=gettext_lazy("state"))
    def told_state(self, row: WriterVersion) -> str:
        return row.get_state_display()

    @admin.display(description=gettext_lazy("errors in 100 facts before and after"))
    def slot_errors(self, row: WriterVersion) -> str:
        return _compared(row, "slot_error_rate")

    @admin.display(description=gettext_lazy("admitted not to know, of 100, before and after"))
    def refusals(self, row: WriterVersion) -> str:
        return _compared(row, "refusals")

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
        row = WriterVersion.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        context = {
            "report": reports.rows(row.report) if row else (),
            "is_usable": row is not None and row.state in USABLE,
            "may_use": request.user.has_perm("assistant.change_writerversion"),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the training is; HTMX asks every two seconds, and loads the list anew once it is done."""
    context = _training(request)
    answer = render(request, "admin/assistant/writers_above.html", context)
    if context["training"] is None:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def train(request: HttpRequest) -> HttpResponse:
    """Ask a worker for a training; however often it is asked for, one begins."""
    try:
        version = teaching.for_training()
    except teaching.Running:
        messages.warning(request, _("A writer is in training at this moment."))
    except teaching.NotTeachable:
        messages.error(request, _("Only a local writer can be taught: set WRITER to local."))
    except broker.NoWorker:
        messages.error(request, _("The queue of the workers cannot be reached: is Redis running?"))
    else:
        history.note(request, [version], _("Asked for a training"))
        messages.success(
            request, _("A worker teaches the writer the shop's own words. It is used if it errs less.")
        )
    return redirect("admin:assistant_writerversion_changelist")


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Write with this adapter; 0 stands for the one that the shop came with."""
    row = get_object_or_404(WriterVersion, pk=pk, state__in=USABLE) if pk else None
    try:
        teaching.use(row)
    except teaching.NotTeachable:
        messages.error(request, _("The files of this writer are gone, so it cannot be used: teach another."))
    else:
        if row:
            history.note(request, [row], gettext_lazy("Used again"))
        else:
            history.note_table(
                request, WriterVersion, name=_("Writer that came with the shop"), text=_("Used again")
            )
        messages.success(request, _("The workers write with it within a minute."))
    return redirect("admin:assistant_writerversion_changelist")


def _training(request: HttpRequest) -> dict[str, Any]:
    return {
        "training": WriterVersion.objects.filter(state=S.TRAINING).first(),
        "has_active": WriterVersion.objects.filter(state=S.ACTIVE).exists(),
        "is_teachable": settings.WRITER.partition(":")[0] == writer.LOCAL,
        "may_train": request.user.has_perm("assistant.add_writerversion"),
        "may_use": request.user.has_perm("assistant.change_writerversion"),
    }


def _compared(row: WriterVersion, name: str) -> str:
    before, after = row.report.get("before", {}).get(name), row.report.get("after", {}).get(name)
    return f"{100 * before:.1f} → {100 * after:.1f}" if before is not None and after is not None else ""
