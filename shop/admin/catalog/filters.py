"""Filters of the product list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from shop import categories
from shop.models import Category, Product, ProductImage, Stock, Variant


class CategoryFilter(DropdownFilter):
    """A category with everything below it."""

    title = _("category")
    parameter_name = "under"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(pk), name) for pk, name in categories.indented()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        value = self.value() or ""
        category = Category.objects.filter(pk=value).first() if value.isdecimal() else None
        return queryset.in_category(category) if category else queryset


class ShelfFilter(admin.SimpleListFilter):
    title = _("attention")
    parameter_name = "shelf"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("out", _("sold out")),
            ("offer", _("on offer")),
            ("bare", _("without a picture")),
            ("silent", _("without a price")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        variants = Variant.objects.active().filter(product=OuterRef("pk"))
        there = Stock.objects.filter(
            variant__product=OuterRef("pk"), variant__is_active=True, on_hand__gt=F("reserved")
        )
        pictures = ProductImage.objects.filter(product=OuterRef("pk"))
        conditions = {
            "out": ~Exists(there),
            "offer": Exists(variants.filter(list_price__isnull=False)),
            "bare": ~Exists(pictures),
            "silent": ~Exists(variants),
        }
        condition = conditions.get(self.value() or "")
        return queryset.filter(condition) if condition is not None else queryset
