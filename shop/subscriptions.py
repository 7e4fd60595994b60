"""Who listens to the outbox. Registered once when the app is ready."""

from __future__ import annotations


def register() -> None:
    """Connect topics to their handlers; a handler takes the payload's values as keyword arguments."""
