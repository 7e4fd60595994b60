"""Catalogue tables: categories, brands, collections, products, their variants, attributes, pictures and price history.

Triggers (migration 0002) keep `Product.price_from`, `Product.price_to` and `PriceRecord` in step with `Variant.price`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
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
            models.Prefetch("images", queryset=ProductImage.objects.order_by("position", "pk")),
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


class Attribute(models.Model):
    """A typed property of products, such as capacity in ml or colour. Offered for the categories named and all below."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("Number with unit")
        CHOICE = "choice", _("Choice")
        BOOLEAN = "boolean", _("Yes or no")
        TEXT = "text", _("Text")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    categories = models.ManyToManyField(
        Category, related_name="attributes", verbose_name=_("categories"), blank=True
    )
    is_facet = models.BooleanField(_("offered as a filter"), default=True)
    is_option = models.BooleanField(
        _("chosen by the shopper"),
        default=False,
        help_text=_("Colour and size distinguish variants of one product."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit="") | Q(kind="number"), name="attribute_unit_only_for_numbers"
            ),
            models.CheckConstraint(
                condition=Q(is_option=False) | Q(kind="choice"), name="attribute_option_is_choice"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AttributeChoice(models.Model):
    attribute = models.ForeignKey(
        Attribute, on_delete=models.CASCADE, related_name="choices", verbose_name=_("attribute")
    )
    value = models.CharField(_("value"), max_length=100)
    swatch = models.CharField(_("colour swatch"), max_length=7, blank=True, help_text=_("#rrggbb"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "value"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["attribute", "value"], name="choice_unique"),
            models.CheckConstraint(
                condition=Q(swatch="") | Q(swatch__regex=r"^#[0-9a-fA-F]{6}$"), name="choice_swatch_hex"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class AttributeValue(models.Model):
    """One typed value of one product; exactly one of the four value columns is set. Choices may be several."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="attribute_values", verbose_name=_("product")
    )
    attribute = models.ForeignKey(
        Attribute, on_delete=models.PROTECT, related_name="values", verbose_name=_("attribute")
    )
    number = models.DecimalField(
        pgettext_lazy("amount", "number"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    choice = models.ForeignKey(
        AttributeChoice,
        on_delete=models.PROTECT,
        related_name="values",
        verbose_name=_("choice"),
        null=True,
        blank=True,
    )
    boolean = models.BooleanField(_("yes or no"), null=True, blank=True)
    text = models.CharField(_("text"), max_length=500, null=True, blank=True)

    class Meta:
        ordering = ["attribute__position", "attribute__name", "pk"]
        verbose_name = _("attribute value")
        verbose_name_plural = _("attribute values")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(number__isnull=False, choice__isnull=True, boolean__isnull=True, text__isnull=True)
                    | Q(number__isnull=True, choice__isnull=False, boolean__isnull=True, text__isnull=True)
                    | Q(number__isnull=True, choice__isnull=True, boolean__isnull=False, text__isnull=True)
                    | Q(number__isnull=True, choice__isnull=True, boolean__isnull=True, text__isnull=False)
                ),
                name="attribute_value_exactly_one",
                violation_error_message=_("Fill in exactly one value."),
            ),
            models.UniqueConstraint(
                fields=["product", "attribute"],
                condition=Q(choice__isnull=True),
                name="attribute_value_unique",
            ),
            models.UniqueConstraint(
                fields=["product", "attribute", "choice"],
                condition=Q(choice__isnull=False),
                name="attribute_value_choice_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["attribute", "choice", "product"], name="attribute_value_choice"),
            models.Index(fields=["attribute", "number", "product"], name="attribute_value_number"),
        ]

    def __str__(self) -> str:
        value = self.value
        if isinstance(value, bool):
            value = gettext("Yes") if value else gettext("No")
        return f"{self.attribute_id}: {value}"

    @property
    def value(self) -> object:
        if self.choice is not None:
            return self.choice.value
        if self.number is not None:
            return Decimal(f"{self.number.normalize():f}")
        return self.boolean if self.boolean is not None else self.text


class VariantOption(models.Model):
    """The option a variant stands for, such as colour = navy."""

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="options", verbose_name=_("variant")
    )
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, verbose_name=_("attribute"))
    choice = models.ForeignKey(
        AttributeChoice, on_delete=models.PROTECT, related_name="variant_options", verbose_name=_("choice")
    )

    class Meta:
        ordering = ["attribute__position", "pk"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [models.UniqueConstraint(fields=["variant", "attribute"], name="variant_option_unique")]
        indexes = [models.Index(fields=["attribute", "choice", "variant"], name="variant_option_choice")]

    def __str__(self) -> str:
        return f"{self.attribute_id}={self.choice_id}"


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
