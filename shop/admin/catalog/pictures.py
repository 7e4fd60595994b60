"""The pictures of a product, as rows of its page: seen, described, put in order by dragging."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from shop import images
from shop.models import AttributeChoice, Product, ProductImage


class PictureForm(forms.ModelForm):
    """A file that stays is not set again: Django would read its size, and fail where the file is lost."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "file" not in self.changed_data:
            values.pop("file", None)
        return values

    def _get_validation_exclusions(self) -> set[str]:
        kept = set() if "file" in self.changed_data else {"file"}
        return {*super()._get_validation_exclusions(), *kept}


class ImageInline(TabularInline):
    model = ProductImage
    form = PictureForm
    extra = 0
    tab = True
    fields = ("thumbnail", "file", "alt", "choice", "position")
    readonly_fields = ("thumbnail",)
    ordering_field = "position"
    hide_ordering_field = True

    @admin.display(description=_("picture"))
    def thumbnail(self, image: ProductImage) -> str:
        if not image.pk:
            return ""
        return format_html(
            '<a href="{}" target="_blank" rel="noopener"><img class="m-thumbnail" src="{}" width="72" height="72" alt="{}" loading="lazy"></a>',
            images.url(image.file.name, 960),
            images.url(image.file.name, 96),
            image.alt,
        )

    def get_formset(self, request: HttpRequest, obj: Product | None = None, **kwargs: Any) -> Any:
        """A picture shows one of the options of the product's variants; they are read once for all rows."""
        found = super().get_formset(request, obj, **kwargs)
        field = found.form.base_fields.get("choice")
        if field is not None:
            rows = AttributeChoice.objects.none()
            if obj is not None:
                rows = (
                    AttributeChoice.objects.filter(variant_options__variant__product=obj)
                    | AttributeChoice.objects.filter(productimage__product=obj)
                ).distinct()
            field.queryset = rows
            field.choices = [("", "—"), *((row.pk, row.value) for row in rows)]
        return found
