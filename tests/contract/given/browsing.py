"""Catalogue, recommendations, searches, chat, events and devices: what requests about them need to succeed."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from tests.contract.given.shop import NOBODY, Given, Prepare, Shop, numbers
from tests.contract.phone import Phone


def slug(name: str) -> Prepare:
    return lambda shop: Given(path={"slug": shop.names[name]})


def device(shop: Shop) -> Given:
    made = shop.alice.post("devices/", {"platform": "ios", "token": f"address-{next(numbers)}"})
    return Given(path={"key": made["key"]})


def view(shop: Shop) -> Given:
    event = {"id": str(uuid.uuid4()), "kind": "view", "product_id": shop.names["product_id"]}
    return Given(body={"events": [{**event, "at": datetime.now(UTC).isoformat()}]})


def recommended(shop: Shop) -> Given:
    """By somebody new each time: what one shopper rejects is not shown to them again."""
    visitor, shelf = _shown(shop)
    body = {"token": shelf["items"][0]["token"], "say": "up"}
    return Given(body=body, loose=("say",), headers=visitor, session=NOBODY)


def chosen(shop: Shop) -> Given:
    visitor, shelf = _shown(shop)
    body = {"shelf_id": shelf["id"], "product_slug": shelf["items"][0]["product"]["slug"]}
    return Given(body=body, headers=visitor, session=NOBODY)


def _shown(shop: Shop) -> tuple[dict[str, str], dict[str, Any]]:
    """Who a new visitor is, and the first shelf that was shown to them."""
    visitor = str(uuid.uuid4())
    told = Phone(shop.alice.url).get("recommendations/home/", Visitor_Id=visitor)
    return {"Visitor-Id": visitor}, told["shelves"][0]


def clicked(shop: Shop) -> Given:
    found = shop.alice.get("search/?q=stone+mug")
    return Given(
        body={
            "search_id": found["search_id"],
            "product_slug": found["items"][0]["slug"],
            "position": 1,
        }
    )


def conversation(shop: Shop) -> Given:
    shop.alice.post("chat/messages/", {"text": "When do you deliver?"})
    return Given()


def offer(shop: Shop) -> Given:
    told = shop.alice.post("chat/messages/", {"text": f"Cancel order {shop.order()}"})
    return Given(body={"token": told["actions"][0]["token"]})


PREPARED: dict[str, Prepare] = {
    "get_product": slug("product"),
    "list_product_reviews": slug("product"),
    "get_category": slug("category"),
    "get_brand": slug("brand"),
    "get_collection": slug("collection"),
    "get_help_article": slug("article"),
    "list_recommendations": lambda shop: Given(path={"place": "home"}),
    "send_choice": chosen,
    "send_feedback": recommended,
    "send_search_click": clicked,
    "send_events": view,
    "forget_device": device,
    "send_message": lambda shop: Given(body={"text": "When do you deliver?"}, loose=("text",)),
    "stream_message": lambda shop: Given(body={"text": "When do you deliver?"}, loose=("text",)),
    "close_conversation": conversation,
    "confirm_offer": offer,
}
