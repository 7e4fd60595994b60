"""What is kept of a shopper's conversations: taken along, or erased. The shop's own export and erasure of accounts call this.

Erasing an account deletes its conversations with it (the foreign key cascades); CHAT_DAYS bounds how long anything is kept.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from assistant import conversations
from assistant.models import Conversation
from shop.models import User


def export_of(user: User) -> list[dict[str, Any]]:
    return export(Conversation.objects.filter(user=user))


def export(rows: QuerySet[Conversation]) -> list[dict[str, Any]]:
    """Plain values, oldest first. Two queries."""
    return [
        {
            "opened_at": row.opened_at.isoformat(),
            "closed_at": row.closed_at.isoformat() if row.closed_at else None,
            "state": row.state,
            "language": row.language,
            "rating": row.rating,
            "messages": [
                {
                    "at": message.at.isoformat(),
                    "author": message.author,
                    "text": message.text,
                    "written_by": message.written_by,
                    "facts": message.facts,
                }
                for message in row.messages.all()
            ],
        }
        for row in rows.order_by("pk").prefetch_related("messages")
    ]


def erase(user: User) -> int:
    """Answers how many conversations are gone."""
    return conversations.forget(Conversation.objects.filter(user=user))
