"""Rows of the query log for tests, as the shop would have written them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from search import steering
from search.models import Click, LoggedQuery
from shop.models import Product


def visitor(number: int) -> UUID:
    return UUID(int=number)


def searched(text: str, *, by: int | None = None, days_ago: int = 0, **fields: Any) -> LoggedQuery:
    """A search of the visitor with a number, None for somebody who may not be followed."""
    values = {"results": 10, "milliseconds": 20.0, "normalised": steering.normalised(text)} | fields
    return LoggedQuery.objects.create(
        text=text,
        visitor=visitor(by) if by is not None else None,
        at=timezone.now() - timedelta(days=days_ago),
        **values,
    )


def clicked(search: LoggedQuery, product: Product, position: int, **fields: Any) -> Click:
    return Click.objects.create(query=search, product=product, position=position, at=search.at, **fields)
