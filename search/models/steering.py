"""What merchants steer the search with: synonyms, placements, and the models and weights it ranks by."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models import Product


class Synonym(models.Model):
    """Words that mean the same. With `leads_to` only what is asked for on the left also finds what stands on the right."""

    words = models.CharField(
        _("words"), max_length=500, help_text=_("Separated by commas, such as “couch, sofa, settee”.")
    )
    leads_to = models.CharField(
        _("leads to"),
        max_length=500,
        blank=True,
        help_text=_(
            "Empty: all words mean the same. Otherwise the words on the left also find these, and not the reverse."
        ),
    )
    is_active = models.BooleanField(_("active"), default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["words"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{self.words} → {self.leads_to}" if self.leads_to else self.words


class PlacementQuerySet(models.QuerySet["Placement"]):
    def in_force(self, now: datetime | None = None) -> Self:
        now = now or timezone.now()
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=now), Q(ends_at__isnull=True) | Q(ends_at__gt=now)
        )

    def planned(self, now: datetime | None = None) -> Self:
        return self.filter(starts_at__gt=now or timezone.now())

    def over(self, now: datetime | None = None) -> Self:
        return self.filter(ends_at__lte=now or timezone.now())


class Placement(models.Model):
    """A product that a merchant pins to the top of a query's results, or buries at their end, for a time."""

    class Kind(models.TextChoices):
        PIN = "pin", _("Pin to the top")
        BURY = "bury", _("Bury at the end")

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        PLANNED = "planned", _("Planned")
        OVER = "over", _("Over")

    query = models.CharField(
        _("query"), max_length=200, help_text=_("As shoppers type it; case and order of words do not matter.")
    )
    normalised = models.CharField(max_length=200, editable=False, db_index=True)
    kind = models.CharField(_("what"), max_length=4, choices=Kind.choices, default=Kind.PIN)
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="placements", verbose_name=_("product")
    )
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    note = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["normalised", "kind", "position"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.UniqueConstraint(fields=["normalised", "product"], name="search_placement_unique"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="search_placement_ends_after_start",
                violation_error_message=_("It would end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.query}: {self.product_id}"

    def state(self, now: datetime | None = None) -> State:
        now = now or timezone.now()
        if self.ends_at and self.ends_at <= now:
            return self.State.OVER
        return self.State.PLANNED if self.starts_at and self.starts_at > now else self.State.IN_FORCE


class Tuning(models.Model):
    """Weights of fields, legs and ranker, with where they come from and what they were measured at."""

    source = models.CharField(_("learned from"), max_length=100)
    weights = models.JSONField(_("weights"))
    report = models.JSONField(_("report"), default=dict)
    is_active = models.BooleanField(_("in use"), default=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="search_one_active_tuning"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.source})"


class EncoderVersion(models.Model):
    """An encoder that was trained on the shop's own texts; `name` is what `language.encoder.load` takes."""

    class State(models.TextChoices):
        TRAINING = "training", _("In training")
        CANDIDATE = "candidate", _("Not better")
        ACTIVE = "active", _("In use")
        RETIRED = "retired", _("Replaced")
        FAILED = "failed", _("Failed")

    name = models.CharField(_("encoder"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.TRAINING)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    step = models.CharField(_("step"), max_length=100, blank=True)
    report = models.JSONField(_("report"), default=dict)
    error = models.TextField(_("error"), blank=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("encoder")
        verbose_name_plural = _("encoders")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="search_one_active_encoder"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="training"), name="search_one_training"
            ),
        ]

    def __str__(self) -> str:
        return self.name
