"""How the schema is made of the resources: parameters and headers from what they check, problems on every operation, examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from shop.api import kinds, links
from shop.api.parameters import FIELDS, MOST_LETTERS, Query
from shop.api.resource import KEYS, SAFE, TAGS, Resource

EXAMPLES = Path(__file__).parent / "examples.json"
TYPES = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "string", "enum": ["true", "false"]},
    "decimal": {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,2})?$"},
}
OF_ALL = (kinds.MALFORMED, kinds.SIGN_IN, kinds.NOT_ACCEPTABLE, kinds.TOO_MANY, kinds.INTERNAL)
OF_ITEMS = (kinds.NOT_FOUND,)
OF_WRITES = (kinds.CONFLICT, kinds.GONE, kinds.TOO_LARGE, kinds.MEDIA_TYPE, kinds.VALIDATION)
OF_VERSIONS = (kinds.PRECONDITION, kinds.PRECONDITION_REQUIRED)


class ProblemErrorShape(serializers.Serializer[Any]):
    """One thing that is not valid: `pointer` into the body (RFC 6901), or the name of a `parameter` or header."""

    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)
    detail = serializers.CharField()
    code = serializers.CharField()


class ProblemShape(serializers.Serializer[Any]):
    """RFC 9457. `type` is an address that never changes and tells what to do; kinds have members of their own beside these."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False, help_text="To show to people, in the language asked for.")
    instance = serializers.CharField(required=False)
    errors = ProblemErrorShape(many=True, required=False)


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "shop.api.tokens.SessionToken"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "X-Session-Token",
            "description": "The `session_token` that signing in answered.",
        }


class Described(AutoSchema):
    """drf-spectacular's view of a Resource."""

    view: Resource

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        return super().get_serializer_name(serializer, direction).removesuffix("Shape")

    def get_description(self) -> str:
        action = getattr(self.view, self.method.lower(), None)
        return (getattr(action, "__doc__", "") or "").strip()

    def get_auth(self) -> list[dict[str, list[str]]]:
        if not self.view.authentication_classes and self.view.limit != "sign-in":
            return [{}]
        super().get_auth()  # tells the schema of the scheme
        is_private = self.method.lower() in self.view.private
        return [{"session": []}] if is_private else [{}, {"session": []}]

    def _get_parameters(self) -> list[dict[str, Any]]:
        found = super()._get_parameters()
        # What `fields` leaves out is required in the type of an answer, so the description of the schema tells of it instead.
        known = [one for one in self.view.known_queries(self.method.lower()) if one is not FIELDS]
        found += [documented(one) for one in known]
        return found + [header(*one) for one in self._headers()]

    def _get_request_body(self, direction: Any = "request") -> Any:
        """drf-spectacular gives DELETE no body; some of ours name in it what is to go, as OpenAPI 3.1 allows."""
        if self.method != "DELETE" or self.get_request_serializer() is None:
            return super()._get_request_body(direction)
        self.method = "POST"
        try:
            return super()._get_request_body(direction)
        finally:
            self.method = "DELETE"

    def _headers(self) -> list[tuple[str, str, dict[str, Any], bool]]:
        method = self.method.lower()
        found = [
            (
                "Accept-Language",
                "Language of texts: en or zh-hans.",
                {"type": "string"},
                False,
            )
        ]
        if self.method not in SAFE:
            needed = method in self.view.needs_key
            about = "A new random text for each request, such as a UUID; the same again with a repetition, for 24 hours."
            found.append(("Idempotency-Key", about, {"type": "string", "pattern": KEYS}, needed))
        if method in self.view.versioned:
            found.append(
                (
                    "If-Match",
                    "The ETag of the version that is changed.",
                    {"type": "string", "pattern": TAGS},
                    True,
                )
            )
        token = {"type": "string", "pattern": "^[!-~]{1,500}$"}
        if method not in self.view.private:
            found += [(name, GUESTS[name], token, False) for name in self.view.guests]
        if self.view.is_followed:
            about = "A random UUID that the app makes once and keeps; without it nothing is noted of a guest."
            found.append(("Visitor-Id", about, {"type": "string", "format": "uuid"}, False))
        return found

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found = super()._get_response_bodies(direction)
        for status, answer in found.items():
            answer["description"] = answer.get("description") or SAID.get(status, "Done.")
            answer["headers"] = HEADERS | (TAGGED if status == "200" else {})
            if leads := links.of(self.get_operation_id()):
                answer["links"] = leads
        schema = self.resolve_serializer(ProblemShape, direction).ref
        reasons = [*OF_ALL, *(OF_ITEMS if "{" in self.path or self.method not in SAFE else ())]
        reasons += OF_WRITES if self.method not in SAFE else ()
        reasons += (kinds.GONE,) if self.view.limit == "search" else ()
        reasons += OF_VERSIONS if self.method.lower() in self.view.versioned else ()
        reasons += (kinds.FORBIDDEN, kinds.NOT_FOUND, kinds.CONFLICT) if self.view.limit == "sign-in" else ()
        reasons += (kinds.PROVIDER,) if self.view.is_durable and self.view.limit != "sign-in" else ()
        for kind in reasons:
            found.setdefault(str(kind.status), problem_answer(kind, schema))
        return dict(sorted(found.items()))


