"""Collections: products put together by hand, in an order, for the home page and pages of their own."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shop.models.catalog import Product


class Collection(models.Model):
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    teaser = models.CharField(_("teaser"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    picture = models.ImageField(_("picture"), upload_to="collections/", blank=True)
    products = models.ManyToManyField(
        Product, through="CollectionItem", related_name="collections", verbose_name=_("products")
    )
    is_published = models.BooleanField(_("published"), default=True)
    is_featured = models.BooleanField(_("on the home page"), default=False)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("shop:collection", args=[self.slug])


class CollectionItem(models.Model):
    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="items", verbose_name=_("collection")
    )
    product = models.ForeignKey(Product, on_delete=models.CASCADE, verbose_name=_("product"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("product of the collection")
        verbose_name_plural = _("products of the collection")
        constraints = [
            models.UniqueConstraint(fields=["collection", "product"], name="collection_item_unique")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.product_id}"
