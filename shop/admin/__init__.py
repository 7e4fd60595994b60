"""The administration for merchants, on django-unfold. Orders, stock and reviews change through the domain functions only."""

from shop.admin import access, catalog, history, orders, pages, payments, people, reviews, rules, stock, words

__all__ = [
    "access",
    "catalog",
    "history",
    "orders",
    "pages",
    "payments",
    "people",
    "reviews",
    "rules",
    "stock",
    "words",
]
