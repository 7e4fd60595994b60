"""The moderation queue."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from shop import reviews
from shop.admin.access import ReadOnly
from shop.models import Review


@admin.register(Review)
class ReviewAdmin(ReadOnly, ModelAdmin):
    list_display = ("created_at", "product", "rating", "title", "text", "author_name", "status")
    list_select_related = ("product",)
    list_filter = ("status", "rating")
    search_fields = ("product__title", "title", "text")
    show_full_result_count = False
    actions = ("publish", "reject")

    @admin.action(description=_("Publish"), permissions=["moderate"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self._moderate(request, queryset, is_published=True)

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self._moderate(request, queryset, is_published=False)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.moderate_review")

    def _moderate(self, request: HttpRequest, queryset: QuerySet[Review], *, is_published: bool) -> None:
        for review in queryset:
            reviews.moderate(review, is_published=is_published, note=f"by {request.user}")
        messages.success(request, _("The reviews were moderated."))
