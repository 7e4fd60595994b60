"""What the assistant hears from the shop. Registered once when the app is ready."""

from __future__ import annotations


def register() -> None:
    """Connect topics to their handlers; a handler takes the payload's values as keyword arguments."""
    from assistant.descriptions import versions
    from shop import outbox

    outbox.subscribe("product.changed", versions.product_changed)
