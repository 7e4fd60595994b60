"""Apps that call the API: JSON in and out, with a session token, and without cookies."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils.crypto import get_random_string

from shop.models import User

ROOT = "/api/v1/"


class App:
    """An app in somebody's hands. `tag` is the ETag of the last answer, `token` the session's."""

    def __init__(self, user: User | None = None, *, visitor: bool = True, address: str = "127.0.0.1") -> None:
        self.client = Client(headers={"User-Agent": "Marigold/1.0 (iOS 20.1)"}, REMOTE_ADDR=address)
        self.headers: dict[str, str] = {"Visitor-Id": str(uuid.uuid4())} if visitor else {}
        self.tag = ""
        if user is not None:
            self.headers["X-Session-Token"] = session_of(user)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = self.client.generic(
            method, path if path.startswith("/") else ROOT + path, **sent, headers={**self.headers, **named}
        )
        assert not answer.cookies, "An app keeps no cookies."
        self.tag = answer.get("ETag", self.tag)
        if token := answer.get("Cart-Token"):
            self.headers["Cart-Token"] = token
        return answer

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("POST", path, {} if body is None else body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.ask("PUT", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("DELETE", path, body, **headers)


def session_of(user: User) -> str:
    """The token of a session in which the person is logged in."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.session.session_key or ""


def key() -> str:
    return get_random_string(32)


def kind_of(answer: HttpResponse) -> str:
    """The slug of the problem."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    return answer.json()["type"].rstrip("/").rpartition("/")[2]
