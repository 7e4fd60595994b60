"""Where a list goes on: the place after the last item that was shown, signed, and good for the same list only.

Invariant: what is added before the place while somebody pages neither repeats an item nor leaves one out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request

from shop.api import kinds
from shop.api.problems import Problem, parameter

SALT = "shop.api.cursor"
MOST, USUAL = 100, 24
Row = TypeVar("Row")


def size_of(request: Request, *, usual: int = USUAL, most: int = MOST) -> int:
    text = request.query_params.get("limit")
    if text is None:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= most):
        raise parameter("limit", _("A whole number from 1 to %(most)d.") % {"most": most})
    return int(text)


def _list(request: Request) -> str:
    """Which list, whatever the place in it and however much of it is shown."""
    same = sorted(
        (name, value)
        for name, values in request.query_params.lists()
        for value in values
        if name not in {"cursor", "limit", "fields", "expand"}
    )
    return hashlib.sha256(f"{request.path}?{urlencode(same)}".encode()).hexdigest()[:16]


def place_of(request: Request) -> list[Any] | None:
    """The place that the cursor names, None for the beginning. Raises Problem."""
    text = request.query_params.get("cursor")
    if text is None:
        return None
    try:
        listed, place = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        listed, place = None, None
    if listed != _list(request) or not isinstance(place, list):
        raise Problem(kinds.CURSOR, _("Leave the cursor out to begin this list anew."))
    return place


def cursor(request: Request, place: Sequence[Any]) -> str:
    return signing.dumps([_list(request), list(place)], salt=SALT, compress=True)


def page(request: Request, items: Iterable[Any], place: Sequence[Any] | None) -> dict[str, Any]:
    """The body of a list; `place` is None where nothing follows."""
    following = None
    if place is not None:
        query = request.query_params.copy()
        query["cursor"] = cursor(request, place)
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"items": list(items), "next": following}


def in_order(
    request: Request, rows: QuerySet[Any], order: Sequence[str], *, usual: int = USUAL
) -> tuple[list[Any], list[Any] | None]:
    """Rows in an order whose last column tells all apart, and the place after them. One query."""
    size, place = size_of(request, usual=usual), place_of(request)
    if place is not None:
        rows = rows.filter(_behind(rows, order, place))
    found = list(rows.order_by(*order)[: size + 1])
    if len(found) <= size:
        return found, None
    return found[:size], [_plain(getattr(found[size - 1], name.removeprefix("-"))) for name in order]


def _behind(rows: QuerySet[Any], order: Sequence[str], place: Sequence[Any]) -> Q:
    """Later than the place: in its first column that differs."""
    if len(place) != len(order):
        raise Problem(kinds.CURSOR)
    found, same = Q(), Q()
    for name, value in zip(order, place, strict=True):
        column = name.removeprefix("-")
        try:
            typed = rows.model._meta.get_field(_column(rows, column)).to_python(value)
        except ValidationError:
            raise Problem(kinds.CURSOR) from None
        found |= same & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": typed})
        same &= Q(**{column: typed})
    return found


def _column(rows: QuerySet[Any], name: str) -> str:
    return rows.model._meta.pk.name if name == "pk" else name


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def sliced(
    request: Request, rows: Sequence[Row], key: Callable[[Row], Any]
) -> tuple[list[Row], list[Any] | None]:
    """A part of a short list that is all there; the place is the key of the last item shown."""
    size, place = size_of(request), place_of(request)
    start = 0
    if place is not None:
        start = next((number + 1 for number, row in enumerate(rows) if [key(row)] == place), len(rows))
    shown = list(rows[start : start + size])
    return shown, [key(shown[-1])] if start + size < len(rows) else None
