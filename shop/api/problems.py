"""Errors as RFC 9457 problem details: what a resource raises, and what becomes of everything else that is raised.

Invariant: whatever fails below /api/, the answer is `application/problem+json` with a `type` of `kinds`, and nothing of a
failure of ours is told.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from shop.api import kinds
from shop.api.kinds import Kind

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class Problem(exceptions.APIException):
    """Raised by resources. `extra` becomes members of the answer, `headers` its headers."""

    def __init__(
        self,
        kind: Kind,
        detail: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail or kind.title)
        self.kind, self.said, self.extra = kind, detail, extra
        self.status_code = kind.status
        self.headers = dict(headers or {})


def invalid(pointer: str, detail: str, *, code: str = "invalid") -> Problem:
    """One member of the body is not valid."""
    return Problem(kinds.VALIDATION, errors=[{"pointer": pointer, "detail": detail, "code": code}])


def parameter(name: str, detail: str) -> Problem:
    """A parameter of the query string, or a header, is not valid."""
    return Problem(kinds.PARAMETER, detail, errors=[{"parameter": name, "detail": detail, "code": "invalid"}])


def body(kind: Kind, *, detail: str = "", instance: str = "", **extra: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": settings.SITE_URL + kind.path,
        "title": kind.title,
        "status": kind.status,
    }
    if detail:
        found["detail"] = detail
    if instance:
        found["instance"] = instance
    return found | extra


def plain(request: HttpRequest, kind: Kind) -> JsonResponse:
    """For what fails before or beside DRF."""
    found = body(kind, instance=request.path)
    return JsonResponse(found, status=kind.status, content_type=MEDIA_TYPE)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def handle(error: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler: never None, so that no page of HTML stands for an answer of the API."""
    request = context["request"]
    problem = _of(error)
    if problem.kind is kinds.INTERNAL:
        log.error("An operation of the API failed", exc_info=error)
    found = body(problem.kind, detail=problem.said, instance=request.path, **problem.extra)
    response = Response(found, status=problem.kind.status, headers=problem.headers)
    response.content_type = MEDIA_TYPE
    return response


KINDS: tuple[tuple[type[Exception], Kind, str], ...] = (
    (Http404, kinds.NOT_FOUND, ""),
    (PermissionDenied, kinds.FORBIDDEN, ""),
    (RequestDataTooBig, kinds.TOO_LARGE, ""),
)


def _of(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, exceptions.ValidationError):
        return Problem(kinds.VALIDATION, errors=list(_flat(error.get_full_details())))
    if isinstance(error, exceptions.APIException) and error.status_code < 500:
        return Problem(kinds.OF_STATUS.get(error.status_code, kinds.MALFORMED), str(error.detail))
    for cause, kind, detail in KINDS:
        if isinstance(error, cause):
            return Problem(kind, detail)
    return Problem(kinds.INTERNAL)


def _flat(details: Any, pointer: str = "") -> Iterator[dict[str, Any]]:
    """Every message with the JSON pointer (RFC 6901) of what it is about."""
    if (
        isinstance(details, Mapping)
        and {"message", "code"} <= set(details)
        and isinstance(details["code"], str)
    ):
        yield {"pointer": pointer, "detail": str(details["message"]), "code": details["code"]}
    elif isinstance(details, Mapping):
        for name, inner in details.items():
            own = "" if name == "non_field_errors" else f"/{_escaped(str(name))}"
            yield from _flat(inner, pointer + own)
    else:
        for place, inner in enumerate(details):
            is_message = isinstance(inner, Mapping) and isinstance(inner.get("code"), str)
            yield from _flat(inner, pointer if is_message else f"{pointer}/{place}")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
