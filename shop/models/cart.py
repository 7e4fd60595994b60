"""Cart tables. A shopper has at most one open cart; a variant stands at most once in a cart."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalog import Variant
from shop.models.fields import MoneyField
from shop.models.promotion import Coupon


class Cart(models.Model):
    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ORDERED = "ordered", _("Ordered")
        MERGED = "merged", _("Merged")

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="carts"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    country = models.CharField(_("country"), max_length=2, blank=True)
    coupon = models.ForeignKey(Coupon, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(status="open", user__isnull=False), name="cart_one_open"
            ),
        ]
        indexes = [models.Index(fields=["status", "updated_at"], name="cart_stale")]

    def __str__(self) -> str:
        return str(self.token)


class CartLine(models.Model):
    """A variant and how many; `seen_price` is the price the shopper last saw, so a change can be told."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="cart_lines")
    quantity = models.PositiveIntegerField(_("quantity"))
    seen_price = MoneyField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="cart_line_unique"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=settings.CART_LINE_LIMIT),
                name="cart_line_quantity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} x {self.quantity}"
