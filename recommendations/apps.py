"""Recommendations listen to the shop; the shop does not know of them."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = _("Recommendations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from recommendations import opinions, privacy
        from search import personal
        from shop import privacy as of_shop

        personal.register(opinions.of)
        of_shop.register("recommendations", export=privacy.export_of, erase=privacy.erase)
