"""Tables of the assistant: conversations, descriptions, what reviews say, evaluations."""

from __future__ import annotations

from assistant.models.conversations import CannedReply, Conversation, Message, Proposal
from assistant.models.evaluations import Evaluation
from assistant.models.writers import WriterVersion

__all__ = ["CannedReply", "Conversation", "Evaluation", "Message", "Proposal", "WriterVersion"]
