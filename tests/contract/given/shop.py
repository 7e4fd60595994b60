"""The shop before which requests are made, and what a request of it can be given. Rows are made by asking the API as an app would."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.contract import people
from tests.contract.phone import Phone

NOBODY = "nobody"
FULL = 90
"""Units of a cart line, of which the shop allows 99."""
ANY = {"If-Match": "*"}
REVIEW = {"rating": 5, "title": "Solid", "text": "It holds.", "author_name": "Ines"}
numbers = itertools.count(1)


@dataclass(frozen=True, kw_only=True)
class Given:
    """Members of `loose` may be what was made up, once the operation has succeeded with the whole `body`.

    `session` is the token to ask with, NOBODY for none, and empty for Alice's.
    """

    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    loose: tuple[str, ...] = ()
    session: str = ""


class Shop:
    """The shop before which requests are made; `names` are what its rows are called."""

    def __init__(self, url: str, names: Mapping[str, Any]) -> None:
        self.names = names
        self.alice = Phone(url, session=names["session"])
        self.people = people.People(url, names["mail"])
        self.lines = itertools.cycle(names["lines"])

    def address(self) -> dict[str, str]:
        street = f"Ring {next(numbers)}"
        return {"name": "Ines", "line1": street, "postcode": "10969", "city": "Berlin", "country": "DE"}

    def saved_address(self) -> int:
        return self.alice.post("account/addresses/", self.address())["id"]

    def sku(self) -> str:
        """One of which Alice's cart has room for more: a line that holds as many as it may goes."""
        sku = self.names["skus"][next(numbers) % len(self.names["skus"])]
        for line in self.alice.get("cart/")["lines"]:
            if line["sku"] == sku and line["quantity"] >= FULL:
                self.alice.delete(f"cart/lines/{line['id']}/", If_Match="*")
        return sku

    def cart_line(self) -> int:
        return self.alice.post("cart/lines/", {"sku": self.sku()})["line_id"]

    def order(self) -> str:
        self.cart_line()
        body = {"address": self.address(), "delivery": "standard"}
        return self.alice.post("orders/", body, Idempotency_Key=str(uuid.uuid4()))["number"]

    def reviewable_line(self) -> int:
        """A delivered line whose product Alice has no review of."""
        line, product = next(self.lines)
        for review in self.alice.get("account/reviews/?limit=100")["items"]:
            if review["product_id"] == product:
                self.alice.delete(f"account/reviews/{review['id']}/", If_Match="*")
        return line

    def review(self) -> int:
        return self.alice.post("account/reviews/", {**REVIEW, "order_line_id": self.reviewable_line()})["id"]

    def email(self) -> str:
        """Another address of Alice's, not verified; the one before goes, so that she has few."""
        for one in self.alice.get("auth/emails/")["items"]:
            if not one["primary"]:
                self.alice.delete("auth/emails/", {"email": one["email"]})
        email = f"alice-{next(numbers)}@example.com"
        self.alice.post("auth/emails/", {"email": email})
        return email


Prepare = Callable[[Shop], Given]
