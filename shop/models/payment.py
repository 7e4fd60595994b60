"""Payment tables: what was asked of a gateway, what it told us, and the sandbox provider's own records."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField
from shop.models.order import Order


class Payment(models.Model):
    """One attempt to pay one order. At most one attempt of an order ever holds its money."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting for the shopper")
        AUTHORISED = "authorised", _("Authorised")
        CAPTURED = "captured", _("Paid")
        FAILED = "failed", _("Declined")
        EXPIRED = "expired", _("Abandoned")
        RETURNED = "returned", _("Paid too late or twice, sent back")

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="payments", verbose_name=_("order")
    )
    gateway = models.CharField(_("gateway"), max_length=20)
    reference = models.CharField(_("reference"), max_length=200)
    redirect_url = models.CharField(
        max_length=2000, blank=True, verbose_name=_("address of the payment page")
    )
    capture_reference = models.CharField(_("reference of the charge"), max_length=200, blank=True)
    amount = MoneyField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    failure = models.CharField(_("reason of failure"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, verbose_name=_("updated at"))

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(fields=["gateway", "reference"], name="payment_reference_unique"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(status="captured"), name="payment_one_captured"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.reference}"


class PaymentEvent(models.Model):
    """A webhook message that was received and verified; its id makes a repetition harmless."""

    gateway = models.CharField(_("gateway"), max_length=20)
    event_id = models.CharField(_("event"), max_length=200)
    kind = models.CharField(_("kind"), max_length=80)
    payment = models.ForeignKey(
        Payment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("payment"),
    )
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("payment event")
        verbose_name_plural = _("payment events")
        constraints = [models.UniqueConstraint(fields=["gateway", "event_id"], name="payment_event_once")]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"


class SandboxSession(models.Model):
    """The sandbox provider's record of one hosted payment page. Belongs to the provider: the shop reads it by its API only."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CHALLENGE = "challenge", _("3-D Secure step")
        AUTHORISED = "authorised", _("Authorised")
        CAPTURED = "captured", _("Captured")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Expired")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(
        max_length=200, unique=True, help_text=_("Idempotency key of the request that opened it.")
    )
    order_number = models.CharField(max_length=20)
    amount = MoneyField()
    refunded = MoneyField(default=0)
    currency = models.CharField(max_length=3)
    return_url = models.CharField(max_length=2000)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    failure = models.CharField(max_length=200, blank=True)
    manner = models.CharField(max_length=10, default="once", help_text=_("How the shop is told."))
    capture_at = models.DateTimeField(null=True, blank=True)
    refund_keys = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sandbox session")
        verbose_name_plural = _("sandbox sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("amount")), name="sandbox_refund_within_amount"
            ),
        ]

    def __str__(self) -> str:
        return str(self.reference)


class SandboxDelivery(models.Model):
    """A webhook message of the sandbox provider and when it is to be sent (again)."""

    session = models.ForeignKey(SandboxSession, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField(default=uuid.uuid4)
    body = models.TextField()
    signature = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    response_status = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("sandbox message")
        verbose_name_plural = _("sandbox messages")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="sandbox_delivery_due")
        ]

    def __str__(self) -> str:
        return str(self.event_id)
