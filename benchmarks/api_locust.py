"""Shoppers of an app before a running shop: lists, details, searches, additions, orders.

    locust -f benchmarks/api_locust.py --host http://127.0.0.1:8000 --users 8 --spawn-rate 4 --run-time 60s --headless

Set API_READS_PER_MINUTE, API_WRITES_PER_MINUTE and API_SEARCHES_PER_MINUTE of the shop high: all shoppers come from one address.
"""

from __future__ import annotations

import random
import uuid
from typing import Any

from locust import HttpUser, between, task

WORDS = ("mug", "red mug under 20", "linen", "hammock", "lamp", "gift for a runner", "waterprof jacket")
HOME = {"name": "A Reader", "line1": "Ring 1", "city": "Berlin", "postcode": "10969", "country": "DE"}


class Shopper(HttpUser):
    wait_time = between(0.0, 0.1)

    def on_start(self) -> None:
        self.client.headers["User-Agent"] = "Marigold/1.0 (load)"
        self.slugs = [item["slug"] for item in self._get("products/?limit=100", "list").json()["items"]]

    @task(6)
    def list(self) -> None:
        self._get(f"products/?sort={random.choice(('popular', 'newest', 'price'))}", "list")

    @task(6)
    def detail(self) -> None:
        self._get(f"products/{random.choice(self.slugs)}/", "detail")

    @task(4)
    def search(self) -> None:
        self._get(f"search/?q={random.choice(WORDS)}", "search")

    @task(2)
    def buy(self) -> None:
        """An addition to a new guest's cart, and in half of the cases an order of it."""
        product = self._get(f"products/{random.choice(self.slugs)}/", "detail").json()
        variant = next((one for one in product["variants"] if one["available"]), None)
        if variant is None:
            return
        added = self._post("cart/lines/", {"variant_id": variant["id"]}, "add to cart")
        if added.status_code != 201 or random.random() < 0.5:
            return
        options = added.json()["cart"]["delivery_options"]
        if options:
            body = {"email": "a@example.com", "address": HOME, "delivery": options[0]["code"]}
            self._post("orders/", body, "checkout", **{"Cart-Token": added.headers["Cart-Token"]})

    def _get(self, path: str, name: str) -> Any:
        return self.client.get(f"/api/v1/{path}", name=name)

    def _post(self, path: str, body: dict[str, Any], name: str, **headers: str) -> Any:
        headers["Idempotency-Key"] = str(uuid.uuid4())
        return self.client.post(f"/api/v1/{path}", json=body, headers=headers, name=name)
