"""The first address: what version this is, where it is described, where its lists begin, and how something ends."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop.api.lifecycle import NOTICE_MONTHS, VERSION
from shop.api.resource import Resource
from shop.api.shapes import absolute

DOCUMENTS = {
    "schema": "api:schema",
    "docs": "api:docs",
    "reference": "api:reference",
    "problems": "api_problems",
}


class DocumentsShape(serializers.Serializer[Any]):
    schema = serializers.URLField(help_text="OpenAPI 3.1.")
    docs = serializers.URLField(help_text="A page to try every operation on.")
    reference = serializers.URLField(help_text="A page to read.")
    problems = serializers.URLField(help_text="What each kind of error means, and what to do about it.")


class DeprecationShape(serializers.Serializer[Any]):
    """An operation that is to go says so in these headers of its answers, at least so many months before."""

    headers = serializers.ListField(child=serializers.CharField())
    notice_months = serializers.IntegerField()
    policy = serializers.CharField()


class RootShape(serializers.Serializer[Any]):
    version = serializers.CharField(
        help_text="Of the contract: `MAJOR.MINOR.PATCH`; additions raise the second number."
    )
    documents = DocumentsShape()
    collections = serializers.DictField(
        child=serializers.URLField(), help_text="Where lists and resources begin, by name; more may come."
    )
    deprecation = DeprecationShape()


POLICY = (
    "Additions break nobody: be ready for members and kinds that you do not know. What would break a client gets a new path, "
    "and the old one tells its end by these headers."
)


class Root(Resource):
    """Where an app begins. `collections` are names of addresses without parameters."""

    is_public_cacheable = True
    collections: tuple[str, ...] = ()

    @extend_schema(operation_id="get_root", responses=RootShape, tags=["start"])
    def get(self, request: Request) -> Response:
        """Read where everything is."""
        told = {
            "version": VERSION,
            "documents": {name: absolute(reverse(address)) for name, address in DOCUMENTS.items()},
            "collections": {name: absolute(reverse(f"api:{name}")) for name in self.collections},
            "deprecation": {
                "headers": ["Deprecation", "Sunset", "Link"],
                "notice_months": NOTICE_MONTHS,
                "policy": POLICY,
            },
        }
        return Response(RootShape(told).data)
