"""Who asks, as a type: pages of the administration are seen by staff alone."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from shop.models import User


def staff(request: HttpRequest) -> User:
    return cast("User", request.user)
