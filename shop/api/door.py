"""django-allauth's app client behind our manners: the same errors, limits and documentation as every other resource.

Invariant: what signing in means is allauth's alone; here a body is read strictly, and an answer is put into other words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.constants import Client
from cryptography.exceptions import InvalidSignature
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.api import kinds
from shop.api.problems import Problem, invalid
from shop.api.resource import Resource

Shape = type[serializers.BaseSerializer[Any]]
Told = Callable[[dict[str, Any], int], dict[str, Any] | None]
MALFORMED = (LookupError, TypeError, ValueError, AttributeError, InvalidSignature)
"""How allauth and fido2 fail on a credential that no device made."""
CHALLENGE = {"WWW-Authenticate": 'Session realm="api"'}


def flat(body: dict[str, Any], status: int) -> dict[str, Any]:
    """Data and the token of a new session in one object."""
    data, meta = body.get("data", {}), body.get("meta") or {}
    token = {"session_token": meta["session_token"]} if "session_token" in meta else {}
    found = {"items": data} if isinstance(data, list) else dict(data)
    return found | token


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of a door. `told` makes our answer of allauth's; `good` are its statuses that are no errors to us."""

    name: str
    about: str
    takes: Shape | None = None
    gives: Shape | None = None
    told: Told = flat
    good: tuple[int, ...] = (200,)
    is_private: bool = False


class Door(Resource):
    """A view of allauth; `SessionToken` stays away, because half of a sign-in is a session without an account."""

    authentication_classes = ()
    limit = "sign-in"
    is_durable = True
    inner: ClassVar[Any] = None
    operations: ClassVar[Mapping[str, Operation]] = {}

    def answer(self, request: Request, operation: Operation) -> Response:
        values = self.checked(operation.takes) if operation.takes else None
        raw: HttpRequest = request._request
        raw._body = json.dumps(values).encode() if values is not None else b"{}"  # type: ignore[attr-defined]
        try:
            answer: HttpResponse = type(self).inner(raw)
        except ImmediateHttpResponse as error:
            answer = error.response
        except MALFORMED:
            if values is None or "credential" not in values:
                raise
            raise invalid("/credential", _("This is not what the device was asked for.")) from None
        body = _read(answer)
        if answer.status_code in operation.good:
            told = operation.told(body, answer.status_code)
            return Response(told, status=204 if told is None else 200)
        raise _problem(answer.status_code, body)


def door(inner: Any, **operations: Operation) -> type[Door]:
    """A resource of a view of allauth; keywords are methods."""
    members: dict[str, Any] = {
        "inner": staticmethod(inner.as_api_view(client=Client.APP)),
        "operations": operations,
        "private": frozenset(),
        "__doc__": "Signing in, and what belongs to it.",
        "__module__": __name__,
    }
    for method, operation in operations.items():
        members[method] = _handler(operation)
    return type(f"{inner.__name__}Door", (Door,), members)


def _handler(operation: Operation) -> Callable[..., Response]:
    def handle(self: Door, request: Request) -> Response:
        return self.answer(request, operation)

    handle.__doc__ = operation.about
    answers = {200: operation.gives} if operation.gives else {204: None}
    documented = extend_schema(
        operation_id=operation.name, request=operation.takes, responses=answers, tags=["sign-in"]
    )
    return documented(handle)


def _read(answer: HttpResponse) -> dict[str, Any]:
    try:
        found = json.loads(answer.content or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _problem(status: int, body: dict[str, Any]) -> Problem:
    errors = [
        {
            "pointer": f"/{error['param']}" if error.get("param") else "",
            "detail": error.get("message", ""),
            "code": error.get("code") or "invalid",
        }
        for error in body.get("errors", [])
    ]
    if status == 400:
        return Problem(kinds.VALIDATION, errors=errors)
    if status == 401:
        return _unauthorised(body)
    if status == 410:
        return Problem(kinds.SESSION_ENDED, _("Sign in again to get a new session token."), headers=CHALLENGE)
    if status == 429:
        return Problem(
            kinds.TOO_MANY, _("Be patient, you are sending too many requests."), headers={"Retry-After": "60"}
        )
    detail = errors[0]["detail"] if errors else ""
    return Problem(kinds.OF_STATUS.get(status, kinds.INTERNAL), detail)


def _unauthorised(body: dict[str, Any]) -> Problem:
    """What is still to be done to be signed in, with the token under which to do it."""
    data, meta = body.get("data") or {}, body.get("meta") or {}
    more: dict[str, Any] = {"flows": data.get("flows", [])}
    if "session_token" in meta:
        more["session_token"] = meta["session_token"]
    kind = kinds.AGAIN if meta.get("is_authenticated") else kinds.SIGN_IN
    return Problem(kind, headers=CHALLENGE, **more)
