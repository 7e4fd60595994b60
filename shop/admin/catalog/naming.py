"""Brands and attributes: names that products are found by, so a change is told for each product that bears them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminSelect2MultipleWidget

from shop import attributes, catalog, categories
from shop.models import Attribute, AttributeChoice, Brand, Product


@admin.register(Brand)
class BrandAdmin(ModelAdmin):
    list_display = ("name", "slug", "product_count")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brand]:
        return super().get_queryset(request).annotate(products_of_it=Count("products"))

    @admin.display(description=_("products"), ordering="products_of_it")
    def product_count(self, brand: Brand) -> int:
        return brand.products_of_it

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Brand, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and {"name", "slug"} & set(form.changed_data):
            catalog.renamed(Product.objects.filter(brand=obj))

    def delete_model(self, request: HttpRequest, obj: Brand) -> None:
        self.delete_queryset(request, Brand.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Brand]) -> None:
        """The products stay, without a brand."""
        ids = list(Product.objects.filter(brand__in=queryset).values_list("pk", flat=True))
        Brand.objects.filter(pk__in=list(queryset.values_list("pk", flat=True))).delete()
        catalog.note_changed(ids)


class ChoiceInline(TabularInline):
    model = AttributeChoice
    extra = 0
    tab = True
    fields = ("value", "swatch", "colour", "position")
    readonly_fields = ("colour",)
    ordering_field = "position"
    hide_ordering_field = True

    @admin.display(description=_("colour"))
    def colour(self, choice: AttributeChoice) -> str:
        return _swatch(choice.swatch)


@admin.register(Attribute)
class AttributeAdmin(ModelAdmin):
    list_display = ("name", "code", "kind", "unit", "is_facet", "is_option", "position")
    list_filter = ("kind", "is_facet", "is_option")
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}
    inlines = (ChoiceInline,)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Categories stand in the tree's order, indented."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.widget = UnfoldAdminSelect2MultipleWidget()
        field.choices, field.help_text = categories.indented(), ""
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Attribute | None = None) -> tuple[str, ...]:
        """Values stand in the column of the kind, so the kind stays while there are any."""
        return ("kind",) if obj is not None and obj.values.exists() else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Attribute | None = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        told = {"name", "code", "unit", "is_facet", "is_option", "position"} & set(form.changed_data)
        if change and (told or any(formset.has_changed() for formset in formsets)):
            rows = attributes.described_with(form.instance)
            catalog.note_changed(rows.values_list("pk", flat=True))


@admin.register(AttributeChoice)
class AttributeChoiceAdmin(ModelAdmin):
    """Searched for by other forms; not in the sidebar."""

    list_display = ("value", "attribute", "colour")
    list_select_related = ("attribute",)
    search_fields = ("value", "attribute__name")
    autocomplete_fields = ("attribute",)

    @admin.display(description=_("colour"))
    def colour(self, choice: AttributeChoice) -> str:
        return _swatch(choice.swatch)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: AttributeChoice, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change:
            rows = attributes.described_with(obj.attribute)
            catalog.note_changed(rows.values_list("pk", flat=True))


def _swatch(colour: str) -> str:
    """A drawn square, since the policy allows no styles in attributes."""
    if not colour:
        return ""
    return format_html(
        '<svg class="m-swatch" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="{}"></rect></svg>',
        colour,
    )
