"""Sets of values that have one name in the schema, wherever they stand; named in SPECTACULAR_SETTINGS."""

from __future__ import annotations

from shop.models import Device, HelpArticle, Order, Payment, Review

ORDER = Order.Status.values
PAYMENT = Payment.Status.values
REVIEW = Review.Status.values
PLATFORM = Device.Platform.values
TOPIC = HelpArticle.Topic.values
