"""The query log, for the owner: single searches with what was clicked. Who searched is not shown, here or anywhere."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from search import steering
from search.models import Click, LoggedQuery
from shop.admin.access import ReadOnly


class OutcomeFilter(admin.SimpleListFilter):
    title = _("outcome")
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("empty", _("nothing found")),
            ("clicked", _("led to a click")),
            ("corrected", _("corrected")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LoggedQuery]) -> QuerySet[LoggedQuery]:
        if self.value() == "empty":
            return queryset.filter(Q(results=0, filters={}) | Q(step__in=("meaning", "popular")))
        if self.value() == "clicked":
            return queryset.filter(clicks__isnull=False).distinct()
        return queryset.exclude(corrected="") if self.value() == "corrected" else queryset


class ClickInline(ReadOnly, TabularInline):
    model = Click
    extra = 0
    fields = readonly_fields = ("position", "product", "at", "carted_at", "bought_at")
    ordering = ("at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Click]:
        return super().get_queryset(request).select_related("product")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("search.view_loggedquery")


@admin.register(LoggedQuery)
class LoggedQueryAdmin(ReadOnly, ModelAdmin):
    list_display = ("at", "text", "corrected", "results", "step", "took", "clicked")
    list_display_links = ("text",)
    list_filter = (OutcomeFilter,)
    search_fields = ("normalised",)
    search_help_text = _("A query, however it was written")
    fields = ("at", "text", "normalised", "corrected", "results", "step", "filters", "milliseconds")
    date_hierarchy = "at"
    inlines = (ClickInline,)
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[LoggedQuery]:
        return super().get_queryset(request).defer("user", "visitor").annotate(times_clicked=Count("clicks"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[LoggedQuery], search_term: str
    ) -> tuple[QuerySet[LoggedQuery], bool]:
        """All ways to write the same query, through the index on its normalised form."""
        wanted = steering.normalised(search_term)
        return (queryset.filter(normalised=wanted) if search_term.strip() else queryset), False

    @admin.display(description=_("milliseconds"), ordering="milliseconds")
    def took(self, row: LoggedQuery) -> str:
        return f"{row.milliseconds:.0f}"

    @admin.display(description=_("clicks"), ordering="times_clicked")
    def clicked(self, row: Any) -> int:
        return row.times_clicked
