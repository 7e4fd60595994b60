"""Indexes: which one is in use, how large each is, and a button that has a worker write it anew."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display

from search import asking
from search.admin import badges
from search.admin.questions import asked
from search.indexing import partitions
from search.models import Build
from shop.admin import history
from shop.admin.access import ReadOnly


@admin.register(Build)
class BuildAdmin(ReadOnly, ModelAdmin):
    list_display = (
        "number",
        "shown_state",
        "encoder",
        "documents",
        "size",
        "started_at",
        "activated_at",
        "counted_at",
    )
    list_before_template = "admin/search/builds_above.html"
    fields = (
        "told_state",
        "encoder",
        "dimensions",
        "documents",
        "size",
        "started_at",
        "activated_at",
        "counted_at",
        "weights",
        "average_lengths",
    )
    readonly_fields = ("told_state", "size")

    @display(description=gettext_lazy("state"), ordering="state", label=badges.BUILD)
    def shown_state(self, row: Build) -> tuple[str, Any]:
        return row.state, row.get_state_display()

    @admin.display(description=gettext_lazy("on disk"))
    def size(self, row: Build) -> str:
        return filesizeformat(partitions.size(row))

    @admin.display(description=gettext_lazy("state"))
    def told_state(self, row: Any) -> Any:
        return row.get_state_display()

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, row: Any) -> int:
        return row.pk

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), **_progress(request)})


def _progress(request: HttpRequest) -> dict[str, Any]:
    return {"progress": asking.progress(), "may_rebuild": request.user.has_perm("search.add_build")}


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far the index in work is; HTMX asks every two seconds, and loads the list anew once it is done."""
    context = _progress(request)
    answer = render(request, "admin/search/build_progress.html", context)
    if not context["progress"].is_busy:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for a new index; however often it is asked for, one is written."""
    if asked(request, asking.for_index):
        history.note_table(request, Build, name=_("Search index"), text=_("Asked for a new index"))
        messages.success(
            request, _("A worker writes the index anew. Shoppers search in the old one meanwhile.")
        )
    return redirect("admin:search_build_changelist")
