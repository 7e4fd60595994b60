"""Pins and burials: the list by state, the form that explains what stands in the way, and the results beside it.

Every change names who made it and stands in the history; placements are written by `search.placements` alone.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from search import placements, steering
from search.admin import badges
from search.models import Placement
from shop.models import Product

STATES = {
    Placement.State.IN_FORCE.value: Placement.objects.in_force,
    Placement.State.PLANNED.value: Placement.objects.planned,
    Placement.State.OVER.value: Placement.objects.over,
}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Placement.State.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Placement]) -> QuerySet[Placement]:
        chosen = STATES.get(self.value() or "")
        return queryset.filter(pk__in=chosen().values("pk")) if chosen else queryset


class PlacementForm(forms.ModelForm):
    class Meta:
        model = Placement
        fields = ("query", "kind", "product", "position", "starts_at", "ends_at", "note")

    def clean_query(self) -> str:
        query = " ".join(self.cleaned_data["query"].split())
        if not steering.normalised(query):
            raise forms.ValidationError(_("Nothing of this is searched for: write a word of the products."))
        return query

    def clean_position(self) -> int:
        """Places count from 1; a product that is buried needs none."""
        return self.cleaned_data["position"] or 1

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ends_at, product, query = (cleaned.get(name) for name in ("ends_at", "product", "query"))
        if ends_at and ends_at <= timezone.now() and "ends_at" in self.changed_data:
            self.add_error("ends_at", _("This moment has passed; choose a later one, or none."))
        if product and query:
            wanted = Placement(pk=self.instance.pk, query=query, product=product)
            if other := placements.other(wanted):
                self.add_error("product", _explained(other))
        return cleaned


def product_of(sent: QueryDict) -> Product | None:
    """The product whose number was sent as `product`; None where there is none."""
    number = sent.get("product", "")
    return (
        Product.objects.filter(pk=number).first()
        if number.isascii() and number.isdigit() and len(number) < 19
        else None
    )


def _explained(other: Placement) -> str:
    """Why a product cannot be placed once more, with the way to what is there."""
    values = {
        "product": other.product.title,
        "query": other.query,
        "what": other.get_kind_display().lower(),
        "who": other.made_by.get_full_name() if other.made_by else "–",
        "when": date_format(timezone.localtime(other.changed_at), "j N Y"),
        "link": reverse("admin:search_placement_change", args=[other.pk]),
    }
    return format_html(
        _(
            "“{product}” already has a placement in “{query}”, which means the same query ({what}, {who}, {when})."
            ' <a href="{link}">Change that one</a>, or take it away first.'
        ),
        **values,
    )


@admin.register(Placement)
class PlacementAdmin(ModelAdmin):
    form = PlacementForm
    list_display = (
        "query",
        "shown_kind",
        "product",
        "shown_position",
        "shown_state",
        "starts_at",
        "ends_at",
        "made_by",
    )
    list_display_links = ("query", "product")
    list_select_related = ("product", "made_by")
    list_filter = (StateFilter, "kind")
    search_fields = ("query", "product__title", "note")
    autocomplete_fields = ("product",)
    readonly_fields = ("told_state", "made_by", "changed_at")
    list_before_template = "admin/search/placements_above.html"
    change_form_outer_after_template = "admin/search/placement_beside.html"
    show_full_result_count = False
    list_per_page = 50

    def get_fieldsets(self, request: HttpRequest, obj: Placement | None = None) -> Any:
        told = ("told_state", "made_by", "changed_at") if obj else ()
        return (
            (
                None,
                {"fields": ("query", "kind", "product", "position", "starts_at", "ends_at", "note", *told)},
            ),
        )

    @admin.display(description=gettext_lazy("state"))
    def told_state(self, row: Placement) -> Any:
        return row.state().label

    @display(description=gettext_lazy("what"), ordering="kind", label=badges.KIND)
    def shown_kind(self, row: Placement) -> tuple[str, Any]:
        return row.kind, row.get_kind_display()

    @admin.display(description=gettext_lazy("place"), ordering="position")
    def shown_position(self, row: Placement) -> str:
        return str(row.position) if row.kind == Placement.Kind.PIN else ""

    @display(description=gettext_lazy("state"), label=badges.PLACEMENT)
    def shown_state(self, row: Placement) -> tuple[str, Any]:
        return row.state().value, row.state().label

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the page where a search is tried hands over; anything else is left out."""
        initial: dict[str, Any] = {"query": request.GET.get("query", "")[:200]}
        if request.GET.get("kind") in Placement.Kind.values:
            initial["kind"] = request.GET["kind"]
        if (product := product_of(request.GET)) is not None:
            initial["product"] = product.pk
        return initial

    def save_model(self, request: HttpRequest, obj: Placement, form: Any, change: bool) -> None:
        placements.keep(obj, by=request.user)  # type: ignore[arg-type]  # staff
        self._warn(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Placement]) -> None:
        placements.take_away(Placement.objects.filter(pk__in=queryset.values("pk")))

    def delete_model(self, request: HttpRequest, obj: Placement) -> None:
        placements.take_away(Placement.objects.filter(pk=obj.pk))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A colleague who places the same product in the same moment is told of as well."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except placements.AlreadyPlaced as error:
            messages.error(request, _explained(error.placement))
            return redirect("admin:search_placement_changelist")

    def _warn(self, request: HttpRequest, row: Placement) -> None:
        if row.product.status != Product.Status.PUBLISHED:
            text = _("“%(product)s” is not published; it takes its place once it is.")
            messages.warning(request, text % {"product": row.product.title})
        for other in placements.rivals(row):
            text = _(
                "“%(product)s” wants place %(place)s at the same time and comes first, because it was there before."
            )
            first = other if other.pk < row.pk else row
            messages.warning(request, text % {"product": first.product.title, "place": row.position})
