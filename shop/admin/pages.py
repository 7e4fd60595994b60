"""Pages of the administration that belong to no table: an app adds them, each with the right it asks for.

Invariant: nobody sees such a page without being staff and having its right. Pages are added while the apps load, before
the addresses are read.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path

View = Callable[..., HttpResponse]
_pages: list[URLPattern] = []
_tables = admin.site.get_urls


def add(route: str, view: View, *, name: str, right: str) -> None:
    """Serve `view` at /admin/ROUTE as admin:NAME for staff with the right (`app.codename`); others get 403."""
    guarded = permission_required(right, raise_exception=True)(view)
    _pages.append(path(route, admin.site.admin_view(guarded), name=name))


def _urls() -> list[URLPattern | URLResolver]:
    return [path("search/", admin.site.admin_view(_search), name="search"), *_pages, *_tables()]


def _search(request: HttpRequest) -> HttpResponse:
    """Unfold's search answers at the address that Django gives to the tables of an app called search: both are wanted."""
    if "s" in request.GET:
        return admin.site.search(request)
    return redirect("admin:index")


admin.site.get_urls = _urls  # type: ignore[method-assign]
