"""Accounts: what happens at sign-up and log-in beyond what allauth does. Owns User and Address rows."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from shop import cart
from shop.models import User


class AccountAdapter(DefaultAccountAdapter):
    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Bring the guest's cart along, once, and say so."""
        moved = cart.merge(token=cart.token_of(request.session), user=user)
        cart.forget(request.session)
        if moved:
            text = ngettext(
                "%(count)d item from your guest cart was added to your cart.",
                "%(count)d items from your guest cart were added to your cart.",
                moved,
            )
            messages.info(request, text % {"count": moved})
        return super().post_login(request, user, **kwargs)
