"""A reply that staff may take: what the tools know about the shopper's last words, with its sources. Nothing is sent by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation

from assistant import intents, mentions
from assistant.asked import Asked
from assistant.events import Link
from assistant.models import Conversation, Message
from assistant.shopper import Shopper
from assistant.tools import choosing


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """`sources` name where the facts were read."""

    text: str
    sources: tuple[str, ...]
    links: tuple[Link, ...]


def reply(conversation: Conversation) -> Suggestion | None:
    """For the last of the shopper's words that the tools can answer; None where they know nothing. With the shopper's rights."""
    words = conversation.messages.filter(author=Message.Author.SHOPPER).order_by("-at", "-pk")[:4]
    shopper = Shopper(user=conversation.user, guest=conversation.guest)
    with translation.override(conversation.language):
        for message in words:
            found = _answer(conversation, shopper, message.text)
            if found is not None:
                return found
    return None


_NOTHING = frozenset({"human_agent", "complaint", "greeting", "thanks", "out_of_scope"})


def _answer(conversation: Conversation, shopper: Shopper, text: str) -> Suggestion | None:
    intent = intents.read(text, language=conversation.language)
    if intent.is_out_of_scope or intent.name in _NOTHING:
        return None
    asked = Asked(
        text=text,
        intent=intent.name,
        said=mentions.read(text),
        memory=conversation.memory,
        language=conversation.language,
    )
    answer = choosing.answer(shopper, asked)
    if answer.is_failure or answer.asks or not answer.sentences:
        return None
    sources = dict.fromkeys(fact.source for fact in answer.facts if fact.source and fact.source != "template")
    joint = "" if conversation.language.startswith("zh") else " "
    return Suggestion(text=joint.join(answer.sentences), sources=tuple(sources), links=answer.links)
