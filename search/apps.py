"""Search listens to the shop's outbox; the shop does not know of it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import log, subscriptions
        from shop import privacy

        subscriptions.register()
        privacy.register("searches", export=log.export_of, erase=log.erase)
