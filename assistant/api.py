"""The support chat as resources: one turn as JSON, the same as server-sent events, what was said, and offers that are confirmed.

A guest is known by a signed token of the conversation's own, which the first answer gives.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from asgiref.sync import sync_to_async
from django.core import signing
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, StreamingHttpResponse
from django.urls import path
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from assistant import chat, conversations, guard, limits, proposals, showing, visitors
from assistant.events import Done, Event, Status
from assistant.shopper import Shopper
from assistant.views.stream import whole
from shop import activity
from shop.api import kinds
from shop.api.problems import Problem, invalid, parameter
from shop.api.resource import Resource
from shop.api.shapes import absolute

TOKEN, SALT = "Chat-Token", "assistant.api"


class MessageIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=guard.LONGEST)
    product_id = serializers.IntegerField(
        min_value=1, max_value=2**62, required=False, help_text="The product that “it” means."
    )


class SentenceShape(serializers.Serializer[Any]):
    text = serializers.CharField()
    written_by = serializers.ChoiceField(["template", "model"])


class OfferShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    label = serializers.CharField(help_text="What stands on the button.")
    token = serializers.CharField(help_text="What `/chat/confirmations/` takes; ends after half an hour.")


class LinkShape(serializers.Serializer[Any]):
    label = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="A page of the website.")

    def get_url(self, link: Mapping[str, str]) -> str:
        return absolute(link["url"])


class TurnShape(serializers.Serializer[Any]):
    """A whole turn. Every sentence comes from a template or was checked against the facts."""

    chat_token = serializers.CharField(
        allow_null=True, help_text="Of a guest: send it as `Chat-Token` from now on."
    )
    message_id = serializers.IntegerField(allow_null=True, help_text="Null where a person answers.")
    intent = serializers.CharField()
    text = serializers.CharField()
    sentences = SentenceShape(many=True)
    card = serializers.DictField(allow_null=True, help_text="The facts: `kind` and `values`.")
    links = LinkShape(many=True)
    actions = OfferShape(many=True)
    facts = serializers.ListField(child=serializers.DictField())
    hand_off = serializers.CharField(allow_null=True, help_text="Why a person answers from now on.")
    is_out_of_scope = serializers.BooleanField()


class FrameShape(serializers.Serializer[Any]):
    """One event of the stream."""

    event = serializers.CharField(help_text="status, card, sentence, action, handoff, done or error.")
    data = serializers.CharField(help_text="A JSON object.")


class SaidShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    author = serializers.CharField()
    text = serializers.CharField()
    at = serializers.DateTimeField()
    links = LinkShape(many=True)
    offers = OfferShape(many=True, help_text="Those that still stand.")


class ConversationShape(serializers.Serializer[Any]):
    state = serializers.CharField(help_text="bot, waiting, human; empty where nothing was said yet.")
    messages = SaidShape(many=True)
    suggestions = serializers.ListField(child=serializers.CharField())


class ConfirmIn(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=500)


class ConfirmedShape(serializers.Serializer[Any]):
    text = serializers.CharField()


class EventStream(BaseRenderer):
    media_type = "text/event-stream"
    format = "events"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        """Problems are told as JSON, whatever was asked for."""
        return JSONRenderer().render(data)


class ChatResource(Resource):
    limit = "chat"
    guests = ("Chat-Token",)
    is_durable = True

    def shopper(self, request: Request, *, is_new: bool = False) -> Shopper:
        guest = self._guest(request)
        followed = activity.shopper_of(request)
        if request.user.is_authenticated:
            if guest is not None:
                conversations.adopt(guest=guest, user=request.user)
            return Shopper(user=request.user, followed=followed)
        return Shopper(guest=guest or (uuid4() if is_new else None), followed=followed)

    def scope(self, request: Request) -> str:
        guest = self._guest(request)
        return f"chat:{guest}" if guest and not request.user.is_authenticated else super().scope(request)

    def _guest(self, request: Request) -> UUID | None:
        given = request.headers.get(TOKEN)
        if given is None:
            return None
        try:
            return UUID(signing.Signer(salt=SALT).unsign_object(given))
        except (signing.BadSignature, ValueError, AttributeError, TypeError):
            raise parameter(TOKEN, _("This is not a chat token of the shop.")) from None

    def hear(self, request: Request) -> tuple[Shopper, Iterator[Event], Any]:
        """Who speaks, the events of the turn, and the conversation. Raises Problem."""
        values = self.checked(MessageIn)
        try:
            text = guard.clean(values["text"])
        except guard.Empty:
            raise invalid("/text", _("Write something first.")) from None
        except guard.TooLong:
            told = _("A message can have %(count)d characters at most. Please make it shorter.")
            raise invalid("/text", told % {"count": guard.LONGEST}) from None
        shopper = self.shopper(request, is_new=True)
        _take(shopper, request.META.get("REMOTE_ADDR", ""))
        language = get_language() or "en"
        conversation = conversations.begin(shopper, language=language)
        if "product_id" in values:
            conversations.look_at(conversation, values["product_id"])
        return shopper, chat.turn(conversation, text, shopper=shopper, language=language), conversation


def _take(shopper: Shopper, address: str) -> None:
    try:
        limits.take(limits.of_message(owner=visitors.owner_of(shopper), address=address))
    except limits.TooMany as error:
        words = ngettext(
            "You write faster than I can read. Please wait %(count)d second.",
            "You write faster than I can read. Please wait %(count)d seconds.",
            error.seconds,
        )
        raise Problem(
            kinds.TOO_MANY, words % {"count": error.seconds}, headers={"Retry-After": str(error.seconds)}
        ) from error


def token_of(shopper: Shopper) -> str | None:
    if shopper.user is not None or shopper.guest is None:
        return None
    return signing.Signer(salt=SALT).sign_object(shopper.guest.hex)


class Turns(ChatResource):
    """The chat, a turn at a time."""

    @extend_schema(operation_id="send_message", request=MessageIn, responses=TurnShape, tags=["chat"])
    def post(self, request: Request) -> Response:
        """Say something, and get the whole answer."""
        shopper, events, _conversation = self.hear(request)
        told = {
            "message_id": None,
            "links": [],
            "facts": [],
            "intent": "",
            "text": "",
            "is_out_of_scope": False,
        }
        answer = told | whole(list(events)) | {"chat_token": token_of(shopper)}
        return Response(TurnShape(answer).data, headers=_own(shopper))


class Stream(ChatResource):
    """The same turn while it happens."""

    renderer_classes = (EventStream, JSONRenderer)

    @extend_schema(
        operation_id="stream_message",
        request=MessageIn,
        responses={(200, "text/event-stream"): FrameShape},
        tags=["chat"],
    )
    def post(self, request: Request) -> StreamingHttpResponse:
        """Say something, and get `status`, `card`, `sentence`, `action`, `handoff` and at last `done` as server-sent events."""
        shopper, events, _conversation = self.hear(request)
        parts = _later(events) if isinstance(request._request, ASGIRequest) else _frames(events)
        response = StreamingHttpResponse(parts, content_type="text/event-stream; charset=utf-8")
        for name, value in _own(shopper).items():
            response[name] = value
        response["Cache-Control"] = "no-store"
        response["X-Accel-Buffering"] = "no"
        response["Content-Encoding"] = "identity"  # compression would hold events back
        return response


def _own(shopper: Shopper) -> dict[str, str]:
    token = token_of(shopper)
    return {TOKEN: token} if token else {}


def _frame(event: Event) -> bytes:
    name = {"FactCard": "card"}.get(type(event).__name__, type(event).__name__.lower())
    told = asdict(event)
    if isinstance(event, Done):
        told["links"] = LinkShape([asdict(link) for link in event.links], many=True).data
    if isinstance(event, Status):
        told = {"text": event.text}
    return f"event: {name}\ndata: {json.dumps(told, ensure_ascii=False, default=str)}\n\n".encode()


def _frames(events: Iterator[Event]) -> Iterator[bytes]:
    """Closing this closes the turn: what was not said yet is not said."""
    try:
        for event in events:
            yield _frame(event)
    finally:
        close = getattr(events, "close", None)
        if close:
            close()


async def _later(events: Iterator[Event]) -> AsyncIterator[bytes]:
    frames = _frames(events)
    try:
        while (frame := await sync_to_async(next)(frames, None)) is not None:
            yield frame
    finally:
        await sync_to_async(frames.close)()  # type: ignore[attr-defined]


class Conversation(ChatResource):
    """The open conversation."""

    limit = ""
    is_durable = False

    @extend_schema(operation_id="get_conversation", responses=ConversationShape, tags=["chat"])
    def get(self, request: Request) -> Response:
        """Read what was said: how an app that waits for a person asks for news."""
        shopper = self.shopper(request)
        conversation = conversations.current(shopper)
        said = showing.transcript(conversation) if conversation else []
        messages = [{**asdict(one), "offers": [offer for offer in one.offers if offer.token]} for one in said]
        told = {
            "state": conversation.state if conversation else "",
            "messages": messages,
            "suggestions": showing.suggestions(is_known=shopper.is_known, with_product=False),
        }
        return Response(ConversationShape(told).data)

    @extend_schema(operation_id="close_conversation", request=None, responses={204: None}, tags=["chat"])
    def delete(self, request: Request) -> Response:
        """End the conversation; the next message begins a new one."""
        conversation = conversations.current(self.shopper(request))
        if conversation is None:
            raise Http404
        conversations.close(conversation)
        return Response(status=204)


class Confirmations(ChatResource):
    """Buttons of offers."""

    is_durable = False

    @extend_schema(operation_id="confirm_offer", request=ConfirmIn, responses=ConfirmedShape, tags=["chat"])
    def post(self, request: Request) -> Response:
        """Do what was offered, once, while the offer stands."""
        try:
            outcome = proposals.confirm(self.shopper(request), self.checked(ConfirmIn)["token"])
        except proposals.Refused as error:
            raise Problem(kinds.PERSON, str(error)) from error
        except proposals.Gone:
            raise Problem(kinds.GONE, _("This offer has ended. Ask again, and you get a new one.")) from None
        return Response({"text": outcome.text})


urlpatterns = [
    path("chat/", Conversation.as_view(), name="chat"),
    path("chat/messages/", Turns.as_view(), name="chat_messages"),
    path("chat/stream/", Stream.as_view(), name="chat_stream"),
    path("chat/confirmations/", Confirmations.as_view(), name="chat_confirmations"),
]
