"""Beside each review of the moderators' list: how its words read, and whether they disagree with the stars."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assistant.models import ReviewInsight
from shop.models import Review

LABELS = {
    "negative": gettext_lazy("unhappy"),
    "mixed": gettext_lazy("mixed"),
    "positive": gettext_lazy("happy"),
}
KINDS = {"negative": "danger", "mixed": "", "positive": "success"}


@admin.display(description=gettext_lazy("reads as"))
def reading(review: Review) -> str:
    """Runs no query: the list reads the insight along."""
    insight: ReviewInsight | None = getattr(review, "insight", None)
    if insight is None or not review.text.strip():
        return ""
    label = format_html(
        '<span class="m-state m-state--{}">{}</span>', KINDS[insight.label], LABELS[insight.label]
    )
    if not insight.is_mismatch:
        return label
    mark = _("words against stars")
    return format_html('{}<br><span class="m-state m-state--warning">{}</span>', label, mark)


class MismatchFilter(admin.SimpleListFilter):
    title = gettext_lazy("words and stars")
    parameter_name = "mismatch"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", _("disagree"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> QuerySet[Review]:
        return queryset.filter(insight__is_mismatch=True) if self.value() == "1" else queryset
