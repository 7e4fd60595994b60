"""Descriptions in the administration: the page where one is written, the list of versions, and runs over many products."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assistant.admin.descriptions import deciding, listing, running, writing
from shop.admin import navigation, pages
from shop.admin.catalog import products

__all__ = ["deciding", "listing", "running", "writing"]

for _route, _view, _name, _right in (
    ("descriptions/<int:pk>/", writing.show, "description_write", "view_description"),
    ("descriptions/<int:pk>/propose/", writing.propose, "description_propose", "add_description"),
    ("descriptions/version/<int:pk>/news/", writing.news, "description_news", "view_description"),
    ("descriptions/version/<int:pk>/check/", deciding.check, "description_check", "add_description"),
    ("descriptions/version/<int:pk>/accept/", deciding.accept, "description_accept", "approve_description"),
    ("descriptions/version/<int:pk>/reject/", deciding.reject, "description_reject", "add_description"),
    ("descriptions/version/<int:pk>/revert/", deciding.revert, "description_revert", "approve_description"),
    ("descriptions/run/begin/", running.begin, "description_run_begin", "add_descriptionrun"),
    ("descriptions/run/<int:pk>/", running.show, "description_run", "view_descriptionrun"),
    (
        "descriptions/run/<int:pk>/progress/",
        running.progress,
        "description_run_progress",
        "view_descriptionrun",
    ),
    ("descriptions/run/<int:pk>/turn/", running.turn, "description_run_turn", "add_descriptionrun"),
    ("descriptions/run/<int:pk>/look/", running.look, "description_run_look", "view_descriptionrun"),
    ("descriptions/run/<int:pk>/accept/", running.accept, "description_run_accept", "approve_description"),
):
    pages.add(_route, _view, name=_name, right=f"assistant.{_right}")

products.add_action(running.write_descriptions)
navigation.add(
    navigation.Group(
        title=_("Descriptions"),
        entries=(
            navigation.Entry(
                model="assistant.Description", icon="edit_note", title=_("Proposals and versions")
            ),
            navigation.Entry(
                model="assistant.DescriptionRun", icon="dynamic_feed", title=_("Written in bulk")
            ),
        ),
    )
)
