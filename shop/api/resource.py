"""What every resource of the API does the same way: limits, repeated requests, versions of what is read and changed, shape.

Invariant: what an unsafe request writes, and the answer kept for its repetition, commit together; an answer that tells of an
error has written nothing. `is_durable` marks the operations whose domain function opens its own durable transaction.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from shop import replies
from shop.api import kinds, limits, parameters, shaping, tokens
from shop.api.lifecycle import VERSION, Ending
from shop.api.problems import Problem, parameter
from shop.replies import Asked, Reply

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
KEY = "Idempotency-Key"
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Cart-Token", "Cache-Control", "Vary", "Content-Language")
LARGEST_BODY = 256 * 1024
KEYS = r"^[!-~]{16,200}$"
TAGS = r"^([!-~]|, ){1,200}$"
"""Entity tags, separated by commas. A space is no sign of a tag (RFC 9110, 8.8.3); quotation marks may be missing."""


class Resource(APIView):
    """A resource; its methods are named after HTTP's. Names of `private` methods are for accounts alone.

    `versioned` methods take If-Match; `guests` are the headers by which people without an account are known here.
    `queries` are the parameters of each method, `expandable` the names that `expand=` may have. `needs_key` are methods that must have an Idempotency-Key.
    """

    authentication_classes = (tokens.SessionToken,)
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    parser_classes = (JSONParser,)
    metadata_class = None
    private: ClassVar[frozenset[str]] = frozenset()
    queries: ClassVar[Mapping[str, tuple[parameters.Query, ...]]] = {}
    expandable: ClassVar[tuple[str, ...]] = ()
    versioned: ClassVar[frozenset[str]] = frozenset()
    guests: ClassVar[tuple[str, ...]] = ()
    is_followed: ClassVar[bool] = False
    needs_key: ClassVar[frozenset[str]] = frozenset()
    is_durable: ClassVar[bool] = False
    is_public_cacheable: ClassVar[bool] = False
    limit: ClassVar[str] = ""
    ending: ClassVar[Ending | None] = None
    standing: limits.Standing | None = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As APIView does, with the handler inside `_carried_out`."""
        self.args, self.kwargs = args, kwargs
        self.headers = self.default_response_headers
        self.request = request = self.initialize_request(request, *args, **kwargs)
        try:
            self.initial(request, *args, **kwargs)
            handler = self._handler(request)
            response = self._carried_out(request, lambda: handler(request, *args, **kwargs))
        except Exception as error:
            response = self._answered(request, self.handle_exception(error))
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        request._request.visitor = tokens.visitor_of(request)
        who = request.META.get("REMOTE_ADDR", "")
        try:
            super().initial(request, *args, **kwargs)
            if request.user.is_authenticated:
                who = f"user-{request.user.pk}"
        finally:
            self.standing = limits.take(self._rate(request), who)
        if not self.standing.passed:
            seconds = self.standing.retry_after
            raise Problem(
                kinds.TOO_MANY,
                _("Wait %(count)d s, then go on.") % {"count": seconds},
                headers={"Retry-After": str(seconds)},
            )
        if self._handler(request) == self.http_method_not_allowed:
            raise MethodNotAllowed(str(request.method))
        self._check_shape(request)
        if str(request.method).lower() in self.private and not request.user.is_authenticated:
            raise Problem(kinds.SIGN_IN, headers={"WWW-Authenticate": 'Session realm="api"'})

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)

    def checked(self, serializer: type[BaseSerializer[Any]], **context: Any) -> dict[str, Any]:
        """The body, if it is valid. Raises ValidationError."""
        if not isinstance(self.request.data, dict):
            raise Problem(kinds.MALFORMED, _("The body is a JSON object."))
        found = serializer(data=self.request.data, context={"request": self.request, **context})
        found.is_valid(raise_exception=True)
        return dict(found.validated_data)

    def wants(self, name: str) -> bool:
        """Whether the client asked to expand this."""
        return name in self._expanded

    def require_version(self, current: Any) -> None:
        """The client must say which version it changes, and it must be this one. Raises Problem (428, 412)."""
        given = self.request.headers.get("If-Match", "").strip()
        if not given:
            raise Problem(kinds.PRECONDITION_REQUIRED, _("Send the ETag that you were given as If-Match."))
        if not re.fullmatch(TAGS, given):
            raise parameter("If-Match", _("The ETag as you were given it, or *."))
        wanted = {_bare(tag) for tag in given.split(",")}
        if given != "*" and _bare(version(current)) not in wanted:
            raise Problem(
                kinds.PRECONDITION,
                _("It was changed meanwhile. Read it again, then decide."),
                headers={"ETag": version(current)},
            )

    @classmethod
    def known_queries(cls, method: str) -> tuple[parameters.Query, ...]:
        """Every parameter that the operation takes."""
        method = "get" if method == "head" else method
        more = (parameters.expand(cls.expandable),) if cls.expandable and method == "get" else ()
        fields = (parameters.FIELDS,) if method == "get" else ()
        return (*cls.queries.get(method, ()), *more, *fields)

    def _handler(self, request: Request) -> Callable[..., Response]:
        name = str(request.method).lower()
        if name not in self.http_method_names:
            return self.http_method_not_allowed
        return getattr(self, name, self.http_method_not_allowed)

    def _rate(self, request: Request) -> limits.Rate:
        name = self.limit or ("read" if request.method in SAFE else "write")
        return limits.Rate(name=name, most=settings.API_RATES[name])

    def _check_shape(self, request: Request) -> None:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            raise Problem(kinds.TOO_LARGE, _("The body can have 256 kB at most."))
        parameters.check(request.query_params, self.known_queries(str(request.method).lower()))
        try:
            wanted = shaping.expansions(request.query_params.get("expand", ""), offered=self.expandable)
        except shaping.Unknown as error:
            offered = ", ".join(error.known) or "-"
            raise parameter("expand", _("There is to expand: %(names)s.") % {"names": offered}) from error
        self._expanded = wanted
        self._fields = shaping.names(request.query_params.get("fields", ""))
        if len(self._fields) > shaping.MOST:
            raise parameter("fields", _("At most %(count)d names.") % {"count": shaping.MOST})
        currency = request.headers.get("Accept-Currency", settings.CURRENCY)
        if currency.strip().upper() not in {settings.CURRENCY, "*"}:
            raise Problem(kinds.CURRENCY, offered=[settings.CURRENCY])

    def _carried_out(self, request: Request, act: Callable[[], Response]) -> HttpResponseBase:
        if request.method in SAFE:
            return self._answered(request, act())
        asked = self._asked(request)
        if asked is None:
            return self._written(request, act)
        try:
            with replies.alone(asked):
                kept = replies.find(asked)
                return _replayed(self, kept) if kept else self._written(request, act, asked=asked)
        except replies.InFlight:
            raise Problem(
                kinds.IN_FLIGHT, _("Wait a moment, then ask again."), headers={"Retry-After": "1"}
            ) from None
        except replies.Reused:
            raise Problem(kinds.KEY_REUSED, _("Every request has a key of its own.")) from None

    def _written(
        self, request: Request, act: Callable[[], Response], *, asked: Asked | None = None
    ) -> HttpResponseBase:
        """One transaction, except around domain functions that open their own: these find what they did before by themselves."""
        with self._transaction():
            try:
                response = act()
            except Exception as error:
                response = self.handle_exception(error)
            answer = self._answered(request, response)
            if response.status_code >= 400:
                if not self.is_durable:
                    transaction.set_rollback(True)
            elif asked is not None and not answer.streaming:
                replies.keep(asked, _reply(answer))
        return answer

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with contextlib.nullcontext() if self.is_durable else transaction.atomic():
            yield

    def _asked(self, request: Request) -> Asked | None:
        key = request.headers.get(KEY)
        if key is None:
            if str(request.method).lower() in self.needs_key:
                raise Problem(kinds.KEY_REQUIRED, _("Send a new random text as Idempotency-Key."))
            return None
        if not re.fullmatch(KEYS, key):
            raise parameter(KEY, _("16 to 200 ASCII characters without spaces, such as a random UUID."))
        return Asked(scope=self.scope(request), key=key, fingerprint=_fingerprint(request, self.guests))

    def scope(self, request: Request) -> str:
        """Who asks, for keys: the account, the guest's cart, or else the network address."""
        if request.user.is_authenticated:
            return f"user:{request.user.pk}"
        owner = tokens.owner_of(request)
        return f"cart:{owner.token}" if owner.token else f"address:{request.META.get('REMOTE_ADDR', '')}"

    def _answered(self, request: Request, response: Any) -> Any:
        """Shaped, rendered, with the headers that every answer has."""
        response = self.finalize_response(request, response, *self.args, **self.kwargs)
        is_good = response.status_code < 300
        if isinstance(response, Response):
            if is_good and self._fields_wanted() and response.data is not None:
                response = self._with_fields(request, response)
            response.render()
        for name, value in self._common_headers(request, response).items():
            response.headers.setdefault(name, value)
        patch_vary_headers(response, ["Accept-Language", tokens.SESSION, tokens.CART])
        if request.method in {"GET", "HEAD"} and response.status_code == 200 and not response.streaming:
            return _unless_known(request, response)
        return response

    def _fields_wanted(self) -> tuple[str, ...]:
        return getattr(self, "_fields", ())

    def _with_fields(self, request: Request, response: Response) -> Response:
        try:
            response.data = shaping.kept(
                json.loads(JSONRenderer().render(response.data)), self._fields_wanted()
            )
        except shaping.Unknown as error:
            told = _("There is no “%(name)s”. There is: %(names)s.") % {
                "name": error.name,
                "names": ", ".join(error.known) or "-",
            }
            return self.finalize_response(request, self.handle_exception(parameter("fields", told)))
        return response

    def _common_headers(self, request: Request, response: Any) -> dict[str, str]:
        cached = "public, max-age=60" if self.is_public_cacheable else "private, no-cache"
        found = {
            "API-Version": VERSION,
            "Cache-Control": cached if response.status_code == 200 else "no-store",
        }
        if self.standing is not None:
            found |= self.standing.headers
        if self.ending is not None:
            found |= self.ending.headers()
        return found


