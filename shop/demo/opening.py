"""Opens the demonstration shop in an empty database: all rows, no pictures."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from shop.demo import history, stocking
from shop.models import OutboxMessage, StoreProfile


def fill(*, tick: Callable[[int, int], object]) -> None:
    """Rows in one transaction, then the demonstration accounts' orders; the profile is written last of the rows."""
    with transaction.atomic():
        stocking.rows()
        history.write(tick=tick)
        StoreProfile.objects.create(
            tagline="Good things for every room",
            hero_title="Good things, kept simple",
            hero_text="A department store for people who keep what they buy: six hundred things in twelve departments.",
            contact_email="hello@example.com",
            is_demo=True,
        )
    history.write_accounts()
    OutboxMessage.objects.filter(topic="product.changed").delete()
