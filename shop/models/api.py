"""What the API remembers: answers that a repeated request gets again, and devices that take push messages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class KeptReply(models.Model):
    """The answer to one request with an Idempotency-Key. Without the key itself, which is not here, nobody can read it."""

    name = models.CharField(primary_key=True, max_length=64)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept reply")
        verbose_name_plural = _("kept replies")
        indexes = [models.Index(fields=["created_at"], name="kept_reply_age")]

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """An installation of an app that takes push messages, of an account or of a visitor's random id."""

    class Platform(models.TextChoices):
        IOS = "ios", "iOS"
        ANDROID = "android", "Android"
        WEB = "web", "Web"

    key = models.UUIDField(unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="devices"
    )
    platform = models.CharField(_("platform"), max_length=10, choices=Platform.choices)
    token = models.CharField(_("address for messages"), max_length=500, unique=True)
    app_version = models.CharField(_("version of the app"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        ordering = ["-seen_at", "-pk"]
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = [models.CheckConstraint(condition=~Q(token=""), name="device_has_token")]
        indexes = [models.Index(fields=["user", "-seen_at"], name="device_by_user")]

    def __str__(self) -> str:
        return f"{self.platform} {self.key}"
