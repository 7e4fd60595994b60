"""The index: builds, their documents, and the numbers that stand for terms, words and facet values.

A build is one whole index. Its documents live in a partition of their own, so that a new one is written beside the one
in use and takes its place in one statement. `index` is the only writer.
"""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, SparseVectorField

from shop.models import Product

SPARSE_DIMENSIONS = 1_000_000_000
"""What pgvector allows; term numbers stay far below, and all vectors must agree."""


class BuildQuerySet(models.QuerySet["Build"]):
    def live(self) -> Self:
        """Those that hear of changed products."""
        return self.filter(state__in=(Build.State.ACTIVE, Build.State.BUILDING))


class Build(models.Model):
    """`cursor` is the last product that a build in work has written; `average_lengths` are those its weights are made with."""

    class State(models.TextChoices):
        BUILDING = "building", _("In work")
        ACTIVE = "active", _("In use")
        RETIRED = "retired", _("Replaced")
        FAILED = "failed", _("Given up")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BUILDING)
    encoder = models.CharField(_("encoder"), max_length=200)
    dimensions = models.PositiveIntegerField(_("dimensions"))
    weights = models.JSONField(_("field weights"), default=dict)
    average_lengths = models.JSONField(_("average field lengths"), default=dict)
    documents = models.PositiveIntegerField(_("documents"), default=0)
    cursor = models.BigIntegerField(_("written up to"), default=0)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    activated_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    weighed_at = models.DateTimeField(_("words weighed at"), null=True, blank=True)
    counted_at = models.DateTimeField(_("statistics of"), null=True, blank=True)

    objects = BuildQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("search index")
        verbose_name_plural = _("search indexes")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="search_one_active_build"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="building"), name="search_one_build_in_work"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.encoder})"

    @property
    def table(self) -> str:
        """The partition with this build's documents."""
        return f"search_document_{self.pk:d}"


class Document(models.Model):
    """A published product as the search sees it. Terms, words and facets are numbers of Term, Word and FacetValue.

    `weights` and `title_weights` are BM25 weights without idf, which the query brings along; `title_terms` keeps their order.
    `names` holds the words by which the product is suggested: title (A), brand (B), categories (C), what else tells it apart (D).
    """

    pk = models.CompositePrimaryKey("build_id", "product_id")
    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    title = models.TextField()
    terms = ArrayField(models.IntegerField())
    title_terms = ArrayField(models.IntegerField())
    words = ArrayField(models.IntegerField())
    names = SearchVectorField()
    weights = SparseVectorField()
    title_weights = SparseVectorField()
    embedding = HalfVectorField()
    facets = ArrayField(models.IntegerField())
    facet_set = models.IntegerField(help_text="The row of FacetSet that holds these facets.")
    price = models.DecimalField(max_digits=12, decimal_places=2)
    in_stock = models.BooleanField()
    on_offer = models.BooleanField()
    rating = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    well_rated = models.FloatField()
    popularity = models.IntegerField()
    published_at = models.DateTimeField()
    length = models.IntegerField(help_text="Terms of all fields.")

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """A term as documents are compared by it, with the number of documents of the index in use that have it."""

    id = models.AutoField(primary_key=True)
    text = models.CharField(max_length=100, unique=True)
    documents = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.text


class Word(models.Model):
    """A word as products spell it, outside of reviews: what spelling is corrected to and what suggestions complete to."""

    id = models.AutoField(primary_key=True)
    text = models.CharField(max_length=100, unique=True)
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="words")
    documents = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["text"], opclasses=["text_pattern_ops"], name="search_word_prefix")]

    def __str__(self) -> str:
        return self.text


class FacetValue(models.Model):
    """A value that a list can be narrowed to; `code` is the attribute's, or brand, department, category."""

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=60)
    value = models.CharField(max_length=500)
    label = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10)
    unit = models.CharField(max_length=20, blank=True)
    swatch = models.CharField(max_length=7, blank=True)
    number = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    facet_position = models.IntegerField(default=0)
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "value"], name="search_facet_value_unique")]

    def __str__(self) -> str:
        return f"{self.code}={self.value}"


class FacetSet(models.Model):
    """Numbers of facet values that some product has or had together, ascending. A row never changes and never goes."""

    id = models.AutoField(primary_key=True)
    digest = models.UUIDField(unique=True, help_text="MD5 of the numbers, written with commas.")
    facets = ArrayField(models.IntegerField())

    def __str__(self) -> str:
        return f"{self.pk}: {self.facets}"
