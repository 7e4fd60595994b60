"""Versions of what was learned: which one is in use, what each measured, and buttons to train, to go back and to compare."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display

from recommendations import experiments, training
from recommendations.admin import badges, reports
from recommendations.learning.model import Settings
from recommendations.models import Experiment, Version
from recommendations.pipeline import asking
from shop import broker
from shop.admin import history
from shop.admin.access import ReadOnly

S = Version.Status
VARIETIES = (0, 10, 20, 30, 50, 70)
LIST = "admin:recommendations_version_changelist"


@admin.register(Version)
class VersionAdmin(ReadOnly, ModelAdmin):
    list_display = (
        "number",
        "shown_status",
        "quality",
        "variety",
        "took",
        "memory",
        "started_at",
        "promoted_at",
    )
    list_before_template = "admin/recommendations/versions_above.html"
    change_form_outer_after_template = "admin/recommendations/version_beside.html"
    fields = ("told_status", "started_at", "finished_at", "promoted_at", "error")
    readonly_fields = ("told_status",)

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: Version) -> int:
        return row.pk

    @display(description=gettext_lazy("status"), ordering="status", label=badges.VERSION)
    def shown_status(self, row: Version) -> tuple[str, Any]:
        return row.status, row.get_status_display()

    @admin.display(description=gettext_lazy("status"))
    def told_status(self, row: Version) -> Any:
        return row.get_status_display()

    @admin.display(description="NDCG@10")
    def quality(self, row: Version) -> str:
        found = row.metrics.get("models", {}).get("hybrid", {}).get("ndcg@10")
        return "" if found is None else reports.decimal(found)

    @admin.display(description=gettext_lazy("variety"))
    def variety(self, row: Version) -> str:
        return f"{Settings.from_json(row.settings).variety:.2f}"

    @admin.display(description=gettext_lazy("took"), ordering="seconds")
    def took(self, row: Version) -> str:
        return f"{row.seconds:.0f} s" if row.seconds else ""

    @admin.display(description=gettext_lazy("memory"), ordering="peak_memory_mb")
    def memory(self, row: Version) -> str:
        return f"{row.peak_memory_mb:,} MB" if row.peak_memory_mb else ""

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
        row = Version.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        is_usable = row is not None and row.has_lists and row.status != S.LIVE
        context = {
            "report": reports.of(row) if row else None,
            "is_usable": is_usable,
            "may_use": request.user.has_perm("recommendations.change_version"),
            "may_compare": is_usable
            and request.user.has_perm("recommendations.add_experiment")
            and not Experiment.objects.filter(ended_at=None).exists(),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})


def _training(request: HttpRequest) -> dict[str, Any]:
    row = Version.objects.filter(status=S.TRAINING).first()
    return {
        "training": row,
        "is_silent": row is not None and row.beat_at < timezone.now() - training.PATIENCE,
        "varieties": [
            (value, value == round(training.default_settings().variety * 100)) for value in VARIETIES
        ],
        "may_train": request.user.has_perm("recommendations.add_version"),
        "may_use": request.user.has_perm("recommendations.change_version"),
    }


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the training is; HTMX asks every two seconds, and loads the list anew once it is done."""
    context = _training(request)
    answer = render(request, "admin/recommendations/versions_above.html", context)
    if context["training"] is None:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def train(request: HttpRequest) -> HttpResponse:
    """Ask workers for a training; however often it is asked for, one begins."""
    try:
        version = asking.for_training(_chosen(request))
    except training.Running:
        messages.warning(request, _("A recommender is in training at this moment."))
    except broker.NoWorker:
        messages.error(request, _("The queue of the workers cannot be reached: is Redis running?"))
    except ValueError:
        messages.error(request, _("Variety is a number from 0 to 100."))
    else:
        history.note(request, [version], _("Asked for a training"))
        messages.success(
            request, _("Workers learn from what shoppers did. The version is used if it is no worse.")
        )
    return redirect(LIST)


def _chosen(request: HttpRequest) -> Settings:
    """Raises ValueError."""
    sent = request.POST.get("variety", "")
    return Settings(variety=int(sent) / 100) if sent else training.default_settings()


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another version in use, at once."""
    row = get_object_or_404(Version, pk=pk)
    try:
        training.use(row)
    except training.NotUsable:
        messages.error(request, _("The lists of this version are not there any more, so it cannot be used."))
    else:
        history.note(request, [row], _("Put in use"))
        messages.success(request, _("Shoppers get the lists of version %(number)d now.") % {"number": pk})
    return redirect(LIST)


@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """End a training."""
    row = get_object_or_404(Version, pk=pk)
    if training.give_up(row, str(_("Given up by the staff."))):
        history.note(request, [row], _("Gave the training up"))
        messages.success(request, _("The training was given up. Shoppers keep the lists they had."))
    else:
        messages.warning(request, _("This training has ended already."))
    return redirect(LIST)


@require_POST
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Give some shoppers this version, to compare it with the one in use."""
    row = get_object_or_404(Version, pk=pk)
    sent = request.POST.get("percent", "50")
    try:
        experiments.start(challenger=row, percent=int(sent) if sent.isdecimal() else 0)
    except experiments.Running:
        messages.warning(request, _("Two versions are compared already: end that first."))
    except experiments.NotComparable as error:
        messages.error(request, _("These cannot be compared: %(reason)s") % {"reason": error})
    else:
        history.note(request, [row], _("Began to compare it with the version in use"))
        messages.success(request, _("Some shoppers get this version from now on."))
    return redirect("admin:recommendations_learning")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Everybody gets the version in use again."""
    if experiments.end():
        history.note_table(request, Experiment, name=_("Comparison of recommenders"), text=_("Ended"))
        messages.success(request, _("The comparison is over. Everybody gets the version in use."))
    return redirect("admin:recommendations_learning")
