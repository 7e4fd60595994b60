"""Conversations as pages show them: messages with their cards, links and offers. Reads only.

Invariant: whatever was said is shown as text; the only markup is that of our own templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from assistant import conversations, proposals
from assistant.events import Action, Done, Event, FactCard, HandOff, Sentence, Status
from assistant.models import Conversation, Message

CARDS = frozenset({"order", "orders", "delivery", "product", "products", "comparison", "article"})


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A button: `token` is empty once the offer is used or has ended."""

    label: str
    kind: str
    token: str
    is_used: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message. `card` names a template and has its values."""

    id: int
    author: str
    text: str
    at: datetime
    card: dict[str, Any]
    links: list[dict[str, str]]
    offers: tuple[Offered, ...]
    written_by: str
    name: str = ""

    @property
    def is_mine(self) -> bool:
        return self.author == Message.Author.SHOPPER


def transcript(conversation: Conversation, *, is_over: bool = False) -> list[Said]:
    """Oldest first. Two queries. `is_over` shows no buttons."""
    return [said(message, is_over=is_over) for message in conversations.transcript(conversation)]


def said(message: Message, *, is_over: bool = False) -> Said:
    now = timezone.now()
    offers = [
        Offered(
            label=row.label,
            kind=row.kind,
            is_used=row.used_at is not None,
            token="" if is_over or row.used_at or row.expires_at < now else proposals.token(row),
        )
        for row in message.proposals.all()
    ]
    return Said(
        id=message.pk,
        author=message.author,
        text=message.text,
        at=message.at,
        card=message.card if message.card.get("kind") in CARDS else {},
        links=message.links,
        offers=tuple(offers),
        written_by=message.written_by,
    )


def told(request: HttpRequest, conversation: Conversation, event: Event) -> dict[str, Any]:
    """An event as the panel gets it; the last one has the whole message as a page shows it."""
    if isinstance(event, FactCard):
        card = asdict(event.card)
        return {"html": render_to_string("assistant/parts/card.html", {"card": card}, request)}
    if isinstance(event, Done):
        found = Message.objects.filter(pk=event.message_id or 0).prefetch_related("proposals").first()
        html = (
            render_to_string("assistant/parts/message.html", {"message": said(found)}, request)
            if found
            else ""
        )
        return {"message_id": event.message_id, "html": html, "state": conversation.state}
    if isinstance(event, HandOff):
        return {"reason": event.reason, "text": _("A person answers here as soon as possible.")}
    return asdict(event)


def plain(event: Event) -> dict[str, Any]:
    """An event's part of the JSON answer."""
    if isinstance(event, Status | Sentence):
        return {}
    if isinstance(event, FactCard):
        return {"card": asdict(event.card)}
    if isinstance(event, Action):
        return {"action": asdict(event)}
    if isinstance(event, HandOff):
        return {"hand_off": event.reason}
    found = asdict(event)
    return {
        name: found[name] for name in ("message_id", "intent", "text", "links", "written_by", "facts")
    } | {"is_out_of_scope": event.is_out_of_scope}


def suggestions(*, is_known: bool, with_product: bool) -> list[str]:
    """What an empty conversation offers to ask."""
    if with_product:
        return [_("What is it made of?"), _("How big is it?"), _("How long does delivery take?")]
    mine = [_("Where is my order?")] if is_known else []
    return [
        *mine,
        _("How long does delivery take?"),
        _("Can I send something back?"),
        _("A gift for a runner under 50"),
    ]


def keeps() -> int:
    """For how many days conversations are kept."""
    return int(settings.CHAT_DAYS)


@dataclass(frozen=True, kw_only=True)
class Summary:
    key: str
    opened_at: datetime
    state: str
    first: str
    rating: int | None


def summaries(rows: QuerySet[Conversation]) -> Iterable[Summary]:
    """Each with the shopper's first words. One query."""
    first = Message.objects.filter(conversation=OuterRef("pk"), author=Message.Author.SHOPPER).order_by(
        "at", "pk"
    )
    found = rows.annotate(first=Subquery(first.values("text")[:1]))
    return [
        Summary(
            key=str(row.key),
            opened_at=row.opened_at,
            state=row.get_state_display(),
            first=(row.first or "")[:120],
            rating=row.rating,
        )
        for row in found
    ]
