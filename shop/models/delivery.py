"""Delivery methods with prices by country and weight, and tax rates by country."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField


class DeliveryMethod(models.Model):
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("description"), max_length=200, blank=True)
    days_min = models.PositiveSmallIntegerField(_("days, at least"), default=2)
    days_max = models.PositiveSmallIntegerField(_("days, at most"), default=4)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("delivery method")
        verbose_name_plural = _("delivery methods")
        constraints = [
            models.CheckConstraint(condition=Q(days_min__lte=F("days_max")), name="delivery_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryRate(models.Model):
    """What a method costs to one country up to a weight; the cheapest rate whose limit holds the parcel applies."""

    method = models.ForeignKey(
        DeliveryMethod, on_delete=models.CASCADE, related_name="rates", verbose_name=_("method")
    )
    country = models.CharField(_("country"), max_length=2)
    max_weight_grams = models.PositiveIntegerField(_("up to grams"))
    price = MoneyField(_("price"), validators=[MinValueValidator(0)])
    free_from = MoneyField(_("free from an order of"), null=True, blank=True)

    class Meta:
        ordering = ["country", "max_weight_grams"]
        verbose_name = _("delivery rate")
        verbose_name_plural = _("delivery rates")
        constraints = [
            models.UniqueConstraint(
                fields=["method", "country", "max_weight_grams"], name="delivery_rate_unique"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="delivery_rate_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.country} ≤ {self.max_weight_grams} g: {self.price}"


class TaxRate(models.Model):
    """The sales tax of a country. Inclusive: catalogue prices contain it. Exclusive: it is added at checkout."""

    country = models.CharField(_("country"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=60, default="VAT")
    rate = models.DecimalField(
        _("rate in percent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    is_inclusive = models.BooleanField(_("included in prices"), default=True)

    class Meta:
        ordering = ["country"]
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lte=100), name="tax_rate_is_percent")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.rate} %"
