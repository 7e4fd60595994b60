"""What each operation needs to be able to succeed: real identifiers, fresh where the request uses them up.

`of(operation, shop)` prepares it by asking the API as an app would. Nothing here knows how requests are made up.
"""

from __future__ import annotations

import itertools
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from shop.tests.passkeys import SecurityKey
from tests.contract import people
from tests.contract.people import PASSWORD, Person
from tests.contract.phone import Phone

NOBODY = "nobody"
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

    def cart_line(self) -> int:
        sku = self.names["skus"][next(numbers) % len(self.names["skus"])]
        return self.alice.post("cart/lines/", {"sku": sku})["line_id"]

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


REVIEW = {"rating": 5, "title": "Solid", "text": "It holds.", "author_name": "Ines"}
WRITTEN = ("rating", "title", "text", "author_name")
WHERE = ("name", "line1", "line2", "city", "phone", "is_default")
ANY = {"If-Match": "*"}
Prepare = Callable[[Shop], Given]


def slug(name: str) -> Prepare:
    return lambda shop: Given(path={"slug": shop.names[name]})


def session_of(make: Callable[[people.People], Person]) -> Prepare:
    """As somebody new, whose session the request may end."""
    return lambda shop: Given(session=make(shop.people).session)


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


def device(shop: Shop) -> Given:
    made = shop.alice.post("devices/", {"platform": "ios", "token": f"address-{next(numbers)}"})
    return Given(path={"key": made["key"]})


def view(shop: Shop) -> Given:
    event = {"id": str(uuid.uuid4()), "kind": "view", "product_id": shop.names["product_id"]}
    return Given(body={"events": [{**event, "at": datetime.now(UTC).isoformat()}]})


def recommended(shop: Shop) -> Given:
    shelves = shop.alice.get("recommendations/home/")["shelves"]
    return Given(body={"token": shelves[0]["items"][0]["token"], "say": "up"}, loose=("say",))


def chosen(shop: Shop) -> Given:
    shelf = shop.alice.get("recommendations/home/")["shelves"][0]
    slug = shelf["items"][0]["product"]["slug"]
    return Given(body={"shelf_id": shelf["id"], "product_slug": slug})


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


def new_email(shop: Shop) -> Given:
    return Given(body={"email": shop.email().replace("alice", "another")})


def own_email(shop: Shop) -> Given:
    return Given(body={"email": shop.email()})


def verification(shop: Shop) -> Given:
    person = shop.people.new()
    return Given(body={"key": shop.people.key_of_mail(person, "confirm-email")}, session=person.session)


def reset(shop: Shop) -> Given:
    person = shop.people.verified()
    person.phone.post("auth/password/request/", {"email": person.email})
    key = shop.people.key_of_mail(person, "password/reset/key")
    return Given(body={"key": key, "password": "another long phrase"}, session=NOBODY)


def login(shop: Shop) -> Given:
    return Given(body={"email": shop.people.new().email, "password": PASSWORD}, session=NOBODY)


def signup(shop: Shop) -> Given:
    email = f"new-{next(numbers)}-{time.time_ns()}@example.com"
    return Given(body={"email": email, "password": PASSWORD}, session=NOBODY)


def new_password(shop: Shop) -> Given:
    body = {"current_password": PASSWORD, "new_password": "another long phrase"}
    return Given(body=body, session=shop.people.new().session)


def same_password(shop: Shop) -> Given:
    return Given(body={"password": PASSWORD}, session=shop.people.new().session)


def other_session(shop: Shop) -> Given:
    person = shop.people.new()
    shop.people.sign_in(person)
    listed = person.phone.get("auth/sessions/")["items"]
    return Given(
        body={"sessions": [one["id"] for one in listed if not one["is_current"]]}, session=person.session
    )


def code_for_totp(shop: Shop) -> Given:
    person = shop.people.proven()
    secret = person.phone.get("auth/totp/")["secret"]
    return Given(body={"code": people.code_of(secret)}, session=person.session)


def recovery_code(shop: Shop) -> Given:
    person = shop.people.with_totp()
    return Given(body={"code": person.recovery_codes[0]}, session=person.session)


