"""The adapters that the local writer was taught here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WriterVersion(models.Model):
    """An adapter that was taught here. At most one is in training and at most one in use; without one the shop uses the
    adapter that it came with."""

    class State(models.TextChoices):
        TRAINING = "training", _("in training")
        CANDIDATE = "candidate", _("not better")
        ACTIVE = "active", _("in use")
        RETIRED = "retired", _("retired")
        FAILED = "failed", _("failed")

    folder = models.CharField(_("folder"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.TRAINING)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    report = models.JSONField(_("report"), default=dict, blank=True)
    error = models.TextField(_("error"), blank=True)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("taught writer")
        verbose_name_plural = _("taught writers")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state__in=("training", "active")), name="writer_one_in_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
