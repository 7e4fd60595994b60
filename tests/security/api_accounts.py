"""Who may do what of the API's account and of signing in."""

from __future__ import annotations

from tests.security.api_rows import (
    ACCOUNTS,
    ADDRESS,
    ALICE,
    ALL,
    ANY,
    REVIEW,
    Row,
    accounts,
    alices,
    everybody,
    read,
)

PASSWORD, WRONG = "correct horse battery", "not the password"
CREDENTIAL = {"credential": {"id": "forged"}}
NOT_TWICE = {**everybody(409), "anonymous": 422}
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
