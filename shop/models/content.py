"""Words of the shop: help articles and the store's own profile."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class HelpArticle(models.Model):
    class Topic(models.TextChoices):
        ORDERS = "orders", _("Orders and delivery")
        RETURNS = "returns", _("Returns and warranty")
        PAYMENT = "payment", _("Payment")
        ACCOUNT = "account", _("Account and privacy")
        SHOP = "shop", _("About the shop")

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=160, unique=True)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices)
    summary = models.CharField(_("summary"), max_length=250, blank=True)
    body = models.TextField(_("text"), help_text=_("Markdown; HTML and pictures are left out."))
    is_policy = models.BooleanField(_("policy"), default=False, help_text=_("Linked from the footer."))
    is_published = models.BooleanField(_("published"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        ordering = ["topic", "position", "title"]
        verbose_name = _("help article")
        verbose_name_plural = _("help articles")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("shop:help_article", args=[self.slug])


class StoreProfile(models.Model):
    """What the shop says of itself on every page. One row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    hero_title = models.CharField(_("headline of the home page"), max_length=120, blank=True)
    hero_text = models.CharField(_("text below the headline"), max_length=300, blank=True)
    hero_picture = models.ImageField(_("picture of the home page"), upload_to="store/", blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    address = models.TextField(_("postal address"), blank=True)
    is_demo = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Every page says that nothing is really sold.")
    )

    class Meta:
        verbose_name = _("store profile")
        verbose_name_plural = _("store profile")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="store_profile_single")]

    def __str__(self) -> str:
        return self.tagline or gettext("Store profile")
