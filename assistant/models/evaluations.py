"""What evaluation commands measured, kept to be drawn over time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Evaluation(models.Model):
    """The JSON object that one run of an evaluation command printed."""

    name = models.CharField(_("evaluation"), max_length=40)
    model = models.CharField(_("model"), max_length=200, blank=True)
    figures = models.JSONField(_("figures"), default=dict)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        indexes = [models.Index(fields=["name", "-at"], name="evaluation_latest")]

    def __str__(self) -> str:
        return self.name
