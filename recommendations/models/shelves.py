"""Tables of what shoppers see: which shelves were shown, what they thought of it, what they changed, and sentences in cache.

Rows of people are few and short-lived: shelves that were shown fade after SHELF_DAYS, feedback and edits go with the account.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recommendations.models.versions import Version
from shop.models import Product, User

SOMEBODY = Q(user__isnull=False, visitor__isnull=True) | Q(user__isnull=True, visitor__isnull=False)


class Showing(models.Model):
    """One shelf before one shopper, with what stood on it; `explored` is the product in the place for a new one. `showings` is the
    only writer."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    shelf = models.CharField(_("shelf"), max_length=20)
    version = models.ForeignKey(
        Version, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    visitor = models.UUIDField(null=True, blank=True)
    product_ids = ArrayField(models.BigIntegerField())
    explored = models.BigIntegerField(_("new product"), null=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("shelf that was shown")
        verbose_name_plural = _("shelves that were shown")
        constraints = [models.CheckConstraint(condition=SOMEBODY, name="recs_shown_to_one")]
        indexes = [
            models.Index(fields=["at"], name="recs_showing_age"),
            models.Index(fields=["at"], condition=Q(explored__isnull=False), name="recs_showing_of_new"),
            models.Index(
                fields=["user", "-at"], condition=Q(user__isnull=False), name="recs_showing_of_user"
            ),
            models.Index(
                fields=["visitor", "-at"], condition=Q(visitor__isnull=False), name="recs_showing_of_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shelf} {self.at:%Y-%m-%d %H:%M}"


class Choice(models.Model):
    """A product of a shelf that was opened, and what became of it within a week."""

    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="choices")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("place"))
    at = models.DateTimeField(_("at"))
    carted_at = models.DateTimeField(_("put into the cart at"), null=True)
    bought_at = models.DateTimeField(_("bought at"), null=True)

    class Meta:
        verbose_name = _("choice from a shelf")
        verbose_name_plural = _("choices from shelves")
        constraints = [models.UniqueConstraint(fields=["showing", "product"], name="recs_choice_once")]
        indexes = [models.Index(fields=["at"], name="recs_choice_age")]

    def __str__(self) -> str:
        return f"{self.showing_id} {self.product_id}"


class Feedback(models.Model):
    """What a shopper says of a recommendation; the last word on a product counts. `feedback` is the only writer."""

    class Kind(models.TextChoices):
        UP = "up", pgettext_lazy("recommendation", "Good idea")
        DOWN = "down", pgettext_lazy("recommendation", "Not for me")
        LESS = "less", _("Less like this")

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    visitor = models.UUIDField(null=True, blank=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    shelf = models.CharField(_("shelf"), max_length=20)
    version = models.ForeignKey(
        Version, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("word on a recommendation")
        verbose_name_plural = _("words on recommendations")
        constraints = [
            models.CheckConstraint(condition=SOMEBODY, name="recs_feedback_of_one"),
            models.UniqueConstraint(
                fields=["user", "product"], condition=Q(user__isnull=False), name="recs_feedback_of_user"
            ),
            models.UniqueConstraint(
                fields=["visitor", "product"],
                condition=Q(visitor__isnull=False),
                name="recs_feedback_of_visitor",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="recs_feedback_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.product_id}"


class ProfileEdit(models.Model):
    """What a shopper changed of what we think they like. `interests` is the only writer.

    `code` and `value` name a facet of the search, such as brand and haldorf; a price band has `low` and `high`; what was forgotten
    has a product, or none for everything before `at`.
    """

    class Kind(models.TextChoices):
        LIKES = "likes", _("Likes")
        DISLIKES = "dislikes", _("Not interested")
        PRICES = "prices", _("Price band")
        FORGET = "forget", _("Forgotten")

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    visitor = models.UUIDField(null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=500, blank=True)
    label = models.CharField(max_length=500, blank=True)
    low = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of a profile")
        verbose_name_plural = _("changes of profiles")
        constraints = [
            models.CheckConstraint(condition=SOMEBODY, name="recs_edit_of_one"),
            models.CheckConstraint(
                condition=~Q(kind__in=("likes", "dislikes")) | ~Q(code="", value=""),
                name="recs_edit_names_interest",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-at"], condition=Q(user__isnull=False), name="recs_edit_of_user"),
            models.Index(
                fields=["visitor", "-at"], condition=Q(visitor__isnull=False), name="recs_edit_of_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label or self.product_id or ''}".strip()


class Reason(models.Model):
    """A sentence for one piece of evidence, whoever it is shown to: it holds titles and attributes of products, and no person.

    `wording` is the only writer. What the verifier objected to is kept as refused, without the sentence, so that it is not asked
    for again.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        WRITTEN = "written", _("Written")
        REFUSED = "refused", _("Refused")

    digest = models.CharField(max_length=64, unique=True)
    facts = models.JSONField()
    sentence = models.CharField(max_length=300, blank=True)
    written_by = models.CharField(max_length=200, blank=True)
    objection = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        indexes = [models.Index(fields=["state", "at"], name="recs_reason_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="written", sentence__gt="") | (~Q(state="written") & Q(sentence="")),
                name="recs_reason_written",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence or self.digest
