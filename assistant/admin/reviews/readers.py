"""Readers of reviews that were trained: their figures on held-out reviews, which one is in use, and a button for another."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display

from assistant.admin import badges
from assistant.models import SentimentVersion
from assistant.reviews import asking, training
from shop import broker
from shop.admin import history
from shop.admin.access import ReadOnly

S = SentimentVersion.State


@admin.register(SentimentVersion)
class SentimentVersionAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "shown_state", "accuracy", "auroc", "texts", "started_at", "ended_at")
    list_before_template = "admin/assistant/readers_above.html"
    fields = ("told_state", "folder", "accuracy", "auroc", "texts", "started_at", "ended_at", "error")
    readonly_fields = ("told_state", "accuracy", "auroc", "texts")

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: SentimentVersion) -> int:
        return row.pk

    @display(description=gettext_lazy("state"), ordering="state", label=badges.SENTIMENT)
    def shown_state(self, row: SentimentVersion) -> tuple[str, Any]:
        return row.state, row.get_state_display()

    @admin.display(description=gettext_lazy("state"))
    def told_state(self, row: SentimentVersion) -> str:
        return row.get_state_display()

    @admin.display(description=gettext_lazy("accuracy before and after"))
    def accuracy(self, row: SentimentVersion) -> str:
        return _compared(row, "accuracy")

    @admin.display(description=gettext_lazy("AUROC before and after"))
    def auroc(self, row: SentimentVersion) -> str:
        return _compared(row, "auroc")

    @admin.display(description=gettext_lazy("held-out reviews"))
    def texts(self, row: SentimentVersion) -> str:
        return str(row.report.get("after", {}).get("texts", ""))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), **_training(request)})


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the training is; HTMX asks every two seconds, and loads the list anew once it is done."""
    context = _training(request)
    answer = render(request, "admin/assistant/readers_above.html", context)
    if context["training"] is None:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def train(request: HttpRequest) -> HttpResponse:
    """Ask a worker for a training; however often it is asked for, one begins."""
    try:
        version = asking.for_training()
    except training.Running:
        messages.warning(request, _("A reader of reviews is in training at this moment."))
    except broker.NoWorker:
        messages.error(request, _("The queue of the workers cannot be reached: is Redis running?"))
    else:
        history.note(request, [version], _("Asked for a training"))
        messages.success(
            request, _("A worker learns from the reviews. The reader is used if it is not worse.")
        )
    return redirect("admin:assistant_sentimentversion_changelist")


def _training(request: HttpRequest) -> dict[str, Any]:
    return {
        "training": SentimentVersion.objects.filter(state=S.TRAINING).first(),
        "may_train": request.user.has_perm("assistant.add_sentimentversion"),
    }


def _compared(row: SentimentVersion, name: str) -> str:
    before, after = row.report.get("before", {}).get(name), row.report.get("after", {}).get(name)
    return f"{before:.3f} → {after:.3f}" if before is not None and after is not None else ""
