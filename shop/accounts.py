"""Accounts: what happens at sign-up and log-in beyond what allauth does, and the profile. Owns User rows."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import is_headless_request
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext

from shop import access, cart
from shop.models import User

LANGUAGE_AGE = 60 * 60 * 24 * 365


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url: str) -> bool:
        """What is no address at all, such as `http://[`, is none to go on to either; allauth fails on it."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """By password, on the website; apps are offered more ways by allauth's own flows."""
        if not user.has_usable_password():
            return []
        password = {"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}
        return [password]

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Bring the guest's cart along, once, and say so; speak the account's language from now on."""
        is_app = is_headless_request(request)
        token = request.headers.get("Cart-Token", "") if is_app else ""
        moved = cart.merge(
            token=access.cart_by_token(token) if is_app else cart.token_of(request.session), user=user
        )
        cart.forget(request.session)
        if moved and not is_app:
            text = ngettext(
                "%(count)d item from your guest cart was added to your cart.",
                "%(count)d items from your guest cart were added to your cart.",
                moved,
            )
            messages.info(request, text % {"count": moved})
        return speak(super().post_login(request, user, **kwargs), user)


@transaction.atomic
def rotate(session: SessionBase) -> str:
    """The session goes on under a new key, which is answered; nobody gets in with the old one any more."""
    before = session.session_key
    session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=session.session_key)
    return str(session.session_key)


def update_profile(user: User, *, name: str, language: str, uses_history: bool) -> None:
    user.name, user.language, user.uses_history = name, language, uses_history
    user.save(update_fields=["name", "language", "uses_history"])


def use_history(user: User, *, wanted: bool) -> None:
    """Whether what the account does may shape what the shop recommends; counts at once."""
    user.uses_history = wanted
    user.save(update_fields=["uses_history"])


def speak(response: HttpResponse, user: User) -> HttpResponse:
    """Have the browser ask for the account's language, if it has chosen one."""
    if user.language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=LANGUAGE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