SAID = {"200": "The answer.", "201": "It was made.", "204": "It was done; there is nothing to say."}
HEADERS = {
    "RateLimit": {
        "description": "What is left of the quota, and when it is whole again.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {"description": "The quota.", "schema": {"type": "string"}},
    "API-Version": {"description": "Version of the contract.", "schema": {"type": "string"}},
}
TAGGED = {"ETag": {"description": "Of this version.", "schema": {"type": "string"}}}
GUESTS = {
    "Cart-Token": "Of a guest's cart: the header, or `token`, of the answer that made it.",
    "Chat-Token": "Of a guest's conversation: `chat_token` of the first answer.",
    "Order-Token": "Of a guest's order: `token` of the answer that placed it.",
}


def problem_answer(kind: kinds.Kind, schema: dict[str, Any]) -> dict[str, Any]:
    example = {"type": f"https://shop.example.com{kind.path}", "title": kind.title, "status": kind.status}
    if kind.status in {400, 422}:
        where = {"parameter": "limit"} if kind.status == 400 else {"pointer": "/quantity"}
        example |= {"errors": [{**where, "detail": "A whole number from 1 to 99.", "code": "invalid"}]}
    return {
        "description": kind.title,
        "content": {
            "application/problem+json": {"schema": schema, "examples": {kind.slug: {"value": example}}}
        },
    }


def documented(one: Query) -> dict[str, Any]:
    schema: dict[str, Any] = dict(TYPES[one.type])
    if one.choices:
        schema["enum"] = list(one.choices)
    if one.pattern:
        schema["pattern"] = one.pattern
    elif one.is_plain:
        schema["maxLength"] = MOST_LETTERS
    if one.least is not None:
        schema["minimum"] = one.least
    if one.most is not None:
        schema["maximum"] = one.most
    if one.default is not None and not one.is_list:
        schema["default"] = (
            {True: "true", False: "false"}.get(one.default, one.default)
            if one.type == "boolean"
            else one.default
        )
    if one.is_list:
        schema = {"type": "array", "items": schema, "maxItems": 30}
    found: dict[str, Any] = {"in": "query", "name": one.name, "description": one.about, "schema": schema}
    if one.is_required:
        found["required"] = True
    if one.example is not None:
        found["example"] = [one.example] if one.is_list else one.example
    return found


def header(name: str, about: str, schema: dict[str, Any], is_required: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"in": "header", "name": name, "description": about, "schema": schema}
    return found | ({"required": True} if is_required else {})


def with_examples(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular: each operation shows what was sent and answered once."""
    recorded = json.loads(EXAMPLES.read_text()) if EXAMPLES.exists() else {}
    for operations in result["paths"].values():
        for operation in operations.values():
            seen = recorded.get(operation.get("operationId"), {})
            if "request" in seen and "requestBody" in operation:
                for content in operation["requestBody"]["content"].values():
                    content["examples"] = {"recorded": {"value": seen["request"]}}
            for status, value in seen.get("answers", {}).items():
                for content in operation["responses"].get(status, {}).get("content", {}).values():
                    content["examples"] = {"recorded": {"value": value}}
    return result


def schema() -> dict[str, Any]:
    """The schema as the code says it, in English, as plain JSON."""
    with translation.override("en"):
        told = SchemaGenerator(patterns=None).get_schema(request=None, public=True)
    return json.loads(json.dumps(told, default=str))
