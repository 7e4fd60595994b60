"""The door to the administration: the shop's own login with its rate limits, and a policy under which unfold's scripts run.

Tables that libraries bring along and that nobody in a shop edits (the scheduler's, verified addresses) are not offered.
"""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


def _enter(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Who is let in already has no other form to try passwords at: Django's own would not count them."""
    return redirect("admin:index")


admin.site.login = secure_admin_login(_enter)  # type: ignore[method-assign]
admin.site.index_title = _("Dashboard")
NOT_FOR_STAFF = frozenset({"account", "django_celery_beat", "mfa", "usersessions"})
for _model in [model for model in admin.site._registry if model._meta.app_label in NOT_FOR_STAFF]:
    admin.site.unregister(_model)
_relax = csp_update({"script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]})


def relaxed_policy(urls: tuple[list[Any], str, str]) -> tuple[list[Any], str, str]:
    """The admin's addresses; Alpine.js, which unfold uses, needs eval. No page for shoppers is served from there."""
    patterns, app_name, namespace = urls
    for pattern in patterns:
        _wrap(pattern)
    return patterns, app_name, namespace


def _wrap(pattern: Any) -> None:
    if hasattr(pattern, "url_patterns"):
        for inner in pattern.url_patterns:
            _wrap(inner)
    else:
        pattern.callback = _relax(pattern.callback)


class ReadOnly:
    """A mixin for tables that only domain functions write: seen, never added, changed or deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class DeletesWithAll:
    """A mixin for rows whose history goes with them: who may delete the row may delete what only it needs.

    Without it nobody could delete a product: its stock and prices are tables that nobody deletes from by hand.
    """

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        listed, counts, _lacking, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        return listed, counts, set(), protected
