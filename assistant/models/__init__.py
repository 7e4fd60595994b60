"""Tables of the assistant: conversations, descriptions, what reviews say, evaluations, writers that were taught."""

from __future__ import annotations

from assistant.models.conversations import CannedReply, Conversation, Message, Proposal
from assistant.models.descriptions import Description, DescriptionRun, DescriptionRunItem
from assistant.models.evaluations import Evaluation
from assistant.models.reviews import ProductInsight, ReviewAspect, ReviewInsight, SentimentVersion
from assistant.models.writers import WriterVersion

__all__ = [
    "CannedReply",
    "Conversation",
    "Description",
    "DescriptionRun",
    "DescriptionRunItem",
    "Evaluation",
    "Message",
    "ProductInsight",
    "Proposal",
    "ReviewAspect",
    "ReviewInsight",
    "SentimentVersion",
    "WriterVersion",
]
