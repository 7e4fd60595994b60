"""The turn as it happens, over server-sent events, and the same turn as one JSON object."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assistant import showing, visitors
from assistant.events import Event, Sentence
from assistant.views.hearing import Heard, Unheard, hear

log = logging.getLogger(__name__)


@require_POST
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Events in the order of assistant.events, each as `event: NAME` and a JSON object. Ends when the browser goes away."""
    try:
        heard = await sync_to_async(hear)(request)
    except Unheard as error:
        return _unheard(error)
    parts = _told(request, heard) if isinstance(request, ASGIRequest) else _told_in_turn(request, heard)
    response = StreamingHttpResponse(parts, content_type="text/event-stream; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    response["Content-Encoding"] = "identity"  # compression would hold events back
    visitors.remember(response, heard.shopper)
    return response


async def _told(request: HttpRequest, heard: Heard) -> AsyncIterator[bytes]:
    events = heard.events()
    try:
        while True:
            event = await sync_to_async(_next)(request, heard, events)
            if event is None:
                return
            yield event
    except Exception:
        log.exception("A turn of the chat failed")
        yield _failed()
    finally:
        await sync_to_async(_closed)(events)


def _told_in_turn(request: HttpRequest, heard: Heard) -> Iterator[bytes]:
    """The same for a server that speaks WSGI."""
    events = heard.events()
    try:
        while (event := _next(request, heard, events)) is not None:
            yield event
    except Exception:
        log.exception("A turn of the chat failed")
        yield _failed()
    finally:
        _closed(events)


def _failed() -> bytes:
    return _frame("error", {"text": _("Something went wrong on our side. Please send it again.")})


def _closed(events: Iterator[Event]) -> None:
    close = getattr(events, "close", None)
    if close:
        close()


def _next(request: HttpRequest, heard: Heard, events: Iterator[Event]) -> bytes | None:
    event = next(events, None)
    if event is None:
        return None
    return _frame(type(event).__name__.lower(), showing.told(request, heard.conversation, event))


def _frame(name: str, values: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(values, ensure_ascii=False)}\n\n".encode()


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """The whole turn as one object: intent, facts, sentences, links, actions, hand-off."""
    try:
        heard = hear(request)
    except Unheard as error:
        return _unheard(error)
    response = JsonResponse(whole(list(heard.events())))
    response["Cache-Control"] = "no-store"
    visitors.remember(response, heard.shopper)
    return response


def whole(events: list[Event]) -> dict[str, Any]:
    """A turn as one object."""
    found: dict[str, Any] = {"sentences": [], "actions": [], "card": None, "hand_off": None}
    for event in events:
        found |= showing.plain(event) if not isinstance(event, Sentence) else {}
        if isinstance(event, Sentence):
            found["sentences"].append({"text": event.text, "written_by": event.written_by})
    found["actions"] = [
        showing.plain(event)["action"] for event in events if "action" in showing.plain(event)
    ]
    found.pop("action", None)
    return found


def _unheard(error: Unheard) -> JsonResponse:
    response = JsonResponse({"error": error.text}, status=error.status)
    if error.seconds:
        response["Retry-After"] = str(error.seconds)
    return response
