"""Addresses of the whole project."""

from __future__ import annotations

from allauth.account import urls as account
from allauth.mfa.base import views as mfa
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.cache import never_cache

from config import health
from shop.admin.access import relaxed_policy
from shop.api import documents
from shop.views import media


def private(patterns: list[URLPattern]) -> list[URLPattern]:
    """Pages about somebody, which no proxy and no browser may keep."""
    for pattern in patterns:
        pattern.callback = never_cache(pattern.callback)
    return patterns


urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("admin/", relaxed_policy(admin.site.urls)),
    path("account/", include(private(account.urlpatterns))),
    path("account/2fa/", mfa.authenticate, name="mfa_authenticate"),
    path("api/v1/", include("config.api")),
    path("api/problems/", documents.problem_list, name="api_problems"),
    path("api/problems/<slug:slug>/", documents.problem, name="api_problem"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("search.urls")),
    path("", include("recommendations.urls")),
    path("", include("assistant.urls")),
    path("", include("shop.urls")),
    re_path(r"^media/(?P<path>.+)$", media.file, name="media"),
]

handler404 = "shop.views.errors.not_found"
handler403 = "shop.views.errors.forbidden"
handler400 = "shop.views.errors.bad_request"
handler500 = "shop.views.errors.server_error"

admin.site.site_header = settings.SHOP_NAME
