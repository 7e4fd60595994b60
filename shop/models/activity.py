"""What shoppers do: the raw material of search analytics and recommendations, kept for a limited time."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalog import Product


class ShopperEvent(models.Model):
    """One view, search, cart addition, purchase or rating, by an account or by an anonymous visitor's random id."""

    class Kind(models.TextChoices):
        VIEW = "view", _("Viewed")
        SEARCH = "search", _("Searched")
        CART = "cart", _("Put into the cart")
        PURCHASE = "purchase", _("Bought")
        RATING = "rating", _("Rated")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )
    visitor = models.UUIDField(_("visitor"), null=True, blank=True)
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )
    query = models.CharField(_("search words"), max_length=200, blank=True)
    value = models.PositiveSmallIntegerField(_("stars or quantity"), null=True, blank=True)
    key = models.UUIDField(
        unique=True, default=uuid.uuid4, help_text=_("A repeated event with the same key is kept once.")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("shopper event")
        verbose_name_plural = _("shopper events")
        constraints = [
            models.CheckConstraint(
                condition=Q(product__isnull=False) | Q(kind="search"), name="event_names_product"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(visitor__isnull=False), name="event_names_shopper"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-at"], name="event_by_user"),
            models.Index(
                fields=["visitor", "-at"], condition=Q(visitor__isnull=False), name="event_by_visitor"
            ),
            models.Index(fields=["product", "kind", "-at"], name="event_by_product"),
            models.Index(fields=["at"], name="event_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.product_id or self.query}"
