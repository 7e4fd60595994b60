"""Stock tables. Available is `on_hand - reserved`; the CHECK constraints stand behind stock.py's conditional updates."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalog import Variant


class StockQuerySet(models.QuerySet["Stock"]):
    def low(self) -> Self:
        """Stock at or below its warning level, of variants for sale."""
        return self.filter(on_hand__lte=F("reserved") + F("low_at"), variant__is_active=True)


class Stock(models.Model):
    variant = models.OneToOneField(
        Variant, on_delete=models.CASCADE, primary_key=True, related_name="stock", verbose_name=_("variant")
    )
    on_hand = models.IntegerField(_("on hand"), default=0)
    reserved = models.IntegerField(_("reserved"), default=0)
    low_at = models.PositiveIntegerField(_("warn at"), default=5)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock")
        verbose_name_plural = _("stock")
        constraints = [
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_on_hand_not_negative"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_reserved_not_negative"),
            models.CheckConstraint(condition=Q(reserved__lte=F("on_hand")), name="stock_reserved_is_on_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.available} / {self.on_hand}"

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def expired(self, now: datetime) -> Self:
        return self.filter(status=Reservation.Status.HELD, expires_at__lte=now)


class Reservation(models.Model):
    """Units of one variant held for one order until it is paid (consumed) or given up (released)."""

    class Status(models.TextChoices):
        HELD = "held", _("Held")
        CONSUMED = "consumed", _("Sold")
        RELEASED = "released", _("Released")

    order = models.ForeignKey(
        "shop.Order", on_delete=models.CASCADE, related_name="reservations", verbose_name=_("order")
    )
    variant = models.ForeignKey(
        Variant, on_delete=models.PROTECT, related_name="reservations", verbose_name=_("variant")
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.HELD)
    expires_at = models.DateTimeField(_("expires at"))
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("created at"))

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_quantity_positive"),
            models.UniqueConstraint(fields=["order", "variant"], name="reservation_once_per_order"),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(status="held"), name="reservation_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} x {self.quantity} ({self.get_status_display()})"


class StockMovement(models.Model):
    """Why the number on hand changed, and who did it. Never changed after it is written."""

    class Reason(models.TextChoices):
        RECEIVED = "received", _("Goods received")
        COUNTED = "counted", _("Stock count")
        DAMAGED = "damaged", _("Damaged or lost")
        SOLD = "sold", _("Sold")
        RETURNED = "returned", _("Returned by a shopper")
        IMPORTED = "imported", _("Import")
        CORRECTED = "corrected", _("Correction")

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="stock_movements", verbose_name=_("variant")
    )
    delta = models.IntegerField(_("change"))
    on_hand = models.IntegerField(_("on hand afterwards"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.ForeignKey(
        "shop.Order",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("order"),
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        indexes = [models.Index(fields=["variant", "-at"], name="stock_movement_latest")]

    def __str__(self) -> str:
        return f"{self.variant_id} {self.delta:+d} ({self.get_reason_display()})"
