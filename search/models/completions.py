"""What the search box suggests besides products: places of the shop, and what others asked."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Completion(models.Model):
    """`target` is the slug of a place and empty for a query; `text` of a place is what it was called when this was written."""

    class Kind(models.TextChoices):
        QUERY = "query", _("Query")
        CATEGORY = "category", _("Category")
        BRAND = "brand", _("Brand")
        COLLECTION = "collection", _("Collection")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=200)
    target = models.CharField(max_length=150, blank=True)
    weight = models.FloatField(help_text="Products of a place; people who asked lately.")
    names = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["names"], name="search_completion_names", fastupdate=False)]
        constraints = [
            models.UniqueConstraint(fields=["kind", "target", "text"], name="search_completion_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
