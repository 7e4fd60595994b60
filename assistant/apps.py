"""The assistant listens to the shop; the shop does not know of it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssistantConfig(AppConfig):
    name = "assistant"
    verbose_name = _("Assistant")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assistant import evaluations, privacy, subscriptions
        from assistant.reviews.traits import praised
        from recommendations import traits
        from recommendations.reasons import wording
        from shop import privacy as of_shop

        subscriptions.register()
        traits.register("praised", praised)
        wording.register(evaluations.fit_to_polish)
        of_shop.register("conversations", export=privacy.export_of, erase=privacy.erase)
