"""What every way of sending a message shares: who sends it, whether it may be sent, and to which conversation it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assistant import chat, conversations, guard, limits, visitors
from assistant.events import Event
from assistant.models import Conversation
from assistant.shopper import Shopper


class Unheard(Exception):
    """The message cannot be taken: `text` says why and what to do, `status` is HTTP's."""

    def __init__(self, text: str, *, status: int, seconds: int = 0) -> None:
        self.text, self.status, self.seconds = text, status, seconds
        super().__init__(text)


@dataclass(frozen=True, kw_only=True)
class Heard:
    shopper: Shopper
    conversation: Conversation
    text: str
    language: str

    def events(self) -> Iterator[Event]:
        return chat.turn(self.conversation, self.text, shopper=self.shopper, language=self.language)


def hear(request: HttpRequest) -> Heard:
    """Raises Unheard."""
    text = _clean(request.POST.get("text", ""))
    shopper = visitors.shopper_of(request, is_new=True)
    address = request.META.get("REMOTE_ADDR", "")
    try:
        limits.take(limits.of_message(owner=visitors.owner_of(shopper), address=address))
    except limits.TooMany as error:
        words = ngettext(
            "You write faster than I can read. Please wait %(count)d second.",
            "You write faster than I can read. Please wait %(count)d seconds.",
            error.seconds,
        )
        raise Unheard(words % {"count": error.seconds}, status=429, seconds=error.seconds) from error
    language = get_language() or "en"
    conversation = conversations.begin(shopper, language=language)
    product = request.POST.get("product", "")
    if product.isascii() and product.isdecimal() and len(product) < 19:
        conversations.look_at(conversation, int(product))
    return Heard(shopper=shopper, conversation=conversation, text=text, language=language)


def _clean(text: str) -> str:
    try:
        return guard.clean(text)
    except guard.Empty as error:
        raise Unheard(_("Write something first."), status=422) from error
    except guard.TooLong as error:
        words = _("A message can have %(count)d characters at most. Please make it shorter.")
        raise Unheard(words % {"count": guard.LONGEST}, status=422) from error
