"""Signing up and in by the API: tokens, verification, reset, authenticator apps, passkeys, sessions; and the website's second step."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from shop import access
from shop.models import CartLine, User
from shop.tests import factories
from shop.tests.callers import App, kind_of
from shop.tests.passkeys import SecurityKey

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


@pytest.fixture
def verified(alice: User) -> User:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    return alice


def signed_in(email: str = "alice@example.com", password: str = PASSWORD) -> App:
    app = App()
    answer = app.post("auth/login/", {"email": email, "password": password})
    assert answer.status_code == 200, answer.content
    app.headers["X-Session-Token"] = answer.json()["session_token"]
    return app


def proven() -> App:
    """Signed in, and asked once more for the password, as second factors want it."""
    app = signed_in()
    assert kind_of(app.get("auth/passkeys/")) == "reauthentication-required"
    assert app.post("auth/reauthentication/", {"password": PASSWORD}).status_code == 200
    return app


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_totp(app: App) -> str:
    secret = app.get("auth/totp/").json()["secret"]
    cache.clear()
    answer = app.post("auth/totp/", {"code": code_of(secret)})
    assert answer.json()["is_active"], answer.content
    cache.clear()
    return secret


def test_a_new_account_is_signed_in_and_verifies_its_address() -> None:
    app = App()
    answer = app.post("auth/signup/", {"email": "new@example.com", "password": "a longer phrase"})
    app.headers["X-Session-Token"] = answer.json()["session_token"]
    assert app.get("account/profile/").json()["email"] == "new@example.com"
    assert app.get("auth/emails/").json()["items"][0]["verified"] is False
    key = re.search(r"/confirm-email/([^/]+)/", mail.outbox[-1].body)
    assert key
    assert app.post("auth/emails/verification/", {"key": key[1] + "x"}).status_code == 422
    assert app.post("auth/emails/verification/", {"key": key[1]}).json() == {"is_verified": True}
    assert app.get("auth/emails/").json()["items"][0]["verified"] is True


def test_a_wrong_password_is_told_at_its_field(alice: User) -> None:
    answer = App().post("auth/login/", {"email": alice.email, "password": "wrong"})
    assert kind_of(answer) == "validation-failed"
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/password"]


def test_a_weak_password_is_refused() -> None:
    answer = App().post("auth/signup/", {"email": "new@example.com", "password": "12345"})
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/password"}
    assert not User.objects.exists()


def test_signing_in_brings_the_guests_cart_along_once(alice: User) -> None:
    variant = factories.variant()
    guest = App()
    guest.post("cart/lines/", {"variant_id": variant.pk, "quantity": 2})
    for quantity in (2, 2):
        guest.post("auth/login/", {"email": alice.email, "password": PASSWORD})
        line = CartLine.objects.get(cart__user=alice)
        assert (line.variant, line.quantity) == (variant, quantity)
    assert App(alice).post("cart/merge/", {"cart_token": guest.headers["Cart-Token"]}).json()["moved"] == 0


def test_tokens_are_rotated_and_end(alice: User) -> None:
    app = signed_in()
    old = app.headers["X-Session-Token"]
    new = app.post("auth/session/rotation/").json()["session_token"]
    assert new != old
    assert kind_of(app.get("account/profile/")) == "session-ended"
    app.headers["X-Session-Token"] = new
    assert app.get("account/profile/").status_code == 200
    assert app.delete("auth/session/").status_code == 204
    assert kind_of(app.get("account/profile/")) == "session-ended"


def test_other_sessions_are_listed_and_ended(alice: User) -> None:
    phone, lost = signed_in(), signed_in()
    listed = phone.get("auth/sessions/").json()["items"]
    assert [one["is_current"] for one in listed].count(True) == 1
    other = next(one["id"] for one in listed if not one["is_current"])
    assert len(phone.delete("auth/sessions/", {"sessions": [other]}).json()["items"]) == 1
    assert kind_of(lost.get("account/profile/")) == "session-ended"
    assert phone.get("account/profile/").status_code == 200


def test_nobody_ends_another_persons_session(alice: User, bob: User) -> None:
    hers, his = signed_in(), signed_in(bob.email)
    [session] = hers.get("auth/sessions/").json()["items"]
    assert his.delete("auth/sessions/", {"sessions": [session["id"]]}).status_code == 422
    assert hers.get("account/profile/").status_code == 200


def test_a_forgotten_password_is_set_anew(verified: User) -> None:
    for email in (verified.email, "nobody@example.com"):
        assert App().post("auth/password/request/", {"email": email}).json() == {"is_sent": True}
    key = re.search(r"/password/reset/key/([^/]+)/", mail.outbox[0].body)
    assert key
    body = {"key": key[1], "password": "another long phrase"}
    assert App().post("auth/password/reset/", body).status_code == 204
    assert App().post("auth/password/reset/", body).status_code == 422
    signed_in(password="another long phrase")


def test_a_password_is_changed_by_who_knows_it(alice: User) -> None:
    app = signed_in()
    change = {"current_password": "wrong", "new_password": "another long phrase"}
    assert app.post("auth/password/", change).status_code == 422
    answer = app.post("auth/password/", {**change, "current_password": PASSWORD})
    assert answer.status_code == 200, answer.content
    signed_in(password="another long phrase")


def test_an_authenticator_app_is_a_second_step(verified: User) -> None:
    secret = with_totp(proven())
    phone = App()
    half = phone.post("auth/login/", {"email": verified.email, "password": PASSWORD})
    assert kind_of(half) == "authentication-required"
    assert {"id": "mfa_authenticate", "is_pending": True} in [
        {name: flow.get(name) for name in ("id", "is_pending")} for flow in half.json()["flows"]
    ]
    phone.headers["X-Session-Token"] = half.json()["session_token"]
    assert phone.get("account/profile/").status_code == 401, "half a sign-in opens nothing"
    assert phone.post("auth/second-factor/", {"code": "000000"}).status_code == 422
    cache.clear()
    done = phone.post("auth/second-factor/", {"code": code_of(secret)})
    assert done.status_code == 200, done.content
    phone.headers["X-Session-Token"] = done.json().get("session_token", phone.headers["X-Session-Token"])
    assert phone.get("account/profile/").json()["email"] == verified.email


def test_recovery_codes_open_once(verified: User) -> None:
    app = proven()
    with_totp(app)
    codes = app.get("auth/recovery-codes/").json()["unused_codes"]
    statuses = []
    for _ in range(2):
        phone = App()
        half = phone.post("auth/login/", {"email": verified.email, "password": PASSWORD})
        phone.headers["X-Session-Token"] = half.json()["session_token"]
        statuses.append(phone.post("auth/second-factor/", {"code": codes[0]}).status_code)
        cache.clear()
    assert statuses == [200, 422]


def test_the_website_asks_for_the_second_step_too(verified: User) -> None:
    secret = with_totp(proven())
    browser = Client()
    form = {"login": verified.email, "password": PASSWORD}
    assert browser.post("/account/login/", form)["Location"] == "/account/2fa/"
    page = browser.get("/account/2fa/")
    assert "One more step" in page.text
    assert browser.get("/account/profile/").status_code == 302
    assert browser.post("/account/2fa/", {"code": "000000"}).status_code == 200
    cache.clear()
    assert browser.post("/account/2fa/", {"code": code_of(secret)}).status_code == 302
    assert browser.get("/account/profile/").status_code == 200
    assert browser.get("/account/reauthenticate/").status_code == 200


def new_passkey(app: App) -> SecurityKey:
    key = SecurityKey()
    options = app.get("auth/passkeys/").json()["creation_options"]
    made = app.post("auth/passkeys/", {"name": "Phone", "credential": key.create(options)})
    assert made.status_code == 200, made.content
    return key


def login_with(key: SecurityKey, app: App) -> Any:
    begun = app.get("auth/passkeys/login/").json()
    app.headers["X-Session-Token"] = begun["session_token"]
    return app.post("auth/passkeys/login/", {"credential": key.get(begun["request_options"])})


def test_a_passkey_signs_in_alone(verified: User) -> None:
    app = proven()
    key = new_passkey(app)
    assert {one["type"] for one in app.get("auth/authenticators/").json()["items"]} >= {"webauthn"}
    phone = App()
    done = login_with(key, phone)
    assert done.status_code == 200, done.content
    phone.headers["X-Session-Token"] = done.json().get("session_token", phone.headers["X-Session-Token"])
    assert phone.get("account/profile/").json()["email"] == verified.email


def test_another_key_does_not(verified: User, settings: Any) -> None:
    """Nor does the right one on a page of somebody else; where development lets any page, it does."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    app = proven()
    key, forged = new_passkey(app), SecurityKey()
    forged.id, forged.user = key.id, key.user
    assert login_with(forged, App()).status_code == 422
    elsewhere = SecurityKey(origin="https://elsewhere.example.com")
    elsewhere.id, elsewhere.user, elsewhere.private = key.id, key.user, key.private
    assert login_with(elsewhere, App()).status_code == 422
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    elsewhere.count = 50
    assert login_with(elsewhere, App()).status_code == 200
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN, key.count = False, 90
    assert login_with(key, App()).status_code == 200


