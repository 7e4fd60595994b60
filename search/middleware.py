"""Notes which result of a search was opened: links of the results page carry the search and the place."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from search import log
from shop import activity

PARAMETER = "from"
SHAPE = re.compile(r"([0-9a-f]{32})-([0-9]{1,5})")


def mark(key: uuid.UUID, position: int) -> str:
    """The value that a link of the results page carries; places count from 1."""
    return f"{key.hex}-{position}"


class ClickMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        found = SHAPE.fullmatch(request.GET.get(PARAMETER, ""))
        match = request.resolver_match
        if found and match and match.view_name == "shop:product" and response.status_code == 200:
            log.note_click(
                key=uuid.UUID(found[1]),
                shopper=activity.shopper_of(request),
                slug=match.kwargs["slug"],
                position=int(found[2]),
            )
        return response
