"""Who may do what by the API: a row for each operation, and what it answers to whom. The test fails for an operation without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PEOPLE = ("anonymous", "alice", "bob", "staff")
Answers = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Row:
    """`path` and texts of `body` are filled from World.names. `writes` are those whose request changes something."""

    operation: str
    path: str
    answers: Answers
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    writes: frozenset[str] = frozenset()
    is_key: bool = False

    def __str__(self) -> str:
        return self.operation


def everybody(status: int) -> Answers:
    return dict.fromkeys(PEOPLE, status)


def accounts(status: int) -> Answers:
    return {**everybody(status), "anonymous": 401}


def alices(status: int, *, others: int = 404, anonymous: int = 401) -> Answers:
    """Hers alone: for every other account it does not exist."""
    return {"anonymous": anonymous, "alice": status, "bob": others, "staff": others}


ALL, ACCOUNTS, ALICE = frozenset(PEOPLE), frozenset(PEOPLE) - {"anonymous"}, frozenset({"alice"})
ANY = {"If-Match": "*"}
KEY = {"Idempotency-Key": "one-key-of-this-request"}
ADDRESS = {"name": "A", "line1": "Elsewhere 1", "city": "Berlin", "postcode": "10969", "country": "DE"}
REVIEW = {"rating": 2, "title": "Chipped", "text": "After a week.", "author_name": "A reader"}
GUEST = {"Order-Token": "{guest_link}"}


def read(operation: str, path: str, answers: Answers | None = None) -> Row:
    return Row(operation=operation, path=path, answers=answers or everybody(200))


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
ACCOUNT = [
    read("get_profile", "account/profile/", accounts(200)),
    Row(
        operation="change_profile",
        path="account/profile/",
        answers=accounts(200),
        body={"name": "Renamed"},
        writes=ACCOUNTS,
    ),
    read("list_addresses", "account/addresses/", accounts(200)),
    Row(
        operation="add_address",
        path="account/addresses/",
        answers=accounts(201),
        body=ADDRESS,
        writes=ACCOUNTS,
    ),
    read("get_address", "account/addresses/{address}/", alices(200)),
    Row(
        operation="change_address",
        path="account/addresses/{address}/",
        answers=alices(200),
        body=ADDRESS,
        headers=ANY,
        writes=ALICE,
    ),
    Row(
        operation="delete_address",
        path="account/addresses/{address}/",
        answers=alices(204),
        headers=ANY,
        writes=ALICE,
    ),
    Row(
        operation="make_address_default",
        path="account/addresses/{second_address}/default/",
        answers=alices(200),
        writes=ALICE,
    ),
    read("list_own_reviews", "account/reviews/", accounts(200)),
    Row(
        operation="write_review",
        path="account/reviews/",
        answers=alices(201),
        body={**REVIEW, "order_line_id": "{delivered_line}"},
        writes=ALICE,
    ),
    Row(
        operation="write_review",
        path="account/reviews/",
        answers=accounts(404),
        body={**REVIEW, "order_line_id": "{paid_line}"},
    ),
    read("get_own_review", "account/reviews/{review}/", alices(200)),
    Row(
        operation="change_review",
        path="account/reviews/{review}/",
        answers=alices(200),
        body=REVIEW,
        headers=ANY,
        writes=ALICE,
    ),
    Row(
        operation="withdraw_review",
        path="account/reviews/{review}/",
        answers=alices(204),
        headers=ANY,
        writes=ALICE,
    ),
    read("list_devices", "devices/", accounts(200)),
    Row(
        operation="register_device",
        path="devices/",
        answers=everybody(201),
        body={"platform": "ios", "token": "new-address-of-{person}"},
        writes=ALL,
    ),
    Row(
        operation="forget_device",
        path="devices/{device}/",
        answers=alices(204, anonymous=404),
        writes=ALICE,
    ),
    Row(
        operation="send_events",
        path="events/",
        answers={**everybody(200), "anonymous": 400},
        body={
            "events": [
                {
                    "id": "7b0f6f2e-4a53-4a7e-9a52-6f3f1d3f7c11",
                    "kind": "view",
                    "product_id": "{product}",
                    "at": "{now}",
                }
            ]
        },
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
PASSWORD, WRONG = "correct horse battery", "not the password"
CREDENTIAL = {"credential": {"id": "forged"}}
NOT_TWICE = {**everybody(409), "anonymous": 422}
SIGN_IN = [
    Row(
        operation="sign_in",
        path="auth/login/",
        answers={**everybody(422)},
        body={"email": "bob@example.com", "password": WRONG},
    ),
    Row(
        operation="sign_up",
        path="auth/signup/",
        answers={**everybody(409), "anonymous": 200},
        body={"email": "new@example.com", "password": "a longer phrase"},
        writes=frozenset({"anonymous"}),
    ),
    read("get_session", "auth/session/", accounts(200)),
    Row(operation="sign_out", path="auth/session/", answers=everybody(204)),
    Row(operation="rotate_session_token", path="auth/session/rotation/", answers=accounts(200)),
    read("list_sessions", "auth/sessions/", accounts(200)),
    Row(
        operation="end_sessions",
        path="auth/sessions/",
        answers={**alices(200, others=422)},
        body={"sessions": ["{alices_session}"]},
    ),
    Row(
        operation="confirm_password",
        path="auth/reauthentication/",
        answers=accounts(422),
        body={"password": WRONG},
    ),
    Row(
        operation="request_password_reset",
        path="auth/password/request/",
        answers=everybody(200),
        body={"email": "bob@example.com"},
    ),
    Row(
        operation="reset_password",
        path="auth/password/reset/",
        answers=everybody(422),
        body={"key": "forged", "password": "a longer phrase"},
    ),
    Row(
        operation="change_password",
        path="auth/password/",
        answers=accounts(422),
        body={"current_password": WRONG, "new_password": "a longer phrase"},
    ),
    read("list_emails", "auth/emails/", accounts(200)),
    Row(
        operation="add_email",
        path="auth/emails/",
        answers={**everybody(200), "anonymous": 409},
        body={"email": "second-of-{person}@example.com"},
        writes=ACCOUNTS,
    ),
    Row(
        operation="resend_verification",
        path="auth/emails/",
        answers=alices(200, others=422),
        body={"email": "alice@example.com"},
    ),
    Row(
        operation="make_email_primary",
        path="auth/emails/",
        answers=alices(200, others=422),
        body={"email": "alice@example.com", "primary": True},
    ),
    Row(
        operation="remove_email",
        path="auth/emails/",
        answers=accounts(422),
        body={"email": "alice@example.com"},
    ),
    Row(
        operation="verify_email",
        path="auth/emails/verification/",
        answers=everybody(422),
        body={"key": "forged"},
    ),
    read("list_authenticators", "auth/authenticators/", accounts(200)),
    read("get_totp", "auth/totp/", accounts(409)),
    Row(operation="activate_totp", path="auth/totp/", answers=accounts(422), body={"code": "123456"}),
    Row(operation="deactivate_totp", path="auth/totp/", answers=accounts(204)),
    read("get_recovery_codes", "auth/recovery-codes/", accounts(404)),
    Row(operation="make_recovery_codes", path="auth/recovery-codes/", answers=accounts(422)),
    Row(
        operation="send_second_factor",
        path="auth/second-factor/",
        answers=everybody(401),
        body={"code": "123456"},
    ),
    Row(
        operation="confirm_second_factor",
        path="auth/second-factor/confirmation/",
        answers=accounts(422),
        body={"code": "123456"},
    ),
    read("begin_passkey", "auth/passkeys/", accounts(409)),
    Row(
        operation="add_passkey",
        path="auth/passkeys/",
        answers=accounts(409),
        body={**CREDENTIAL, "name": "Phone"},
    ),
    Row(
        operation="rename_passkey",
        path="auth/passkeys/",
        answers=accounts(422),
        body={"id": 1, "name": "Phone"},
    ),
    Row(
        operation="remove_passkeys",
        path="auth/passkeys/",
        answers=accounts(422),
        body={"authenticators": [1]},
    ),
    read("begin_passkey_sign_in", "auth/passkeys/login/"),
    Row(
        operation="sign_in_with_passkey",
        path="auth/passkeys/login/",
        answers=everybody(422),
        body=CREDENTIAL,
    ),
    read("begin_passkey_factor", "auth/passkeys/second-factor/", everybody(401)),
    Row(
        operation="send_passkey_factor",
        path="auth/passkeys/second-factor/",
        answers=everybody(401),
        body=CREDENTIAL,
    ),
]
TABLE = [*CATALOGUE, *RECOMMENDATIONS, *CART, *ORDERS, *ACCOUNT, *CHAT, *SIGN_IN]
PRIVATE = [*CART, *ORDERS, *ACCOUNT, *CHAT]
