"""What shoppers asked and which results they chose. Rows of people who object to history name nobody."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.models import Product


class LoggedQuery(models.Model):
    """One search. `visitor` and `user` are empty for people who do not want to be followed."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    text = models.CharField(_("query"), max_length=200)
    normalised = models.CharField(_("normalised"), max_length=200)
    corrected = models.CharField(_("corrected to"), max_length=200, blank=True)
    results = models.PositiveIntegerField(_("results"))
    step = models.CharField(_("step of the ladder"), max_length=12, blank=True)
    filters = models.JSONField(_("filters"), default=dict)
    milliseconds = models.FloatField(_("milliseconds"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    visitor = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("query")
        verbose_name_plural = _("queries")
        permissions = [("view_analytics", _("Can see what is searched, in sums"))]
        indexes = [
            models.Index(fields=["at"], name="search_query_age"),
            models.Index(fields=["normalised", "at"], name="search_query_words"),
            models.Index(fields=["normalised"], opclasses=["text_pattern_ops"], name="search_query_prefix"),
        ]

    def __str__(self) -> str:
        return self.text


class Click(models.Model):
    """A result that was opened, and what became of it within a week: put into the cart, bought."""

    query = models.ForeignKey(LoggedQuery, on_delete=models.CASCADE, related_name="clicks")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(_("place"))
    at = models.DateTimeField(_("at"))
    carted_at = models.DateTimeField(_("put into the cart at"), null=True)
    bought_at = models.DateTimeField(_("bought at"), null=True)

    class Meta:
        verbose_name = _("click")
        verbose_name_plural = _("clicks")
        constraints = [models.UniqueConstraint(fields=["query", "product"], name="search_click_once")]
        indexes = [models.Index(fields=["at"], name="search_click_age")]

    def __str__(self) -> str:
        return f"{self.query_id} {self.product_id}"
