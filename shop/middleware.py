"""Tells who is visiting: a random first-party id for people without an account, none for those who object."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "visitor"
COOKIE_AGE = 60 * 60 * 24 * 90
OFF = "off"
"""In the place of the random id: this browser asked not to be followed."""
OFF_AGE = 60 * 60 * 24 * 400


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """`id` is None for people who ask not to be followed (Global Privacy Control, Do Not Track, the shop's own switch)."""

    id: uuid.UUID | None
    is_new: bool


class VisitorMiddleware:
    """Sets `request.visitor`; a new id becomes a cookie only on a page that was shown, never on errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visitor = identify(request)
        request.visitor = visitor  # type: ignore[attr-defined]
        response = self.get_response(request)
        is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
        if visitor.is_new and visitor.id and is_page and not request.path.startswith("/admin/"):
            response.set_cookie(
                COOKIE,
                str(visitor.id),
                max_age=COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def follow(response: HttpResponse, *, wanted: bool) -> None:
    """Keep the wish of a browser: not to be followed, or to be followed again from the next page on."""
    if wanted:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE, OFF, max_age=OFF_AGE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def identify(request: HttpRequest) -> Visitor:
    if request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1":
        return Visitor(id=None, is_new=False)
    if request.COOKIES.get(COOKIE) == OFF:
        return Visitor(id=None, is_new=False)
    try:
        return Visitor(id=uuid.UUID(request.COOKIES[COOKIE]), is_new=False)
    except (KeyError, ValueError):
        return Visitor(id=uuid.uuid4(), is_new=True)
