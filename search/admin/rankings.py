"""Rankings: what was learned from whom, how well it did before and after, and which one is in use."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin

from search import tuning
from search.admin import reports
from search.models import Tuning
from shop.admin import history
from shop.admin.access import ReadOnly


@admin.register(Tuning)
class TuningAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "source", "made_at", "is_active")
    list_filter = ("is_active",)
    list_before_template = "admin/search/rankings_above.html"
    change_form_outer_after_template = "admin/search/ranking_beside.html"
    fields = ("source", "made_at", "is_active")

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: Any) -> int:
        return row.pk

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        has_any = Tuning.objects.filter(is_active=True).exists()
        context = {"has_active": has_any, "may_use": _may_use(request)}
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = Tuning.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        context = {
            "report": reports.rows(row.report) if row else (),
            "weights": reports.rows(row.weights) if row else (),
            "may_use": _may_use(request),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})


def _may_use(request: HttpRequest) -> bool:
    return request.user.has_perm("search.change_tuning")


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Rank by this one from now on; 0 stands for the defaults."""
    row = get_object_or_404(Tuning, pk=pk) if pk else None
    tuning.use(row)
    if row:
        history.note(request, [row], gettext_lazy("Put in use"))
        messages.success(request, _("From now on results are ranked by “%(name)s”.") % {"name": row})
    else:
        history.note_table(request, Tuning, name=_("Defaults"), text=_("Put in use"))
        messages.success(request, _("From now on results are ranked by the defaults."))
    return redirect("admin:search_tuning_changelist")
