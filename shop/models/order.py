"""Order tables: what was bought, at which price, for whom, and everything that happened to it since."""

from __future__ import annotations

from typing import Self

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.models.catalog import Product, Variant
from shop.models.customer import AddressFields, User
from shop.models.fields import MoneyField
from shop.models.image import ProductImage


class OrderQuerySet(models.QuerySet["Order"]):
    def for_list(self) -> Self:
        """Everything an order list shows, in two queries."""
        lines = models.Prefetch("lines", queryset=OrderLine.objects.with_pictures())
        return self.prefetch_related(lines).order_by("-placed_at", "-pk")

    def of_person(self, user: User) -> Self:
        """The account's, and what was ordered as a guest with an address that the account has proved to be its own."""
        proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
        mine = Q(user=user)
        for address in proved:
            mine |= Q(user=None, email__iexact=address)
        return self.filter(mine)


class Order(AddressFields):
    """The address columns are the delivery address as it was when the order was placed."""

    class Status(models.TextChoices):
        PLACED = "placed", _("Awaiting payment")
        PAID = "paid", _("Paid")
        FULFILLING = "fulfilling", _("Being packed")
        SHIPPED = "shipped", _("Shipped")
        DELIVERED = "delivered", _("Delivered")
        CANCELLED = "cancelled", _("Cancelled")
        REFUNDED = "refunded", _("Refunded")

    number = models.CharField(_("number"), max_length=20, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("account"),
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default="en")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLACED)
    currency = models.CharField(_("currency"), max_length=3)
    items_total = MoneyField(_("items"), help_text=_("Sum of the lines before discount."))
    discount_total = MoneyField(_("discount"), default=0)
    delivery_total = MoneyField(_("delivery"), default=0)
    tax_total = MoneyField(_("tax"), default=0)
    total = MoneyField(_("total"))
    refunded_total = MoneyField(_("refunded"), default=0)
    tax_rate = models.DecimalField(_("tax rate in percent"), max_digits=5, decimal_places=2, default=0)
    tax_name = models.CharField(_("tax name"), max_length=60, blank=True)
    is_tax_inclusive = models.BooleanField(_("prices include tax"), default=True)
    coupon_code = models.CharField(_("coupon"), max_length=40, blank=True)
    delivery_method = models.CharField(_("delivery method"), max_length=100)
    delivery_days_max = models.PositiveSmallIntegerField(default=0, verbose_name=_("days, at most"))
    note = models.CharField(_("note from the shopper"), max_length=500, blank=True)
    cart = models.OneToOneField(
        "shop.Cart",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="order",
        verbose_name=_("cart"),
    )
    placed_at = models.DateTimeField(_("placed at"))
    updated_at = models.DateTimeField(auto_now=True, verbose_name=_("updated at"))

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        permissions = [
            ("fulfil_order", _("Can ship and deliver orders")),
            ("cancel_order", _("Can cancel orders")),
            ("refund_order", _("Can refund orders")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(refunded_total__gte=0, refunded_total__lte=F("total")),
                name="order_refund_within_total",
            ),
            models.CheckConstraint(
                condition=Q(
                    items_total__gte=0,
                    discount_total__gte=0,
                    delivery_total__gte=0,
                    tax_total__gte=0,
                    total__gte=0,
                ),
                name="order_totals_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(discount_total__lte=F("items_total") + F("delivery_total")),
                name="order_discount_within_items",
            ),
            models.CheckConstraint(
                condition=Q(
                    is_tax_inclusive=True, total=F("items_total") - F("discount_total") + F("delivery_total")
                )
                | Q(
                    is_tax_inclusive=False,
                    total=F("items_total") - F("discount_total") + F("delivery_total") + F("tax_total"),
                ),
                name="order_total_adds_up",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-placed_at"], name="order_by_user"),
            models.Index(fields=["status", "-placed_at"], name="order_by_status"),
            models.Index(Upper("email"), condition=Q(user=None), name="order_by_guest_email"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("shop:order", args=[self.number])


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    def with_pictures(self) -> Self:
        """With `picture_name`, the stored name of the variant's picture or the product's first, and `product_slug`; both None for a lost product."""
        images = ProductImage.objects.of_outer(product="product", variant="variant")
        return self.annotate(
            picture_name=models.Subquery(images.values("file")[:1]), product_slug=F("product__slug")
        )


class OrderLine(models.Model):
    """Amounts are of the whole line; `total` is after discount and, with exclusive tax, before tax."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", verbose_name=_("order"))
    product = models.ForeignKey(
        Product, on_delete=models.SET_NULL, null=True, related_name="order_lines", verbose_name=_("product")
    )
    variant = models.ForeignKey(
        Variant, on_delete=models.SET_NULL, null=True, related_name="order_lines", verbose_name=_("variant")
    )
    sku = models.CharField(_("SKU"), max_length=64)
    title = models.CharField(_("title"), max_length=300)
    label = models.CharField(_("options"), max_length=200, blank=True)
    unit_price = MoneyField(_("unit price"))
    quantity = models.PositiveIntegerField(_("quantity"))
    discount = MoneyField(_("discount"), default=0)
    tax = MoneyField(_("tax"), default=0)
    total = MoneyField(_("total"))
    refunded_quantity = models.PositiveIntegerField(_("refunded"), default=0)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(refunded_quantity__lte=F("quantity")), name="order_line_refund_within_quantity"
            ),
            models.CheckConstraint(
                condition=Q(total=F("unit_price") * F("quantity") - F("discount")), name="order_line_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} x {self.quantity}"


class OrderEvent(models.Model):
    """One step in the history of an order and who took it. Never changed after it is written."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events", verbose_name=_("order"))
    status = models.CharField(_("status"), max_length=10, choices=Order.Status.choices)
    previous = models.CharField(_("previous status"), max_length=10, choices=Order.Status.choices, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    actor_name = models.CharField(_("done by"), max_length=150)
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("order event")
        verbose_name_plural = _("order history")

    def __str__(self) -> str:
        return f"{self.order_id}: {self.status}"


class Fulfilment(models.Model):
    """The parcel of an order."""

    order = models.OneToOneField(
        Order, on_delete=models.CASCADE, related_name="fulfilment", verbose_name=_("order")
    )
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=80, blank=True)
    shipped_at = models.DateTimeField(_("shipped at"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("fulfilment")
        verbose_name_plural = _("fulfilments")

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}".strip()


class Refund(models.Model):
    """Money on its way back. Counted in `Order.refunded_total` from the moment it is asked for, freed again if it fails."""

    class Status(models.TextChoices):
        PENDING = "pending", pgettext_lazy("refund", "On its way")
        SUCCEEDED = "succeeded", _("Done")
        FAILED = "failed", _("Failed")

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("order")
    )
    payment = models.ForeignKey(
        "shop.Payment", on_delete=models.PROTECT, related_name="refunds", verbose_name=_("payment")
    )
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    key = models.UUIDField(unique=True, help_text=_("Sent to the gateway, so that a retry refunds once."))
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("created at"))
    updated_at = models.DateTimeField(auto_now=True, verbose_name=_("updated at"))

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_positive")]

    def __str__(self) -> str:
        return f"{self.amount} ({self.status})"


class RefundLine(models.Model):
    refund = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refund_lines")
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("refunded line")
        verbose_name_plural = _("refunded lines")
        constraints = [
            models.UniqueConstraint(fields=["refund", "order_line"], name="refund_line_unique"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="refund_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.order_line_id} x {self.quantity}"


class IdempotencyKey(models.Model):
    """A request that was carried out, and what it made; written in the transaction that made it."""

    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_unique")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return f"{self.scope}:{self.key}"
