"""Collections: a title, a picture, and products in an order that is dragged."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from shop.models import Collection, CollectionItem


class CollectionItemInline(TabularInline):
    model = CollectionItem
    extra = 0
    autocomplete_fields = ("product",)
    ordering_field = "position"
    hide_ordering_field = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[CollectionItem]:
        return super().get_queryset(request).select_related("product")


@admin.register(Collection)
class CollectionAdmin(ModelAdmin):
    list_display = ("title", "product_count", "is_published", "is_featured", "position")
    list_editable = ("is_published", "is_featured", "position")
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    inlines = (CollectionItemInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        return super().get_queryset(request).annotate(products_of_it=Count("items"))

    @admin.display(description=_("products"), ordering="products_of_it")
    def product_count(self, collection: Collection) -> int:
        return collection.products_of_it
