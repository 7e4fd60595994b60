"""What the search hears from the shop. Registered once when the app is ready."""

from __future__ import annotations


def register() -> None:
    """Connect topics to their handlers; a handler takes the payload's values as keyword arguments."""
    from search import index
    from shop import outbox

    outbox.subscribe("product.changed", index.product_changed)
    for topic in ("review.written", "review.published", "review.hidden"):
        outbox.subscribe(topic, index.review_changed)
