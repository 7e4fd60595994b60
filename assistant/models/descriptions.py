"""Descriptions: every text that was proposed for a product or stood on its page, and bulk runs that propose many.

The database keeps that a product has one live text and one open proposal in each language, and that whoever decides is dated.
`descriptions.versions` writes Description, `descriptions.runs` writes the other two.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models import Product


class DescriptionQuerySet(models.QuerySet["Description"]):
    def open(self) -> Self:
        """Proposals that nobody has decided on."""
        return self.filter(state=Description.State.PROPOSED)

    def live(self) -> Self:
        """What shoppers read."""
        return self.filter(state=Description.State.PUBLISHED)

    def stale(self) -> Self:
        """Live or open texts whose product has changed since."""
        return self.filter(is_stale=True, state__in=(Description.State.PROPOSED, Description.State.PUBLISHED))


class Description(models.Model):
    """One version. `brief` is what was asked, `evidence` the facts of each sentence, `fingerprint` of the facts it was made of.

    `written_by` is "template", "person", or the name of the writer; `remarks` are what the checks found in an edited text.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        PUBLISHED = "published", _("On the page")
        ACCEPTED = "accepted", _("Was on the page")
        REJECTED = "rejected", _("Rejected")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        CHINESE = "zh-hans", _("Chinese")

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="descriptions", verbose_name=_("product")
    )
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    text = models.TextField(_("text"), max_length=10_000)
    seo_title = models.CharField(_("SEO title"), max_length=60, blank=True)
    seo_description = models.CharField(_("meta description"), max_length=155, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    written_by = models.CharField(_("written by"), max_length=200)
    is_edited = models.BooleanField(_("edited"), default=False)
    is_stale = models.BooleanField(_("out of date"), default=False)
    brief = models.JSONField(_("what was asked"), default=dict)
    evidence = models.JSONField(_("evidence"), default=list)
    remarks = models.JSONField(_("remarks"), default=list)
    fingerprint = models.CharField(_("fingerprint of the facts"), max_length=32)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = DescriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        permissions = [("approve_description", _("Can put descriptions on the page"))]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "language"], condition=Q(state="published"), name="description_one_live"
            ),
            models.UniqueConstraint(
                fields=["product", "language"], condition=Q(state="proposed"), name="description_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="description_decided_has_date",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="description_has_text"),
        ]
        indexes = [models.Index(fields=["state", "-created_at"], name="description_by_state")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.language} {self.state}"

    @property
    def is_by_person(self) -> bool:
        """Written or changed by hand."""
        return self.is_edited or self.written_by == "person"


class DescriptionRun(models.Model):
    """Many proposals asked for at once. `sample` of them must be looked at before all can be accepted together."""

    class State(models.TextChoices):
        RUNNING = "running", _("At work")
        PAUSED = "paused", _("Paused")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Given up")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    brief = models.JSONField(_("what was asked"), default=dict)
    replaces_people = models.BooleanField(_("also where a person wrote"), default=False)
    sample = models.PositiveSmallIntegerField(_("to be looked at"), default=5)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked for by"),
        null=True,
    )
    created_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("run of descriptions")
        verbose_name_plural = _("runs of descriptions")

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class DescriptionRunItem(models.Model):
    """One product of a run; `seen_at` is when somebody looked at its proposal."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Proposed")
        SKIPPED = "skipped", _("Left alone")
        FAILED = "failed", _("Nothing to say")

    run = models.ForeignKey(DescriptionRun, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    description = models.ForeignKey(Description, on_delete=models.SET_NULL, related_name="+", null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    note = models.CharField(max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("product of a run")
        verbose_name_plural = _("products of a run")
        constraints = [
            models.UniqueConstraint(fields=["run", "product"], name="description_run_item_unique"),
        ]
        indexes = [models.Index(fields=["run", "state", "id"], name="description_run_queue")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.product_id} {self.state}"
