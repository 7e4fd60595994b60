"""The administration for merchants, on django-unfold. Orders, stock and reviews change through the domain functions only."""

from shop.admin import access

__all__ = ["access"]
