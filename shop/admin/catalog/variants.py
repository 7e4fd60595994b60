"""Variants: as rows of their product's page with their options, and as a list in which prices are changed row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from shop import amounts, attributes, catalog, prices, stock
from shop.admin.access import DeletesWithAll, ReadOnly
from shop.admin.catalog import described
from shop.models import Attribute, PriceRecord, Product, Variant, VariantOption

PREFIX = "option_"


class PricedForm(forms.ModelForm):
    """A price with the price before it: what the database would refuse is explained here."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        price, above = values.get("price"), values.get("list_price")
        if price is not None and price < 0:
            self.add_error("price", _("A price is not below zero."))
        if price is not None and above is not None and above <= price:
            self.add_error(
                "list_price", _("The list price must be above the price; leave it empty without a discount.")
            )
        return values


class VariantForm(PricedForm):
    """A row of the product's page. `option_attributes` is set by the inline."""

    option_attributes: tuple[Attribute, ...] = ()
    units = forms.IntegerField(
        label=gettext_lazy("on hand"),
        min_value=0,
        max_value=2_000_000_000,
        required=False,
        widget=UnfoldAdminIntegerFieldWidget(attrs={"class": "m-short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["units"].disabled = True
            self.initial["units"] = self.instance.stock.on_hand if hasattr(self.instance, "stock") else 0
            for option in self.instance.options.all():
                self.initial[f"{PREFIX}{option.attribute_id}"] = option.choice_id

    def chosen(self) -> dict[int, int]:
        """Choice ids by attribute id."""
        picked = {a.pk: self.cleaned_data.get(f"{PREFIX}{a.pk}") for a in self.option_attributes}
        return {attribute_id: int(choice_id) for attribute_id, choice_id in picked.items() if choice_id}


class VariantFormSet(PaginationInlineFormSet):
    def clean(self) -> None:
        """Two variants that a shopper could not tell apart are one too many."""
        super().clean()
        seen: set[tuple[tuple[int, int], ...]] = set()
        for form in self.forms:
            if (
                not form.cleaned_data
                or form.cleaned_data.get("DELETE")
                or (not form.has_changed() and not form.instance.pk)
            ):
                continue
            options = tuple(sorted(form.chosen().items()))
            if options and options in seen:
                raise forms.ValidationError(
                    _("Two variants have the same options; a shopper could not choose between them.")
                )
            seen.add(options)


class VariantInline(TabularInline):
    model = Variant
    formset = VariantFormSet
    extra = 0
    tab = True
    ordering_field = "position"
    hide_ordering_field = True
    show_change_link = True
    readonly_fields = ("lowest",)

    def get_fields(self, request: HttpRequest, obj: Product | None = None) -> list[str]:
        options = (
            [f"{PREFIX}{attribute.pk}" for attribute in self._options(obj)] if self._edits(request) else []
        )
        units = ["units"] if self._edits(request) else []
        return [
            "sku",
            *options,
            "price",
            "list_price",
            "lowest",
            *units,
            "is_active",
            "weight_grams",
            "barcode",
            "label",
            "position",
        ]

    def get_formset(self, request: HttpRequest, obj: Product | None = None, **kwargs: Any) -> Any:
        if self._edits(request):
            kwargs["form"] = self._form(obj)
        return super().get_formset(request, obj, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Variant]:
        return super().get_queryset(request).select_related("stock").prefetch_related("options")

    @admin.display(description=gettext_lazy("lowest in 30 days"))
    def lowest(self, variant: Variant) -> str:
        """Before today's price; what the law asks a shop to name beside a discount."""
        if variant.pk is None:
            return ""
        if not hasattr(self, "_lowest"):
            ids = Variant.objects.filter(product_id=variant.product_id).values_list("pk", flat=True)
            self._lowest: dict[int, Decimal] = prices.lowest_before(list(ids))
        found = self._lowest.get(variant.pk)
        return amounts.shown(found) if found is not None else "—"

    def _edits(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) or self.has_add_permission(request, None)

    def _options(self, obj: Product | None) -> list[Attribute]:
        if not hasattr(self, "_attributes"):
            self._attributes = described.option_attributes(obj)
        return self._attributes

    def _form(self, obj: Product | None) -> type[VariantForm]:
        fields = {
            f"{PREFIX}{attribute.pk}": forms.ChoiceField(
                label=attribute.name,
                choices=described.choices_of(attribute),
                required=False,
                widget=UnfoldAdminSelectWidget(attrs={"class": "m-option"}),
            )
            for attribute in self._options(obj)
        }
        return type(
            "VariantForm",
            (VariantForm,),
            {**fields, "option_attributes": tuple(self._options(obj)), "__module__": __name__},
        )


def complete(formset: VariantFormSet, *, actor: Any) -> None:
    """After the rows were saved: their options, a label in words where there is none, and stock for new ones."""
    fresh: dict[int, int] = {}
    for form in formset.forms:
        variant = form.instance
        if variant.pk is None or form in formset.deleted_forms:
            continue
        options = form.chosen()
        if attributes.choose(variant, options) and (not variant.label or "label" not in form.changed_data):
            Variant.objects.filter(pk=variant.pk).update(label=attributes.label_of(options.values()))
        if not hasattr(variant, "stock"):
            fresh[variant.pk] = form.cleaned_data.get("units") or 0
    if fresh:
        stock.create(fresh, low_at=settings.LOW_STOCK, actor=actor)


class OptionInline(TabularInline):
    model = VariantOption
    extra = 0
    autocomplete_fields = ("choice",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "attribute":
            kwargs["queryset"] = Attribute.objects.filter(is_option=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PriceRecordInline(ReadOnly, TabularInline):
    model = PriceRecord
    extra = 0
    fields = ("effective_at", "price")
    readonly_fields = fields


@admin.register(Variant)
class VariantAdmin(DeletesWithAll, ModelAdmin):
    form = PricedForm
    list_display = ("sku", "name", "price", "list_price", "lowest", "is_active", "stock_link")
    list_editable = ("price", "list_price", "is_active")
    list_select_related = ("product", "stock")
    list_filter = ("is_active", ("list_price", admin.EmptyFieldListFilter))
    list_per_page = 50
    search_fields = ("sku", "barcode", "product__title", "label")
    autocomplete_fields = ("product",)
    inlines = (OptionInline, PriceRecordInline)
    show_full_result_count = False

    @admin.display(description=gettext_lazy("product"), ordering="product__title")
    def name(self, variant: Variant) -> str:
        words = f"{variant.product.title} {variant.label}".strip()
        return format_html(
            '<a class="m-link" href="{}">{}</a>',
            reverse("admin:shop_product_change", args=[variant.product_id]),
            words,
        )

    @admin.display(description=gettext_lazy("lowest in 30 days"))
    def lowest(self, variant: Variant) -> str:
        found = getattr(variant, "lowest_before", None)
        return amounts.shown(found) if found is not None else "—"

    @admin.display(description=gettext_lazy("available"), ordering="stock__on_hand")
    def stock_link(self, variant: Variant) -> object:
        return variant.stock.available if hasattr(variant, "stock") else "—"

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": PricedForm, **kwargs})

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Each row knows the lowest price before its own; one query for all of them."""
        found = super().get_changelist_instance(request)
        lowest = prices.lowest_before([variant.pk for variant in found.result_list])
        for variant in found.result_list:
            variant.lowest_before = lowest.get(variant.pk)
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        variant = form.instance
        if not hasattr(variant, "stock"):
            stock.create({variant.pk: 0}, low_at=settings.LOW_STOCK, actor=request.user)
        attributes.follow_variants(variant.product)
        catalog.changed(variant.product)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Variant) -> None:
        product = obj.product
        super().delete_model(request, obj)
        attributes.follow_variants(product)
        catalog.changed(product)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Variant]) -> None:
        products = list(Product.objects.filter(variants__in=queryset).distinct())
        super().delete_queryset(request, queryset)
        for product in products:
            attributes.follow_variants(product)
        catalog.note_changed(product.pk for product in products)
