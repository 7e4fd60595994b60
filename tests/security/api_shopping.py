"""Who may do what of the API's catalogue, recommendations, cart, orders and chat."""

from __future__ import annotations

from tests.security.api_rows import (
    ADDRESS,
    ALICE,
    ALL,
    ANY,
    GUEST,
    KEY,
    Row,
    accounts,
    alices,
    everybody,
    read,
)

CATALOGUE = [
    read("get_root", ""),
    read("list_products", "products/"),
    read("get_product", "products/{product_slug}/"),
    read("list_product_reviews", "products/{product_slug}/reviews/"),
    read("list_facets", "facets/"),
    read("list_categories", "categories/"),
    read("get_category", "categories/{category_slug}/"),
    read("list_brands", "brands/"),
    read("get_brand", "brands/{brand_slug}/"),
    read("list_collections", "collections/"),
    read("get_collection", "collections/slow-mornings/"),
    read("list_countries", "countries/"),
    read("list_help_articles", "help/"),
    read("get_help_article", "help/delivery-times/"),
    read("search", "search/?q=mug"),
    read("suggest", "search/suggestions/?q=mu"),
    Row(
        operation="send_search_click",
        path="search/clicks/",
        answers=everybody(204),
        body={
            "search_id": "7b0f6f2e-4a53-4a7e-9a52-6f3f1d3f7c11",
            "product_slug": "{product_slug}",
            "position": 1,
        },
    ),
]
RECOMMENDATIONS = [
    read("list_recommendations", "recommendations/home/"),
    Row(
        operation="send_choice",
        path="recommendations/choices/",
        answers=everybody(204),
        body={"shelf_id": "7b0f6f2e-4a53-4a7e-9a52-6f3f1d3f7c11", "product_slug": "{product_slug}"},
    ),
    Row(
        operation="send_feedback",
        path="recommendations/feedback/",
        answers=everybody(422),
        body={"token": "forged", "say": "up"},
    ),
]
CART = [
    read("get_cart", "cart/"),
    read("get_cart_quote", "cart/quote/"),
    Row(
        operation="add_to_cart",
        path="cart/lines/",
        answers=everybody(201),
        body={"sku": "{sku}"},
        writes=ALL,
    ),
    Row(
        operation="change_cart",
        path="cart/",
        answers=everybody(200),
        body={"country": "DE"},
        headers=ANY,
        writes=frozenset({"alice", "bob"}),
    ),
    Row(
        operation="change_cart_line",
        path="cart/lines/{line}/",
        answers=alices(200, anonymous=404),
        body={"quantity": 1},
        headers=ANY,
        writes=ALICE,
    ),
    Row(
        operation="remove_cart_line",
        path="cart/lines/{line}/",
        answers=alices(200, anonymous=404),
        headers=ANY,
        writes=ALICE,
    ),
    Row(
        operation="apply_coupon",
        path="cart/coupon/",
        answers={"anonymous": 409, "alice": 200, "bob": 200, "staff": 409},
        body={"code": "WELCOME"},
        headers=ANY,
        writes=frozenset({"alice", "bob"}),
    ),
    Row(operation="remove_coupon", path="cart/coupon/", answers=everybody(200), headers=ANY),
    Row(
        operation="merge_cart",
        path="cart/merge/",
        answers=accounts(422),
        body={"cart_token": "forged"},
    ),
]
ORDERS = [
    read("list_orders", "orders/", accounts(200)),
    Row(
        operation="place_order",
        path="orders/",
        answers={"anonymous": 409, "alice": 201, "bob": 201, "staff": 409},
        body={"email": "somebody@example.com", "address": ADDRESS, "delivery": "standard"},
        headers=KEY,
        writes=frozenset({"alice", "bob"}),
    ),
    read("get_order", "orders/{paid}/", alices(200, anonymous=404)),
    Row(operation="get_order", path="orders/{guest}/", answers=everybody(404)),
    Row(operation="get_order", path="orders/{guest}/", answers=everybody(200), headers=GUEST, is_key=True),
    Row(operation="get_order", path="orders/{paid}/", answers=everybody(404), headers=GUEST),
    Row(
        operation="get_order",
        path="orders/{bobs}/",
        answers={**everybody(404), "bob": 200},
    ),
    Row(
        operation="cancel_order",
        path="orders/{placed}/cancellation/",
        answers=alices(200, anonymous=404),
        writes=ALICE,
    ),
    Row(
        operation="change_order_address",
        path="orders/{placed}/address/",
        answers=alices(200, anonymous=404),
        body=ADDRESS,
        writes=ALICE,
    ),
    Row(
        operation="order_again",
        path="orders/{delivered}/again/",
        answers=alices(200, anonymous=404),
        writes=ALICE,
    ),
    Row(
        operation="start_payment",
        path="orders/{placed}/payments/",
        answers=alices(201, anonymous=404),
        body={},
    ),
    Row(
        operation="return_from_payment",
        path="orders/{placed}/payments/return/",
        answers=alices(200, anonymous=404),
        writes=frozenset(),
    ),
]
CHAT = [
    read("get_conversation", "chat/"),
    Row(operation="close_conversation", path="chat/", answers=alices(204, anonymous=404), writes=ALICE),
    Row(operation="send_message", path="chat/messages/", answers=everybody(422), body={"text": " "}),
    Row(operation="stream_message", path="chat/stream/", answers=everybody(422), body={"text": " "}),
    Row(
        operation="confirm_offer",
        path="chat/confirmations/",
        answers=alices(200, others=410, anonymous=410),
        body={"token": "{proposal}"},
        writes=ALICE,
    ),
]
