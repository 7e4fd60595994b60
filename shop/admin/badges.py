"""Which colour a state has in lists: unfold's kinds of labels by the value of the state."""

from __future__ import annotations

from shop.models import Order, Payment, Product, Refund, Review

ORDER = {
    Order.Status.PLACED.value: "",
    Order.Status.PAID.value: "primary",
    Order.Status.FULFILLING.value: "warning",
    Order.Status.SHIPPED.value: "info",
    Order.Status.DELIVERED.value: "success",
    Order.Status.CANCELLED.value: "danger",
    Order.Status.REFUNDED.value: "danger",
}
PAYMENT = {
    Payment.Status.PENDING.value: "",
    Payment.Status.AUTHORISED.value: "info",
    Payment.Status.CAPTURED.value: "success",
    Payment.Status.FAILED.value: "danger",
    Payment.Status.EXPIRED.value: "",
    Payment.Status.RETURNED.value: "warning",
}
REFUND = {
    Refund.Status.PENDING.value: "info",
    Refund.Status.SUCCEEDED.value: "success",
    Refund.Status.FAILED.value: "danger",
}
PRODUCT = {
    Product.Status.DRAFT.value: "",
    Product.Status.PUBLISHED.value: "success",
    Product.Status.ARCHIVED.value: "warning",
}
REVIEW = {
    Review.Status.PENDING.value: "primary",
    Review.Status.PUBLISHED.value: "success",
    Review.Status.REJECTED.value: "danger",
    Review.Status.WITHDRAWN.value: "",
}
