"""Who asks: the session token of an app, the signed token of a guest's cart, the random id of an installation.

Invariant: cookies open nothing here, so that no other site can act for a browser; a token that is not valid is an error, never
silently a guest.
"""

from __future__ import annotations

import uuid
from typing import Any

from allauth.core.internal.sessionkit import get_session_user
from allauth.headless.internal.sessionkit import lookup_session
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from shop import access, cart
from shop.api import kinds
from shop.api.problems import Problem, parameter
from shop.middleware import Visitor

SESSION, CART, VISITOR = "X-Session-Token", "Cart-Token", "Visitor-Id"


class SessionToken(BaseAuthentication):
    """django-allauth's app client: the token of a session. Two queries."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        token = request.headers.get(SESSION)
        if token is None:
            return None
        session = lookup_session(token) if token.isascii() and len(token) <= 40 else None
        user = get_session_user(session) if session is not None else None
        if user is None:
            raise Problem(
                kinds.SESSION_ENDED,
                _("Sign in again to get a new session token."),
                headers={"WWW-Authenticate": self.authenticate_header(request)},
            )
        return user, session

    def authenticate_header(self, request: Request) -> str:
        return 'Session realm="api"'


def visitor_of(request: HttpRequest | Request) -> Visitor:
    """Whom activity is noted for: nobody who objects, and nobody whose app gives no id of its installation."""
    if request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1":
        return Visitor(id=None, is_new=False)
    given = request.headers.get(VISITOR)
    if given is None:
        return Visitor(id=uuid.uuid4() if request.headers.get(SESSION) else None, is_new=False)
    try:
        return Visitor(id=uuid.UUID(given), is_new=False)
    except ValueError:
        raise parameter(VISITOR, _("A visitor's id is a random UUID that the app keeps.")) from None


def owner_of(request: Request) -> cart.Owner:
    """Whose cart: the account's, or else that of the guest's token. Raises Problem for a token that is not ours."""
    token = None
    if (given := request.headers.get(CART)) is not None:
        token = access.cart_by_token(given)
        if token is None:
            raise parameter(CART, _("This is not a cart token of the shop."))
    return cart.Owner(request.user.pk if request.user.is_authenticated else None, token)
