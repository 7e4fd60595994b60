"""Versions of what was learned, and the lists of each, which shelves are filled from.

A version is written beside the one in use and takes its place in one statement, so that shoppers never see half of one.
`training` is the only writer, `lists` the only reader.
"""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models import Category, Product, User

MOST_NEIGHBOURS, MOST_CANDIDATES, MOST_POPULAR = 50, 200, 100


class VersionQuerySet(models.QuerySet["Version"]):
    def live(self) -> Self:
        return self.filter(status=Version.Status.LIVE)

    def usable(self) -> Self:
        """Those whose lists are whole, so that they can be put in use at once."""
        S = Version.Status
        return self.filter(status__in=(S.LIVE, S.RETIRED, S.CANDIDATE), has_lists=True)


class Version(models.Model):
    """One training: what it was set to, what it measured, and how far it is.

    `stage` and `progress` tell how far a training is, `beat_at` when it gave a sign of life. `gathered_at` is the moment up to which
    events were read. `has_lists` goes when the lists of an old version are cleared away.
    """

    class Status(models.TextChoices):
        TRAINING = "training", _("In training")
        CANDIDATE = "candidate", _("Not better")
        LIVE = "live", _("In use")
        RETIRED = "retired", _("Replaced")
        FAILED = "failed", _("Failed")

    class Stage(models.TextChoices):
        WAITING = "waiting", _("Waiting for a worker")
        GATHER = "gather", _("Reading what shoppers did")
        FIT = "fit", _("Learning")
        JUDGE = "judge", _("Measuring")
        WRITE = "write", _("Writing lists")
        PROMOTE = "promote", _("Putting in use")
        DONE = "done", _("Done")

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.TRAINING)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.WAITING)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    settings = models.JSONField(_("settings"), default=dict)
    metrics = models.JSONField(_("measures"), default=dict)
    report = models.JSONField(_("report"), default=dict)
    error = models.TextField(_("error"), blank=True)
    has_lists = models.BooleanField(_("has lists"), default=False)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    beat_at = models.DateTimeField(_("last sign of life"), auto_now_add=True)
    gathered_at = models.DateTimeField(_("events up to"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    promoted_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    peak_memory_mb = models.PositiveIntegerField(_("most memory in MB"), default=0)
    seconds = models.FloatField(_("seconds of work"), default=0)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("recommender")
        verbose_name_plural = _("recommenders")
        constraints = [
            models.UniqueConstraint(fields=["status"], condition=Q(status="live"), name="recs_one_live"),
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="training"), name="recs_one_training"
            ),
            models.CheckConstraint(
                condition=~Q(status="live") | Q(has_lists=True), name="recs_live_has_lists"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="recs_progress_percent"),
        ]

    def __str__(self) -> str:
        return _("version %(number)d") % {"number": self.pk or 0}

    @property
    def number(self) -> int:
        return self.pk


class Piece(models.Model):
    """A unit of work of a training, and what the machines that share it hand each other: events, fitted blocks, the whole model.
    `tries` counts who began it, so that work that kills its worker is not begun for ever. Cleared away with the lists."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="pieces")
    name = models.CharField(max_length=60)
    content = models.BinaryField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="recs_piece_once")]

    def __str__(self) -> str:
        return self.name


class Neighbours(models.Model):
    """What goes with a product, best first: `similar` in its place, `together` beside it."""

    class Role(models.TextChoices):
        SIMILAR = "similar", _("Similar")
        TOGETHER = "together", _("Goes with")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    product_ids = ArrayField(models.BigIntegerField())
    scores = ArrayField(models.FloatField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "role", "product"],
                include=["product_ids", "scores"],
                name="recs_neighbours_once",
            ),
            models.CheckConstraint(
                condition=Q(product_ids__len=models.F("scores__len"))
                & Q(product_ids__len__lte=MOST_NEIGHBOURS),
                name="recs_neighbours_few",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.product_id}"


class ShopperList(models.Model):
    """Candidates for one shopper, best first; what was bought since, hidden or sold out is taken away when it is shown."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    visitor = models.UUIDField(null=True)
    product_ids = ArrayField(models.BigIntegerField())
    scores = ArrayField(models.FloatField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user"], condition=Q(user__isnull=False), name="recs_list_of_user"
            ),
            models.UniqueConstraint(
                fields=["version", "visitor"], condition=Q(visitor__isnull=False), name="recs_list_of_visitor"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, visitor__isnull=True)
                | Q(user__isnull=True, visitor__isnull=False),
                name="recs_list_of_one",
            ),
            models.CheckConstraint(
                condition=Q(product_ids__len=models.F("scores__len"))
                & Q(product_ids__len__lte=MOST_CANDIDATES),
                name="recs_list_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id or self.visitor}"


class Popular(models.Model):
    """What is taken most of late in a category and all below it, or in the whole shop."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, related_name="+")
    product_ids = ArrayField(models.BigIntegerField())
    scores = ArrayField(models.FloatField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "category"], nulls_distinct=False, name="recs_popular_once"
            ),
            models.CheckConstraint(
                condition=Q(product_ids__len=models.F("scores__len")) & Q(product_ids__len__lte=MOST_POPULAR),
                name="recs_popular_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"popular {self.category_id or 'everywhere'}"