ANDROID = "android:apk-key-hash:pNiP5iKyQ8JwgGOaKA1zGPUPJIS-0H1xKCQcfIoGLck"


def test_an_android_app_makes_and_uses_passkeys_if_the_shop_names_it(verified: User, settings: Any) -> None:
    """By its whole name alone; and what it signs opens nothing once it is named no more."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    app = proven()
    key = SecurityKey(origin=ANDROID)

    def make() -> Any:
        options = app.get("auth/passkeys/").json()["creation_options"]
        return app.post("auth/passkeys/", {"name": "Phone", "credential": key.create(options)})

    for named in ([], [ANDROID[:-1]], [f"{ANDROID}A"], ["https://testserver.example.com"]):
        settings.API_PASSKEY_ORIGINS = named
        assert make().status_code == 422, named
    settings.API_PASSKEY_ORIGINS = ["android:apk-key-hash:" + "A" * 43, ANDROID]
    assert make().status_code == 200
    assert login_with(key, App()).status_code == 200
    settings.API_PASSKEY_ORIGINS = []
    assert login_with(key, App()).status_code == 422


def test_an_app_is_bound_to_the_shop_it_signs_for(verified: User, settings: Any) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    settings.API_PASSKEY_ORIGINS = [ANDROID]
    app = proven()
    options = app.get("auth/passkeys/").json()["creation_options"]
    elsewhere = SecurityKey(origin=ANDROID, rp="elsewhere.example.com").create(options)
    assert app.post("auth/passkeys/", {"name": "Phone", "credential": elsewhere}).status_code == 422


def test_half_a_credential_is_no_failure_of_ours(verified: User) -> None:
    for credential in ({}, {"id": "x"}, {"type": "public-key", "id": "AA", "rawId": "AA", "response": {}}):
        assert App().post("auth/passkeys/login/", {"credential": credential}).status_code == 422


def test_cart_tokens_are_signed(alice: User) -> None:
    variant = factories.variant()
    guest = App()
    guest.post("cart/lines/", {"variant_id": variant.pk})
    token = guest.headers["Cart-Token"]
    assert access.cart_by_token(token) is not None
    for forged in (token[:-1], token + "x", "x", token.replace(":", ";")):
        assert access.cart_by_token(forged) is None
        assert kind_of(App().get("cart/", Cart_Token=forged)) == "invalid-parameter"
