"""Help articles with a preview as they are typed, and what the store says of itself."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from shop import content
from shop.models import HelpArticle, StoreProfile

PREVIEW = reverse_lazy("admin:shop_helparticle_preview")


@admin.register(HelpArticle)
class HelpArticleAdmin(ModelAdmin):
    list_display = ("title", "topic", "is_policy", "is_published", "position", "updated_at")
    list_editable = ("is_published", "position")
    list_filter = ("topic", "is_published", "is_policy")
    search_fields = ("title", "summary", "body")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("preview",)
    fieldsets = (
        (None, {"fields": ("title", "slug", ("topic", "position"), "summary")}),
        (_("Text"), {"fields": ("body", "preview")}),
        (_("Visibility"), {"fields": (("is_published", "is_policy"),)}),
    )
    warn_unsaved_form = True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The text asks for its preview while somebody types; without JavaScript it is made anew on saving."""
        if db_field.name == "body":
            kwargs["widget"] = UnfoldAdminTextareaWidget(
                attrs={
                    "rows": 18,
                    "hx-post": str(PREVIEW),
                    "hx-trigger": "keyup changed delay:400ms",
                    "hx-target": "#help-preview",
                    "hx-include": "closest form",
                }
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("as it is shown"))
    def preview(self, article: HelpArticle) -> str:
        return format_html(
            '<div id="help-preview" class="m-prose" aria-live="polite">{}</div>',
            content.render(article.body or ""),
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.show)
        return [path("preview/", view, name="shop_helparticle_preview"), *super().get_urls()]

    def show(self, request: HttpRequest) -> HttpResponse:
        """The posted Markdown as shoppers will see it."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        return HttpResponse(content.render(request.POST.get("body", "")))

    def view_on_site(self, obj: HelpArticle) -> str | None:
        return obj.get_absolute_url() if obj.is_published else None


@admin.register(StoreProfile)
class StoreProfileAdmin(ModelAdmin):
    """One row: the list leads straight to it."""

    fieldsets = (
        (_("Home page"), {"fields": ("tagline", "hero_title", "hero_text", "hero_picture")}),
        (_("Imprint"), {"fields": ("contact_email", "address")}),
        (None, {"fields": ("is_demo",)}),
    )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if StoreProfile.objects.exists():
            return redirect("admin:shop_storeprofile_change", 1)
        if self.has_add_permission(request):
            return redirect("admin:shop_storeprofile_add")
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not StoreProfile.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: StoreProfile | None = None) -> bool:
        return False
