"""Lists of proposals, versions and runs; everything is decided on pages of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from assistant.admin import badges
from assistant.models import Description, DescriptionRun, DescriptionRunItem
from shop.admin.access import ReadOnly

EXCERPT = 160


@admin.register(Description)
class DescriptionAdmin(ReadOnly, ModelAdmin):
    list_display = ("words", "shown_state", "freshness", "language", "author", "created_at")
    list_display_links = None
    list_filter = ("state", "is_stale", "language", "is_edited", "written_by")
    list_filter_submit = True
    list_select_related = ("product", "asked_by")
    list_per_page = 25
    search_fields = ("product__title", "text")
    show_full_result_count = False

    @admin.display(description=gettext_lazy("description"), ordering="product__title")
    def words(self, row: Description) -> str:
        address = reverse("admin:description_write", args=[row.product_id])
        return format_html(
            '<div class="m-review"><a class="m-link" href="{}?language={}">{}</a><p>{}</p></div>',
            address,
            row.language,
            row.product.title,
            Truncator(row.text).chars(EXCERPT),
        )

    @display(description=gettext_lazy("state"), ordering="state", label=badges.DESCRIPTION)
    def shown_state(self, row: Description) -> tuple[str, Any]:
        return row.state, row.get_state_display()

    @display(description=gettext_lazy("facts"), ordering="is_stale", label={"stale": "warning", "fresh": ""})
    def freshness(self, row: Description) -> tuple[str, str] | str:
        if row.state not in {Description.State.PROPOSED, Description.State.PUBLISHED}:
            return ""
        return ("stale", _("changed since")) if row.is_stale else ("fresh", _("as they are"))

    @admin.display(description=gettext_lazy("written by"), ordering="written_by")
    def author(self, row: Description) -> str:
        name = {"template": _("templates"), "person": _("a person")}.get(row.written_by, row.written_by)
        return _("%(name)s, edited") % {"name": name} if row.is_edited else name

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A version is seen on its product's page."""
        row = Description.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        address = reverse("admin:description_write", args=[row.product_id])
        return redirect(f"{address}?language={row.language}")


@admin.register(DescriptionRun)
class DescriptionRunAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "shown_state", "products", "asked_by", "created_at", "ended_at")
    list_display_links = None
    list_filter = ("state",)
    list_select_related = ("asked_by",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DescriptionRun]:
        waiting = Count("items", filter=Q(items__state=DescriptionRunItem.State.WAITING))
        return super().get_queryset(request).annotate(size=Count("items"), waiting=waiting)

    @admin.display(description=gettext_lazy("run"), ordering="pk")
    def number(self, row: DescriptionRun) -> str:
        address = reverse("admin:description_run", args=[row.pk])
        return format_html(
            '<a class="m-link" href="{}">{}</a>', address, _("Run %(number)s") % {"number": row.pk}
        )

    @display(description=gettext_lazy("state"), ordering="state", label=badges.RUN)
    def shown_state(self, row: DescriptionRun) -> tuple[str, Any]:
        return row.state, row.get_state_display()

    @admin.display(description=gettext_lazy("products"))
    def products(self, row: Any) -> str:
        return f"{row.size - row.waiting} / {row.size}"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = DescriptionRun.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return redirect("admin:description_run", pk=row.pk)
