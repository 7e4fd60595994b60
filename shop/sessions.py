"""Sessions in the database, read together with the account that is signed in: one question in the place of two. The SESSION_ENGINE.

Invariant: session and account are read from their tables for every request, so signing out, a new password and a closed account act
at once. Only which account will be asked for is remembered, by this process and for nobody's good but speed's: where it is another one,
or none, Django asks for it itself.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoMiddleware
from django.contrib.sessions.backends import db
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from shop import planned
from shop.models import User

STATEMENT = """
SELECT session.session_data, {columns} FROM django_session AS session LEFT JOIN shop_user AS account ON account.id = %s::bigint
WHERE session.session_key = %s AND session.expire_date > %s
"""
FIELDS = [field.attname for field in User._meta.concrete_fields]
COLUMNS = ", ".join(f'account."{field.column}"' for field in User._meta.concrete_fields)
MOST = 20_000
_accounts: OrderedDict[str, int] = OrderedDict()
"""By session, the account that it was of when it was read last: a guess."""


class SessionStore(db.SessionStore):
    account: User | None = None
    """Read with the session, if the guess was right; whether it is signed in is for `user_of` to say."""

    def load(self) -> dict[str, Any]:
        guess = _accounts.get(self.session_key or "")
        with planned.cursor() as cursor:
            values = [guess, self.session_key, timezone.now()]
            cursor.execute(STATEMENT.format(columns=COLUMNS), values)
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(row[0])
        number = held.get(auth.SESSION_KEY)
        if guess is not None and row[1] is not None and str(guess) == number:
            self.account = User.from_db("default", FIELDS, row[1:])
        _remember(str(self.session_key), number)
        return held

    def save(self, must_create: bool = False) -> None:
        """With the guess for the next page: whoever signs in is known from the first one on."""
        super().save(must_create=must_create)
        _remember(str(self.session_key), getattr(self, "_session_cache", {}).get(auth.SESSION_KEY))


def _remember(key: str, number: str | None) -> None:
    if number is None:
        _accounts.pop(key, None)
        return
    _accounts[key] = int(number)
    while len(_accounts) > MOST:
        _accounts.popitem(last=False)


class AuthenticationMiddleware(DjangoMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]


def user_of(request: HttpRequest) -> Any:
    """As Django's `auth.get_user`; only the plain case is decided here: the account is open and the password is still the one that
    the session was begun with."""
    session: Any = request.session
    number, backend, proof = (
        session.get(name) for name in (auth.SESSION_KEY, auth.BACKEND_SESSION_KEY, auth.HASH_SESSION_KEY)
    )
    account = getattr(session, "account", None)
    if (
        account is not None
        and str(account.pk) == number
        and account.is_active
        and backend in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(proof or "", account.get_session_auth_hash())
    ):
        return account
    return auth.get_user(request)
