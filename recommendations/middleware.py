"""Notes which product of a shelf was opened: links of its cards carry the shelf's key."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from recommendations import showings
from shop import activity

PARAMETER = "shelf"
SHAPE = re.compile(r"[0-9a-f]{32}")


class ChoiceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        found = request.GET.get(PARAMETER, "")
        match = request.resolver_match
        if (
            SHAPE.fullmatch(found)
            and match
            and match.view_name == "shop:product"
            and response.status_code == 200
        ):
            showings.note_choice(
                key=uuid.UUID(found), shopper=activity.shopper_of(request), slug=match.kwargs["slug"]
            )
        return response
