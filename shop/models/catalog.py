"""Catalogue tables: categories, brands, products, their variants and price history.

Triggers (migration 0002) keep `Product.price_from`, `Product.price_to` and `PriceRecord` in step with `Variant.price`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from shop.models.fields import MoneyField

if TYPE_CHECKING:
    from datetime import datetime


class Category(MP_Node):
    """A node of the category tree (materialised path: a subtree is one index range)."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True)
    picture = models.ImageField(_("picture"), upload_to="categories/", blank=True)
    is_listed = models.BooleanField(_("listed in menus"), default=True)

    node_order_by: list[str] = []

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shop:category", args=[self.slug])


class Brand(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    story = models.TextField(_("story"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shop:brand", args=[self.slug])


class ProductQuerySet(models.QuerySet["Product"]):
    def published(self) -> Self:
        """Products that shoppers may see and that have something to sell."""
        return self.filter(status=Product.Status.PUBLISHED, price_from__isnull=False)

    def in_category(self, category: Category) -> Self:
        """Products of the category and of everything below it."""
        return self.filter(category__path__startswith=category.path)

    def for_cards(self) -> Self:
        """Everything a product card shows, in three queries whatever the number of products."""
        return self.select_related("brand", "rating", "category").prefetch_related(
            "images",
            models.Prefetch(
                "variants",
                queryset=Variant.objects.active().select_related("stock").order_by("position", "pk"),
            ),
        )


class Product(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    external_id = models.CharField(_("import id"), max_length=200, unique=True, null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("slug"), max_length=320, unique=True)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="products",
        verbose_name=_("category"),
        null=True,
        blank=True,
    )
    brand = models.ForeignKey(
        Brand,
        on_delete=models.SET_NULL,
        related_name="products",
        verbose_name=_("brand"),
        null=True,
        blank=True,
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    is_featured = models.BooleanField(_("featured"), default=False)
    price_from = MoneyField(_("lowest price"), null=True, editable=False)
    price_to = MoneyField(_("highest price"), null=True, editable=False)
    popularity = models.PositiveIntegerField(_("popularity"), default=0, editable=False)
    seo_title = models.CharField(_("SEO title"), max_length=60, blank=True)
    seo_description = models.CharField(_("meta description"), max_length=155, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index("status", F("published_at").desc(), F("id").desc(), name="product_newest"),
            models.Index("status", F("popularity").desc(), F("id").desc(), name="product_popular"),
            models.Index("status", "price_from", "id", name="product_cheapest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_product_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("shop:product", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED


class VariantQuerySet(models.QuerySet["Variant"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_sale(self) -> Self:
        """Active variants of published products."""
        return self.active().filter(product__status=Product.Status.PUBLISHED)


class Variant(models.Model):
    """What is sold, priced and stocked. A product without options has exactly one."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="variants", verbose_name=_("product")
    )
    sku = models.CharField(_("SKU"), max_length=64, unique=True)
    label = models.CharField(
        _("label"), max_length=200, blank=True, help_text=_("The options in words, such as “Navy, L”.")
    )
    price = MoneyField(_("price"))
    list_price = MoneyField(
        _("list price"),
        null=True,
        blank=True,
        help_text=_("The price before a discount; empty when there is none."),
    )
    weight_grams = models.PositiveIntegerField(_("weight in grams"), default=0)
    barcode = models.CharField(_("barcode (GTIN)"), max_length=14, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("for sale"), default=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="variant_price_not_negative"),
            models.CheckConstraint(
                condition=Q(list_price__isnull=True) | Q(list_price__gt=F("price")),
                name="variant_list_price_above_price",
            ),
        ]

    def __str__(self) -> str:
        return self.sku


class PriceRecordQuerySet(models.QuerySet["PriceRecord"]):
    def since(self, moment: datetime) -> Self:
        return self.filter(effective_at__gte=moment)


class PriceRecord(models.Model):
    """A price and the moment from which it held. Written by a trigger whenever a variant's price changes."""

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="price_records", verbose_name=_("variant")
    )
    price = MoneyField(_("price"))
    effective_at = models.DateTimeField(_("effective at"))

    objects = PriceRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_at", "-pk"]
        verbose_name = _("price record")
        verbose_name_plural = _("price history")
        indexes = [models.Index(fields=["variant", "-effective_at"], name="price_record_latest")]

    def __str__(self) -> str:
        return f"{self.price} ({self.effective_at:%Y-%m-%d})"
