"""What the assistant hears from the shop. Registered once when the app is ready."""

from __future__ import annotations


def register() -> None:
    """Connect topics to their handlers; a handler takes the payload's values as keyword arguments."""
    from assistant.descriptions import versions
    from assistant.reviews import insights
    from shop import outbox

    outbox.subscribe("product.changed", versions.product_changed)
    for topic in ("review.written", "review.published", "review.hidden"):
        outbox.subscribe(topic, insights.review_changed)
