"""Versions of what was learned: which one is in use, what each measured, how long it took."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from recommendations.admin import badges
from recommendations.models import Version
from shop.admin.access import ReadOnly


@admin.register(Version)
class VersionAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "shown_status", "started_at", "promoted_at", "seconds", "peak_memory_mb")
    fields = ("told_status", "started_at", "finished_at", "promoted_at", "seconds", "peak_memory_mb", "error")
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
