"""Where operations lead: OpenAPI links from what an answer names to the requests that take it. Pure."""

from __future__ import annotations

from typing import Any

TAG = {"header.If-Match": "$response.header.ETag"}
FIRST = {"slug": "$response.body#/items/0/slug"}
NUMBER, ID, KEY, LINE = (
    {"number": "$response.body#/number"},
    {"id": "$response.body#/id"},
    {"key": "$response.body#/key"},
    {"id": "$response.body#/line_id"},
)
OF_ORDER = (
    "get_order",
    "change_order_address",
    "start_payment",
    "return_from_payment",
    "cancel_order",
    "order_again",
)
LINKS: dict[str, dict[str, dict[str, str]]] = {
    "place_order": dict.fromkeys(OF_ORDER, NUMBER),
    "list_orders": {"get_order": {"number": "$response.body#/items/0/number"}},
    "add_to_cart": {"change_cart_line": LINE | TAG, "remove_cart_line": LINE | TAG},
    "add_address": {
        "get_address": ID,
        "change_address": ID | TAG,
        "make_address_default": ID,
        "delete_address": ID | TAG,
    },
    "get_address": {"change_address": ID | TAG, "delete_address": ID | TAG},
    "write_review": {"get_own_review": ID, "change_review": ID | TAG, "withdraw_review": ID | TAG},
    "get_own_review": {"change_review": ID | TAG, "withdraw_review": ID | TAG},
    "register_device": {"forget_device": KEY},
    "list_products": {"get_product": FIRST, "list_product_reviews": FIRST},
    "search": {"get_product": FIRST},
    "list_categories": {"get_category": FIRST},
    "list_brands": {"get_brand": FIRST},
    "list_collections": {"get_collection": FIRST},
    "list_help_articles": {"get_help_article": FIRST},
}
"""By operation, what it leads to and where the parameters are."""


def of(operation: str) -> dict[str, Any]:
    """As a response of the schema has them."""
    return {
        target: {"operationId": target, "parameters": parameters}
        for target, parameters in LINKS.get(operation, {}).items()
    }
