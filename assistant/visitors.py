"""Says who asks: the account that is signed in, or the guest whose signed cookie the browser sends.

Invariant: a guest's key comes from a cookie under the shop's signature alone; a forged or foreign one is nobody's.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from assistant import conversations
from assistant.shopper import Shopper
from shop import activity

COOKIE, SALT = "chat", "assistant.guest"
AGE = 60 * 60 * 24 * 30


def shopper_of(request: HttpRequest, *, is_new: bool = False) -> Shopper:
    """With `is_new` a guest without a key is given one, which `remember` sends along. What a guest said goes on in the
    account that signs in."""
    guest = _guest(request)
    followed = activity.shopper_of(request)
    if request.user.is_authenticated:
        if guest is not None:
            conversations.adopt(guest=guest, user=request.user)
        return Shopper(user=request.user, followed=followed)
    return Shopper(guest=guest or (uuid4() if is_new else None), followed=followed)


def _guest(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.get_signed_cookie(COOKIE, salt=SALT, max_age=AGE))
    except (KeyError, ValueError, signing.BadSignature):
        return None


def remember(response: HttpResponseBase, shopper: Shopper) -> None:
    """Have the browser keep a guest's key."""
    if shopper.user is None and shopper.guest is not None:
        response.set_signed_cookie(
            COOKIE,
            str(shopper.guest),
            salt=SALT,
            max_age=AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def owner_of(shopper: Shopper) -> str:
    """A name of the asker for counting."""
    return f"user-{shopper.user.pk}" if shopper.user else f"guest-{shopper.guest}"
