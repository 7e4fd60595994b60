"""Conversations as staff see them: the list, and the facts that the answers stood on. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from assistant.models import Conversation, Message

MOST_FACTS, LOOKED_AT = 14, 6
NOT_FACTS = frozenset({"wording", "address", "offer", "hand_off"})


@dataclass(frozen=True, kw_only=True)
class Row:
    """A conversation with the shopper's last words."""

    pk: int
    name: str
    state: str
    state_label: str
    reason: str
    last: str
    last_at: datetime
    agent: str


def rows(found: QuerySet[Conversation]) -> list[Row]:
    """One query."""
    last = Message.objects.filter(conversation=OuterRef("pk"), author=Message.Author.SHOPPER).order_by(
        "-at", "-pk"
    )
    annotated = found.annotate(last=Subquery(last.values("text")[:1])).select_related("user", "agent")
    return [_row(row, row.last or "") for row in annotated]


def _row(row: Conversation, last: str) -> Row:
    return Row(
        pk=row.pk,
        name=row.user.get_full_name() if row.user else _("Guest"),
        state=row.state,
        state_label=str(row.get_state_display()),
        reason=str(row.get_reason_display()) if row.reason else "",
        last=last[:140],
        last_at=row.last_at,
        agent=row.agent.get_short_name() if row.agent else "",
    )


def facts(conversation: Conversation) -> list[dict[str, Any]]:
    """Of the latest answers, the latest first, each once. One query."""
    answers = conversation.messages.filter(author=Message.Author.BOT).order_by("-at", "-pk")
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for fact in (fact for held in answers.values_list("facts", flat=True)[:LOOKED_AT] for fact in held):
        if fact["key"] not in NOT_FACTS:
            seen.setdefault(
                (fact["key"], str(fact["value"])), {**fact, "name": fact["key"].replace("_", " ")}
            )
    return list(seen.values())[:MOST_FACTS]
