"""Typed properties of products: what can be said, the choices, what is said of each product and variant."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shop.models.catalog import Category, Product, Variant


class Attribute(models.Model):
    """A typed property of products, such as capacity in ml or colour. Offered for the categories named and all below."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("Number with unit")
        CHOICE = "choice", _("Choice")
        BOOLEAN = "boolean", _("Yes or no")
        TEXT = "text", _("Text")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    categories = models.ManyToManyField(
        Category, related_name="attributes", verbose_name=_("categories"), blank=True
    )
    is_facet = models.BooleanField(_("offered as a filter"), default=True)
    is_option = models.BooleanField(
        _("chosen by the shopper"),
        default=False,
        help_text=_("Colour and size distinguish variants of one product."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit="") | Q(kind="number"), name="attribute_unit_only_for_numbers"
            ),
            models.CheckConstraint(
                condition=Q(is_option=False) | Q(kind="choice"), name="attribute_option_is_choice"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AttributeChoice(models.Model):
    attribute = models.ForeignKey(
        Attribute, on_delete=models.CASCADE, related_name="choices", verbose_name=_("attribute")
    )
    value = models.CharField(_("value"), max_length=100)
    swatch = models.CharField(_("colour swatch"), max_length=7, blank=True, help_text=_("#rrggbb"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "value"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["attribute", "value"], name="choice_unique"),
            models.CheckConstraint(
                condition=Q(swatch="") | Q(swatch__regex=r"^#[0-9a-fA-F]{6}$"), name="choice_swatch_hex"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class AttributeValue(models.Model):
    """One typed value of one product; exactly one of the four value columns is set. Choices may be several."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="attribute_values", verbose_name=_("product")
    )
    attribute = models.ForeignKey(
        Attribute, on_delete=models.PROTECT, related_name="values", verbose_name=_("attribute")
    )
    number = models.DecimalField(
        pgettext_lazy("amount", "number"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    choice = models.ForeignKey(
        AttributeChoice,
        on_delete=models.PROTECT,
        related_name="values",
        verbose_name=_("choice"),
        null=True,
        blank=True,
    )
    boolean = models.BooleanField(_("yes or no"), null=True, blank=True)
    text = models.CharField(_("text"), max_length=500, null=True, blank=True)

    class Meta:
        ordering = ["attribute__position", "attribute__name", "pk"]
        verbose_name = _("attribute value")
        verbose_name_plural = _("attribute values")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(number__isnull=False, choice__isnull=True, boolean__isnull=True, text__isnull=True)
                    | Q(number__isnull=True, choice__isnull=False, boolean__isnull=True, text__isnull=True)
                    | Q(number__isnull=True, choice__isnull=True, boolean__isnull=False, text__isnull=True)
                    | Q(number__isnull=True, choice__isnull=True, boolean__isnull=True, text__isnull=False)
                ),
                name="attribute_value_exactly_one",
                violation_error_message=_("Fill in exactly one value."),
            ),
            models.UniqueConstraint(
                fields=["product", "attribute"],
                condition=Q(choice__isnull=True),
                name="attribute_value_unique",
            ),
            models.UniqueConstraint(
                fields=["product", "attribute", "choice"],
                condition=Q(choice__isnull=False),
                name="attribute_value_choice_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["attribute", "choice", "product"], name="attribute_value_choice"),
            models.Index(fields=["attribute", "number", "product"], name="attribute_value_number"),
        ]

    def __str__(self) -> str:
        value = self.value
        if isinstance(value, bool):
            value = gettext("Yes") if value else gettext("No")
        return f"{self.attribute_id}: {value}"

    @property
    def value(self) -> object:
        if self.choice is not None:
            return self.choice.value
        if self.number is not None:
            return Decimal(f"{self.number.normalize():f}")
        return self.boolean if self.boolean is not None else self.text


class VariantOption(models.Model):
    """The option a variant stands for, such as colour = navy."""

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="options", verbose_name=_("variant")
    )
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, verbose_name=_("attribute"))
    choice = models.ForeignKey(
        AttributeChoice, on_delete=models.PROTECT, related_name="variant_options", verbose_name=_("choice")
    )

    class Meta:
        ordering = ["attribute__position", "pk"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [models.UniqueConstraint(fields=["variant", "attribute"], name="variant_option_unique")]
        indexes = [models.Index(fields=["attribute", "choice", "variant"], name="variant_option_choice")]

    def __str__(self) -> str:
        return f"{self.attribute_id}={self.choice_id}"
