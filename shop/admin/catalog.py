"""Products with their variants, attributes and pictures on one page; categories, brands, collections, attributes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from treebeard.admin import TreeAdmin
from treebeard.forms import movenodeform_factory
from unfold.admin import ModelAdmin, TabularInline

from shop import catalog, images
from shop.admin.access import ReadOnly
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    Collection,
    CollectionItem,
    PriceRecord,
    Product,
    ProductImage,
    Variant,
    VariantOption,
)


class VariantInline(TabularInline):
    model = Variant
    extra = 0
    fields = (
        "sku",
        "label",
        "price",
        "list_price",
        "weight_grams",
        "barcode",
        "is_active",
        "position",
        "in_stock",
    )
    readonly_fields = ("in_stock",)
    show_change_link = True
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Variant]:
        return super().get_queryset(request).select_related("stock")

    @admin.display(description=_("available"))
    def in_stock(self, variant: Variant) -> object:
        return variant.stock.available if hasattr(variant, "stock") else "-"


class AttributeValueInline(TabularInline):
    model = AttributeValue
    extra = 0
    autocomplete_fields = ("attribute", "choice")
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[AttributeValue]:
        return super().get_queryset(request).select_related("attribute", "choice")


class ImageInline(TabularInline):
    model = ProductImage
    extra = 0
    fields = ("thumbnail", "file", "alt", "choice", "position")
    readonly_fields = ("thumbnail",)
    autocomplete_fields = ("choice",)
    tab = True

    @admin.display(description=_("picture"))
    def thumbnail(self, image: ProductImage) -> str:
        return (
            format_html('<img src="{}" width="96" height="96" alt="">', images.url(image.file.name, 96))
            if image.pk
            else ""
        )


@admin.register(Product)
class ProductAdmin(ModelAdmin):
    list_display = ("title", "brand", "category", "status", "price_from", "popularity", "updated_at")
    list_filter = ("status", "is_featured", ("brand", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("brand", "category")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("title", "variants__sku", "external_id")
    autocomplete_fields = ("brand", "category")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("price_from", "price_to", "popularity", "created_at", "updated_at")
    inlines = (VariantInline, AttributeValueInline, ImageInline)
    actions = ("publish", "archive")
    fieldsets = (
        (None, {"fields": ("title", "slug", "subtitle", "description", "category", "brand")}),
        (_("Visibility"), {"fields": ("status", "published_at", "is_featured", "external_id")}),
        (_("Search engines"), {"fields": ("seo_title", "seo_description"), "classes": ("tab",)}),
        (
            _("Kept by the shop"),
            {
                "fields": ("price_from", "price_to", "popularity", "created_at", "updated_at"),
                "classes": ("tab",),
            },
        ),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        catalog.changed(form.instance)

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        self._tell(request, catalog.publish(queryset))

    @admin.action(description=_("Archive"))
    def archive(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        self._tell(request, catalog.archive(queryset))

    def _tell(self, request: HttpRequest, count: int) -> None:
        text = ngettext("%(count)d product was changed.", "%(count)d products were changed.", count)
        messages.success(request, text % {"count": count})


class OptionInline(TabularInline):
    model = VariantOption
    extra = 0
    autocomplete_fields = ("attribute", "choice")


class PriceRecordInline(ReadOnly, TabularInline):
    model = PriceRecord
    extra = 0
    fields = ("effective_at", "price")
    readonly_fields = fields


@admin.register(Variant)
class VariantAdmin(ModelAdmin):
    list_display = ("sku", "product", "label", "price", "list_price", "is_active")
    list_select_related = ("product",)
    list_filter = ("is_active",)
    search_fields = ("sku", "product__title")
    autocomplete_fields = ("product",)
    inlines = (OptionInline, PriceRecordInline)
    show_full_result_count = False


@admin.register(Category)
class CategoryAdmin(ModelAdmin, TreeAdmin):
    form = movenodeform_factory(Category)
    list_display = ("name", "slug", "is_listed")
    search_fields = ("name",)


@admin.register(Brand)
class BrandAdmin(ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


class ChoiceInline(TabularInline):
    model = AttributeChoice
    extra = 0


@admin.register(Attribute)
class AttributeAdmin(ModelAdmin):
    list_display = ("name", "code", "kind", "unit", "is_facet", "is_option", "position")
    list_filter = ("kind", "is_facet", "is_option")
    search_fields = ("name", "code")
    filter_horizontal = ("categories",)
    inlines = (ChoiceInline,)


@admin.register(AttributeChoice)
class AttributeChoiceAdmin(ModelAdmin):
    list_display = ("value", "attribute", "swatch")
    list_select_related = ("attribute",)
    search_fields = ("value", "attribute__name")
    autocomplete_fields = ("attribute",)


class CollectionItemInline(TabularInline):
    model = CollectionItem
    extra = 0
    autocomplete_fields = ("product",)


@admin.register(Collection)
class CollectionAdmin(ModelAdmin):
    list_display = ("title", "is_published", "is_featured", "position")
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    inlines = (CollectionItemInline,)
