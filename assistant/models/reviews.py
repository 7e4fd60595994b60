"""What was read from reviews: the feeling and aspects of each, sums for each product, and trained classifiers.

Features for whoever recommends: `ReviewInsight.score` and `ReviewAspect` by review and shopper, `ProductInsight` by product.
No words of a review are copied here, only where they stand, so what was withdrawn cannot be quoted. `reviews.insights` writes
the first three, `reviews.training` the last.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models import Product, Review


class ReviewInsight(models.Model):
    """`score` from -1 to 1; `digest` is of the words that were read, so that other words are not taken for them."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, primary_key=True, related_name="insight")
    score = models.FloatField(_("feeling"))
    label = models.CharField(_("reads as"), max_length=10)
    is_mismatch = models.BooleanField(_("words against stars"), default=False)
    read_by = models.CharField(_("read by"), max_length=200)
    digest = models.CharField(max_length=32)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("what a review says")
        verbose_name_plural = _("what reviews say")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=-1, score__lte=1), name="review_insight_score_range"
            ),
        ]
        indexes = [
            models.Index(
                fields=["is_mismatch"], condition=Q(is_mismatch=True), name="review_insight_mismatch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.label}"


class ReviewAspectQuerySet(models.QuerySet["ReviewAspect"]):
    def shown(self) -> Self:
        """Of published reviews whose words are still those that were read."""
        return self.filter(insight__review__status=Review.Status.PUBLISHED)


class ReviewAspect(models.Model):
    """A sentence of a review, `text[start:end]`, that speaks of one aspect."""

    insight = models.ForeignKey(ReviewInsight, on_delete=models.CASCADE, related_name="aspects")
    aspect = models.CharField(max_length=20)
    score = models.FloatField()
    polarity = models.SmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    objects = ReviewAspectQuerySet.as_manager()

    class Meta:
        verbose_name = _("aspect of a review")
        verbose_name_plural = _("aspects of reviews")
        constraints = [
            models.UniqueConstraint(fields=["insight", "aspect", "start"], name="review_aspect_unique"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="review_aspect_has_words"),
            models.CheckConstraint(condition=Q(polarity__in=(-1, 0, 1)), name="review_aspect_polarity"),
        ]

    def __str__(self) -> str:
        return f"{self.insight_id} {self.aspect} {self.polarity:+d}"


class ProductInsight(models.Model):
    """Sums over published reviews. `aspects`: {code: [for, neither, against]}; `score` is the mean feeling."""

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, primary_key=True, related_name="insight"
    )
    reviews = models.PositiveIntegerField()
    score = models.FloatField()
    mismatches = models.PositiveIntegerField(default=0)
    aspects = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("what a product's reviews say")
        verbose_name_plural = _("what products' reviews say")

    def __str__(self) -> str:
        return f"{self.pk} {self.score:+.2f}"


class SentimentVersion(models.Model):
    """A classifier that was trained on the shop's reviews; the one in use reads them."""

    class State(models.TextChoices):
        TRAINING = "training", _("In training")
        ACTIVE = "active", _("In use")
        CANDIDATE = "candidate", _("Not better")
        RETIRED = "retired", _("Replaced")
        FAILED = "failed", _("Given up")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.TRAINING)
    folder = models.CharField(_("folder"), max_length=300, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    report = models.JSONField(_("report"), default=dict)
    error = models.TextField(_("error"), blank=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("reader of reviews")
        verbose_name_plural = _("readers of reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="sentiment_one_active"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="training"), name="sentiment_one_training"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
