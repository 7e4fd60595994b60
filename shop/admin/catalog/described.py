"""The form of a product: its columns, and a field of the right kind for each attribute that its category offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from shop import attributes
from shop.models import Attribute, AttributeChoice, Product

YES_NO = [("", "—"), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
Kind = Attribute.Kind


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An attribute that the form asks for; one that is not `offered` is there because the product has a value of it."""

    attribute: Attribute
    values: tuple[attributes.Value, ...]
    is_offered: bool

    @property
    def name(self) -> str:
        return f"attribute_{self.attribute.pk}"


def asked(product: Product | None) -> list[Asked]:
    """What the page of the product asks for, in the attributes' order. Four queries, none for a new product."""
    if product is None:
        return []
    values = attributes.values_of(product)
    offered = {attribute.pk: attribute for attribute in attributes.offered(product.category)}
    rest = Attribute.objects.filter(pk__in=set(values) - set(offered)).prefetch_related("choices")
    found = [
        Asked(
            attribute=attribute,
            values=tuple(values.get(attribute.pk, ())),
            is_offered=attribute.pk in offered,
        )
        for attribute in (*offered.values(), *rest)
        if not attribute.is_option or attribute.pk in values
    ]
    return sorted(found, key=lambda one: (one.attribute.position, one.attribute.name))


class ProductForm(forms.ModelForm):
    """Published without a date means now. `asked` is set by `form_for`."""

    asked: Sequence[Asked] = ()

    class Meta:
        model = Product
        fields: Sequence[str] = ()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("status") == Product.Status.PUBLISHED and not values.get("published_at"):
            values["published_at"] = timezone.now()
        return values

    def described(self) -> dict[Attribute, list[attributes.Value]]:
        """What was filled in, by attribute."""
        return {one.attribute: _values(one.attribute, self.cleaned_data.get(one.name)) for one in self.asked}


def form_for(found: Sequence[Asked]) -> type[ProductForm]:
    """A form class with the fields of these attributes."""
    fields = {one.name: _field(one) for one in found}
    return type("ProductForm", (ProductForm,), {**fields, "asked": tuple(found), "__module__": __name__})


def _field(one: Asked) -> forms.Field:
    attribute = one.attribute
    common: dict[str, Any] = {
        "label": f"{attribute.name} ({attribute.unit})" if attribute.unit else attribute.name,
        "required": False,
        "help_text": _help(one),
    }
    if attribute.kind == Kind.NUMBER:
        widget = UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal", "class": "m-short"})
        initial = (
            f"{one.values[0].normalize():f}" if one.values and isinstance(one.values[0], Decimal) else None
        )
        return forms.DecimalField(max_digits=14, decimal_places=4, widget=widget, initial=initial, **common)
    if attribute.kind == Kind.CHOICE:
        choices = [(choice.pk, choice.value) for choice in attribute.choices.all()]
        return ChoicesField(
            choices=choices,
            coerce=int,
            widget=UnfoldAdminSelect2MultipleWidget(),
            initial=list(one.values),
            **common,
        )
    if attribute.kind == Kind.BOOLEAN:
        initial = {(True,): "yes", (False,): "no"}.get(one.values, "")  # type: ignore[call-overload]
        return forms.ChoiceField(choices=YES_NO, widget=UnfoldAdminSelectWidget(), initial=initial, **common)
    return forms.CharField(
        max_length=500,
        widget=UnfoldAdminTextInputWidget(),
        initial=one.values[0] if one.values else "",
        **common,
    )


class ChoicesField(forms.TypedMultipleChoiceField):
    """Choices that stay what they were are no change, whatever their order."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(value) for value in initial or ()} != {str(value) for value in data or ()}


def _help(one: Asked) -> str:
    if one.attribute.is_option:
        return _("Follows the variants: saving brings it to those for sale.")
    if not one.is_offered:
        return _("Not meant for this category; empty it to take it away.")
    return ""


def _values(attribute: Attribute, given: Any) -> list[attributes.Value]:
    if given in (None, "", []):
        return []
    if attribute.kind == Kind.BOOLEAN:
        return [given == "yes"]
    return list(given) if attribute.kind == Kind.CHOICE else [given]


def option_attributes(product: Product | None) -> list[Attribute]:
    """Properties in which variants may differ: those of the category, or all while there is none. With their choices."""
    rows = Attribute.objects.filter(is_option=True)
    if product is not None:
        used = Attribute.objects.filter(variantoption__variant__product=product)
        offered = attributes.offered(product.category) if product.category else rows
        rows = rows.filter(pk__in={attribute.pk for attribute in (*used, *offered)})
    return list(rows.prefetch_related("choices"))


def choices_of(attribute: Attribute) -> list[tuple[Any, str]]:
    found: list[AttributeChoice] = list(attribute.choices.all())
    return [("", "—"), *((choice.pk, choice.value) for choice in found)]
