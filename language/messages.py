"""What writers are given, and how they fail."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Message(NamedTuple):
    role: Literal["system", "user", "assistant"]
    content: str


class WriterMissing(Exception):
    """There is no writer at a source; the message says what to do."""


class WritingFailed(Exception):
    """The writer broke off: it is down, too slow, or answered with something that is no text."""
