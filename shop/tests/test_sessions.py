"""Session and account come in one question, and what changed about either acts at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shop import sessions
from shop.models import User

pytestmark = pytest.mark.django_db
ACCOUNT = reverse("shop:account")


@pytest.fixture(autouse=True)
def _nothing_guessed() -> Iterator[None]:
    sessions._accounts.clear()
    yield
    sessions._accounts.clear()


def asked(client: Client) -> list[str]:
    """What the page asked of sessions and accounts."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ACCOUNT).status_code == 200
    every = [query["sql"] for query in queries if query["sql"].lstrip().startswith("SELECT")]
    return [sql for sql in every if "django_session" in sql or 'FROM "shop_user"' in sql]


def signed_in(user: User) -> Client:
    made = Client()
    made.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return made


def is_in(client: Client) -> bool:
    return bool(client.get(ACCOUNT).status_code == 200)


def other(client: Client) -> Client:
    """The same session in another browser, such as one who stole it."""
    made = Client()
    made.cookies = client.cookies.copy()
    return made


def test_both_are_one_question(alice: User) -> None:
    client = signed_in(alice)
    assert len(asked(client)) == 1
    sessions._accounts.clear()
    assert len(asked(client)) == 2, "another process does not know it yet"
    assert len(asked(client)) == 1
    assert client.get(ACCOUNT).wsgi_request.user == alice


def test_signing_out_acts_at_once(alice: User) -> None:
    client = signed_in(alice)
    thief = other(client)
    assert is_in(client)
    assert is_in(thief)
    client.logout()
    assert not is_in(thief)


@pytest.mark.parametrize("change", ["password", "closed", "deleted"])
def test_what_changes_about_an_account_acts_at_once(alice: User, change: str) -> None:
    client = signed_in(alice)
    assert is_in(client)
    assert is_in(client)
    if change == "password":
        alice.set_password("quite another one")
        alice.save()
    elif change == "closed":
        User.objects.filter(pk=alice.pk).update(is_active=False)
    else:
        alice.delete()
    assert not is_in(client)


def test_a_name_is_shown_as_it_is_now(alice: User) -> None:
    client = signed_in(alice)
    assert is_in(client)
    User.objects.filter(pk=alice.pk).update(name="Alicia")
    assert client.get(ACCOUNT).wsgi_request.user.name == "Alicia"


def test_a_wrong_guess_lets_nobody_in_as_somebody_else(alice: User, bob: User) -> None:
    client = signed_in(alice)
    [key] = [client.cookies[settings.SESSION_COOKIE_NAME].value]
    sessions._accounts[key] = bob.pk
    found = client.get(ACCOUNT).wsgi_request
    assert found.user == alice
    assert found.session.account is None
    assert sessions._accounts[key] == alice.pk, "the next guess is right"


def test_an_account_read_beside_a_session_is_not_believed_by_itself(alice: User, bob: User) -> None:
    """Were the store mistaken, the number in the session would still decide."""
    client = signed_in(alice)
    request = client.get(ACCOUNT).wsgi_request
    assert sessions.user_of(request) == alice
    request.session.account = bob
    assert sessions.user_of(request) == alice
    request.session.account = alice
    request.session["_auth_user_hash"] = "wrong"
    assert not sessions.user_of(request).is_authenticated


def test_guests_have_no_account_and_an_unknown_session_is_none(alice: User) -> None:
    guest = Client(cookies=None)
    guest.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert not is_in(guest)
    store = sessions.SessionStore("y" * 32)
    assert store.load() == {}
    assert store.session_key is None


def test_guesses_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 3)
    for number in range(9):
        sessions._remember(f"session {number}", str(number))
    assert list(sessions._accounts.values()) == [6, 7, 8]
    sessions._remember("session 8", None)
    assert list(sessions._accounts.values()) == [6, 7]
