"""Who asks: an account, or a guest with a key of the browser's own. Every tool takes one first.

Invariant: a Shopper is made from what the server knows of the request, never from what a message says.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from shop import activity
from shop.models import User


@dataclass(frozen=True, kw_only=True)
class Shopper:
    """`guest` is the key of a browser without an account; `followed` says whose taste may shape a search, None for nobody."""

    user: User | None = None
    guest: UUID | None = None
    country: str = ""
    followed: activity.Shopper | None = None

    @property
    def asker(self) -> User | AnonymousUser:
        """What `shop.access` wants to know."""
        return self.user or AnonymousUser()

    @property
    def is_known(self) -> bool:
        return self.user is not None

    @property
    def home(self) -> str:
        """Where parcels go unless a message says otherwise."""
        return self.country or settings.DEFAULT_COUNTRY


GUEST = Shopper()
