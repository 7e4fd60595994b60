"""Pages for what went wrong. The 500 page asks the database nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader

from shop.api import kinds, problems


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if problems.is_api(request):
        return problems.plain(request, kinds.NOT_FOUND)
    return render(request, "shop/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, *, reason: str = "") -> HttpResponse:
    """Also for a form without our token, with the reason that Django logs."""
    return render(request, "shop/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if problems.is_api(request):
        return problems.plain(request, kinds.MALFORMED)
    return HttpResponse(loader.get_template("shop/400.html").render({}), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    if problems.is_api(request):
        return problems.plain(request, kinds.INTERNAL)
    return HttpResponseServerError(loader.get_template("shop/500.html").render({}))
