"""Tests of one version against another: some shoppers get the challenger, the same ones as long as it runs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from recommendations.models.versions import Version


class Experiment(models.Model):
    """`percent` of the shoppers get the challenger. `experiments` is the only writer; at most one runs."""

    control = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+", verbose_name=_("in use"))
    challenger = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="+", verbose_name=_("challenger")
    )
    percent = models.PositiveSmallIntegerField(_("share of shoppers in percent"), default=50)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("comparison of recommenders")
        verbose_name_plural = _("comparisons of recommenders")
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at__isnull=True), name="recs_one_experiment"
            ),
            models.CheckConstraint(condition=~Q(control=F("challenger")), name="recs_two_versions"),
            models.CheckConstraint(condition=Q(percent__range=(1, 99)), name="recs_share_of_shoppers"),
        ]

    def __str__(self) -> str:
        return f"{self.control_id} / {self.challenger_id}"
