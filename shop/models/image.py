"""Pictures of products, in an order, some of them of one choice such as a colour."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.models.attribute import AttributeChoice, VariantOption
from shop.models.catalog import Product


class ProductImageQuerySet(models.QuerySet["ProductImage"]):
    def of_outer(self, *, product: str, variant: str) -> Self:
        """For a subquery: the pictures of the outer row's product, those that show an option of its variant first."""
        chosen = VariantOption.objects.filter(
            variant=models.OuterRef(models.OuterRef(variant)), choice=models.OuterRef("choice")
        )
        pictures = self.filter(product=models.OuterRef(product))
        return pictures.annotate(is_chosen=models.Exists(chosen)).order_by("-is_chosen", "position", "pk")


class ProductImage(models.Model):
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="images", verbose_name=_("product")
    )
    choice = models.ForeignKey(
        AttributeChoice,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("shows the option"),
        help_text=_("Such as the colour in the picture; the gallery opens there when a shopper chooses it."),
    )
    file = models.ImageField(_("file"), upload_to="products/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    alt = models.CharField(_("description for people who cannot see it"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = ProductImageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.alt or str(self.file)