def second_factor(shop: Shop) -> Given:
    person = shop.people.with_totp()
    begun = shop.people.begin_sign_in(person)
    return Given(body={"code": person.recovery_codes[0]}, session=begun.session)


def passkey(shop: Shop) -> Given:
    person = shop.people.proven()
    options = person.phone.get("auth/passkeys/")["creation_options"]
    key = SecurityKey(origin=shop.alice.origin, rp=shop.alice.host)
    return Given(
        body={"name": "Phone", "credential": key.create(options)}, loose=("name",), session=person.session
    )


def named_passkey(shop: Shop) -> Given:
    person = shop.people.with_passkey()
    return Given(body={"id": person.passkey_id, "name": "Tablet"}, loose=("name",), session=person.session)


def lost_passkey(shop: Shop) -> Given:
    person = shop.people.with_passkey()
    return Given(body={"authenticators": [person.passkey_id]}, session=person.session)


def passkey_login(shop: Shop) -> Given:
    person, phone = shop.people.with_passkey(), Phone(shop.alice.url)
    begun = phone.get("auth/passkeys/login/")
    return Given(
        body={"credential": person.key.get(begun["request_options"])}, session=begun["session_token"]
    )


def passkey_factor(shop: Shop) -> Given:
    person = shop.people.with_passkey()
    return Given(session=shop.people.begin_sign_in(person).session)


def passkey_answer(shop: Shop) -> Given:
    person = shop.people.with_passkey()
    begun = shop.people.begin_sign_in(person)
    options = begun.get("auth/passkeys/second-factor/")["request_options"]
    return Given(body={"credential": person.key.get(options)}, session=begun.session)


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
    "add_to_cart": lambda shop: Given(body={"sku": shop.names["skus"][0]}, session=NOBODY),
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
    "forget_device": device,
    "send_message": lambda shop: Given(body={"text": "When do you deliver?"}, loose=("text",)),
    "stream_message": lambda shop: Given(body={"text": "When do you deliver?"}, loose=("text",)),
    "close_conversation": conversation,
    "confirm_offer": offer,
    "add_email": new_email,
    "resend_verification": own_email,
    "remove_email": own_email,
    "make_email_primary": lambda shop: Given(body={"email": shop.names["email"], "primary": True}),
    "verify_email": verification,
    "sign_in": login,
    "sign_up": signup,
    "sign_out": session_of(people.People.new),
    "rotate_session_token": session_of(people.People.new),
    "end_sessions": other_session,
    "confirm_password": same_password,
    "change_password": new_password,
    "request_password_reset": lambda shop: Given(body={"email": shop.names["email"]}, loose=("email",)),
    "reset_password": reset,
    "get_totp": session_of(people.People.proven),
    "activate_totp": code_for_totp,
    "deactivate_totp": session_of(people.People.with_totp),
    "get_recovery_codes": session_of(people.People.with_totp),
    "make_recovery_codes": session_of(people.People.with_totp),
    "send_second_factor": second_factor,
    "confirm_second_factor": recovery_code,
    "begin_passkey": session_of(people.People.proven),
    "add_passkey": passkey,
    "rename_passkey": named_passkey,
    "remove_passkeys": lost_passkey,
    "sign_in_with_passkey": passkey_login,
    "begin_passkey_factor": passkey_factor,
    "send_passkey_factor": passkey_answer,
}
"""Operations that are not here succeed with what is made up, as Alice."""

NEW_PEOPLE = frozenset(
    {
        "verify_email",
        "sign_in",
        "sign_out",
        "rotate_session_token",
        "end_sessions",
        "confirm_password",
        "change_password",
        "reset_password",
        "get_totp",
        "activate_totp",
        "deactivate_totp",
        "get_recovery_codes",
        "make_recovery_codes",
        "send_second_factor",
        "confirm_second_factor",
        "begin_passkey",
        "add_passkey",
        "rename_passkey",
        "remove_passkeys",
        "sign_in_with_passkey",
        "begin_passkey_factor",
        "send_passkey_factor",
    }
)
"""For these somebody signs up first, which takes several requests."""


def of(operation: str, shop: Shop) -> Given:
    prepare = PREPARED.get(operation)
    return prepare(shop) if prepare else Given()
