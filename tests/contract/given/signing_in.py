"""Sessions, e-mail addresses, passwords, second factors and passkeys: what requests about them need to succeed."""

from __future__ import annotations

import time
from collections.abc import Callable

from shop.tests.passkeys import SecurityKey
from tests.contract import people
from tests.contract.given.shop import NOBODY, Given, Prepare, Shop, numbers
from tests.contract.people import PASSWORD, Person
from tests.contract.phone import Phone


def session_of(make: Callable[[people.People], Person]) -> Prepare:
    """As somebody new, whose session the request may end."""
    return lambda shop: Given(session=make(shop.people).session)


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

OF_ALICE = frozenset(
    {
        "add_email",
        "make_email_primary",
        "remove_email",
        "request_password_reset",
        "resend_verification",
        "sign_up",
    }
)
NEW_PEOPLE = frozenset(PREPARED) - OF_ALICE
"""For these somebody signs up first, which takes several requests."""
