"""Reviews and their summary. A trigger (migration 0002) keeps RatingSummary equal to the published reviews."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalog import Product
from shop.models.order import OrderLine


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self) -> Self:
        return self.filter(status=Review.Status.PUBLISHED)


class Review(models.Model):
    """What a shopper says of a product that was delivered to them; one for each product and shopper."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting for moderation")
        PUBLISHED = "published", _("Published")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn by the shopper")

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("product")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("shopper")
    )
    order_line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("order line")
    )
    rating = models.PositiveSmallIntegerField(_("rating"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=5000, blank=True)
    author_name = models.CharField(_("shown name"), max_length=60)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    moderation_note = models.CharField(_("moderation note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written at"))
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        permissions = [("moderate_review", _("Can publish and reject reviews"))]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_rating_1_to_5"),
            models.UniqueConstraint(fields=["product", "user"], name="review_one_per_shopper"),
        ]
        indexes = [
            models.Index(fields=["product", "status", "-created_at"], name="review_newest"),
            models.Index(fields=["product", "status", "-rating", "-created_at"], name="review_best"),
            models.Index(fields=["status", "created_at"], name="review_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.rating}/5 {self.title}"


class RatingSummary(models.Model):
    """How many published reviews give each number of stars. Only the trigger writes it."""

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, primary_key=True, related_name="rating", verbose_name=_("product")
    )
    stars1 = models.PositiveIntegerField(default=0)
    stars2 = models.PositiveIntegerField(default=0)
    stars3 = models.PositiveIntegerField(default=0)
    stars4 = models.PositiveIntegerField(default=0)
    stars5 = models.PositiveIntegerField(default=0)
    count = models.GeneratedField(
        expression=F("stars1") + F("stars2") + F("stars3") + F("stars4") + F("stars5"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    total = models.GeneratedField(
        expression=F("stars1") + F("stars2") * 2 + F("stars3") * 3 + F("stars4") * 4 + F("stars5") * 5,
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    average = models.DecimalField(max_digits=3, decimal_places=2, null=True, editable=False)

    class Meta:
        verbose_name = _("rating summary")
        verbose_name_plural = _("rating summaries")

    def __str__(self) -> str:
        return f"{self.average} ({self.count})"

    @property
    def histogram(self) -> list[tuple[int, int]]:
        """Stars and their count, best first."""
        return [(stars, getattr(self, f"stars{stars}")) for stars in (5, 4, 3, 2, 1)]
