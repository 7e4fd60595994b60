"""Walks the project's URL configuration: every address that Django answers, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """`key` is the name with its namespaces, or the whole route where the pattern has no name."""

    key: str
    route: str
    pattern: Any


def every() -> list[Address]:
    """All patterns of ROOT_URLCONF."""
    return list(_walk(get_resolver().url_patterns))


def of_shop() -> list[Address]:
    """What is neither the administration's nor the API's, which have tables of their own."""
    return [address for address in every() if not address.route.startswith(("admin/", "api/v1/"))]


def of_admin() -> list[Address]:
    return [address for address in every() if address.route.startswith("admin/")]


def _walk(
    patterns: Iterable[URLPattern | URLResolver], space: tuple[str, ...] = (), prefix: str = ""
) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*space, pattern.namespace) if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, route)
        else:
            key = ":".join((*space, pattern.name)) if pattern.name else route
            yield Address(key=key, route=route, pattern=pattern)
