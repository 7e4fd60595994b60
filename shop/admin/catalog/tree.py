"""The category tree: a list in the tree's order, and a form that says below what and at which place a category stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from shop import categories
from shop.models import Category, Product

COLUMNS = ("name", "slug", "description", "picture", "is_listed")


class CategoryForm(forms.ModelForm):
    parent = forms.TypedChoiceField(
        label=gettext_lazy("below"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    place = forms.IntegerField(
        label=gettext_lazy("place among its neighbours"),
        min_value=1,
        required=False,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=gettext_lazy("1 stands first; empty stands last."),
    )

    class Meta:
        model = Category
        fields = COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = self.instance if self.instance.pk else None
        inside = set(Category.objects.get_tree(category).values_list("pk", flat=True)) if category else set()
        if "parent" in self.fields:
            offered = [row for row in categories.indented() if row[0] not in inside]
            self.fields["parent"].choices = [("", _("nothing: it is a department")), *offered]
        if category:
            parent = categories.parent_of(category)
            self.initial |= {"parent": parent.pk if parent else None, "place": categories.place_of(category)}


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    form = CategoryForm
    fields = ("name", "slug", ("parent", "place"), "is_listed", "picture", "description")
    list_display = ("tree_name", "slug", "products_link", "is_listed")
    list_per_page = 500
    ordering = ("path",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "shop_category_changelist":
            rows = rows.annotate(product_count=Count("products"))
        return rows

    @admin.display(description=gettext_lazy("name"), ordering="path")
    def tree_name(self, category: Category) -> str:
        return format_html(
            '<span class="m-depth m-depth--{}">{}</span>', min(category.depth, 6), category.name
        )

    @admin.display(description=gettext_lazy("products"))
    def products_link(self, category: Category) -> str:
        address = f"{reverse('admin:shop_product_changelist')}?under={category.pk}"
        return format_html(
            '<a class="m-link" href="{}">{}</a>', address, getattr(category, "product_count", 0)
        )

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Category, form: CategoryForm, change: bool) -> None:
        """Columns, then where it stands; its products hear of both."""
        parent_id, place = form.cleaned_data.get("parent"), form.cleaned_data.get("place")
        parent = Category.objects.filter(pk=parent_id).first() if parent_id else None
        if not change:
            values = {name: form.cleaned_data[name] for name in COLUMNS}
            made = categories.add(values, parent=parent, place=place)
            obj.pk, obj.path, obj.depth, obj.numchild = made.pk, made.path, made.depth, made.numchild
            obj._state.adding = False
            return
        obj.save(update_fields=list(COLUMNS))
        if {"parent", "place"} & set(form.changed_data):
            moved = categories.move(obj, parent=parent, place=place)
            obj.path, obj.depth = moved.path, moved.depth
        elif {"name", "slug"} & set(form.changed_data):
            categories.changed(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What stands below a category goes with it, and what has products stays."""
        below = [node for category in objs for node in Category.objects.get_descendants(category)]
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        paths = [category.path for category in objs]
        held = [
            product
            for path in paths
            for product in Product.objects.filter(category__path__startswith=path).order_by("title")[:20]
        ]
        listed = [*listed, *(f"{self.opts.verbose_name}: {node}" for node in below)]
        return listed, counts, lacking, protected or [f"{Product._meta.verbose_name}: {row}" for row in held]

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        Category.objects.get(pk=obj.pk).delete()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        Category.objects.filter(pk__in=list(queryset.values_list("pk", flat=True))).delete()