def version(value: Any) -> str:
    """The entity tag of a representation: of its members, whatever their order."""
    told = json.dumps(json.loads(JSONRenderer().render(value)), sort_keys=True, ensure_ascii=False)
    return f'"{hashlib.blake2b(told.encode(), digest_size=16).hexdigest()}"'


def _bare(tag: str) -> str:
    """Compressing a body on the way marks its tag as weak; it is the same version."""
    return tag.strip().removeprefix("W/").strip('"')


def _unless_known(request: Request, response: Any) -> Any:
    """304 where the client has this version."""
    if not response.has_header("ETag"):
        response["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    known = {_bare(tag) for tag in request.headers.get("If-None-Match", "").split(",")}
    if _bare(response["ETag"]) in known or "*" in known:
        response.status_code, response.content = 304, b""
        for name in ("Content-Type", "Content-Length"):
            response.headers.pop(name, None)
    return response


def _fingerprint(request: Request, guests: tuple[str, ...]) -> str:
    """Of all that says what is asked for: another cart is another order."""
    named = [request.headers.get(name) for name in ("If-Match", *guests)]
    told = f"{request.method} {request.get_full_path()} {named}\n"
    return hashlib.sha256(told.encode() + request._request.body).hexdigest()


def _reply(answer: Any) -> Reply:
    headers = {name: answer[name] for name in KEPT_HEADERS if answer.has_header(name)}
    return Reply(status=answer.status_code, headers=headers, body=answer.content)


def _replayed(view: Resource, kept: Reply) -> Any:
    response = Response(status=kept.status)
    view.finalize_response(view.request, response)
    response.render()
    response.content = kept.body
    for name, value in {**view._common_headers(view.request, response), **kept.headers}.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response
