"""The administration for merchants, on django-unfold. Orders, stock and reviews change through the domain functions only."""

from shop.admin import access, catalog, content, customers, history, orders, payments, reviews, stock

__all__ = ["access", "catalog", "content", "customers", "history", "orders", "payments", "reviews", "stock"]
