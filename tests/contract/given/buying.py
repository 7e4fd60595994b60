"""Addresses, carts, orders, payments and reviews: what requests about them need to succeed."""

from __future__ import annotations

from typing import Any

from tests.contract.given.shop import ANY, REVIEW, Given, Prepare, Shop
from tests.contract.phone import Phone

WRITTEN = ("rating", "title", "text", "author_name")
WHERE = ("name", "line1", "line2", "city", "phone", "is_default")


def edited_address(shop: Shop) -> Given:
    return Given(path={"id": shop.saved_address()}, headers=ANY, body=shop.address(), loose=WHERE)


def ordered(**more: Any) -> Prepare:
    return lambda shop: Given(path={"number": shop.order()}, **more)


def readdressed(shop: Shop) -> Given:
    return Given(path={"number": shop.order()}, body=shop.address(), loose=WHERE)


def edited_line(shop: Shop) -> Given:
    return Given(path={"id": shop.cart_line()}, headers=ANY, body={"quantity": 2}, loose=("quantity",))


def checkout(shop: Shop) -> Given:
    shop.cart_line()
    body = {"address": shop.address(), "delivery": "standard"}
    return Given(body=body, loose=("note", "save_address"))


def coupon(shop: Shop) -> Given:
    shop.cart_line()
    return Given(headers=ANY, body={"code": "WELCOME"})


def guests_cart(shop: Shop) -> Given:
    guest = Phone(shop.alice.url)
    guest.post("cart/lines/", {"sku": shop.names["skus"][0]})
    return Given(body={"cart_token": guest.headers["Cart-Token"]})


def written_review(shop: Shop) -> Given:
    return Given(body={**REVIEW, "order_line_id": shop.reviewable_line()}, loose=WRITTEN)


def edited_review(shop: Shop) -> Given:
    return Given(path={"id": shop.review()}, headers=ANY, body=REVIEW, loose=WRITTEN)


PREPARED: dict[str, Prepare] = {
    "add_address": lambda shop: Given(body=shop.address(), loose=WHERE),
    "get_address": lambda shop: Given(path={"id": shop.saved_address()}),
    "change_address": edited_address,
    "delete_address": edited_address,
    "make_address_default": edited_address,
    "write_review": written_review,
    "get_own_review": edited_review,
    "change_review": edited_review,
    "withdraw_review": edited_review,
    "add_to_cart": lambda shop: Given(body={"sku": shop.sku()}),
    "change_cart": lambda shop: Given(headers=ANY, body={"country": "DE"}),
    "change_cart_line": edited_line,
    "remove_cart_line": edited_line,
    "apply_coupon": coupon,
    "remove_coupon": coupon,
    "merge_cart": guests_cart,
    "place_order": checkout,
    "get_order": ordered(),
    "change_order_address": readdressed,
    "order_again": ordered(),
    "cancel_order": ordered(),
    "start_payment": ordered(body={}),
    "return_from_payment": ordered(),
}
