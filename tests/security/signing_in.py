"""Who may do what at the addresses of allauth: log-in, sign-up, e-mail addresses, second factors, passwords. Rows of the table."""

from __future__ import annotations

from tests.security.rows import ACCOUNTS, EVERYBODY, Row, accounts_get, all_get, page

NEWCOMER = {"email": "new@example.com", "password1": "a longer phrase", "password2": "a longer phrase"}
ALLAUTH = [
    Row(
        name="account_login",
        address="/account/login/",
        get=accounts_get(302, anonymous=200),
        post=accounts_get(302, anonymous=200),
        data={"login": "bob@example.com", "password": "wrong"},
    ),
    Row(
        name="account_login",
        address="/account/login/",
        get=accounts_get(302, anonymous=200),
        post=all_get(302),
        data={"login": "bob@example.com", "password": "correct horse battery"},
        writes=frozenset({"anonymous"}),
    ),
    Row(
        name="account_logout",
        address="/account/logout/",
        get=accounts_get(200, anonymous=302),
        post=all_get(302),
    ),
    Row(
        name="account_signup",
        address="/account/signup/",
        get=accounts_get(302, anonymous=200),
        post=all_get(302),
        data=NEWCOMER,
        writes=frozenset({"anonymous"}),
    ),
    Row(name="mfa_authenticate", address="/account/2fa/", get=all_get(302), post=all_get(302)),
    page("account_inactive", "/account/inactive/"),
    page("account_email_verification_sent", "/account/confirm-email/"),
    page("account_reset_password_done", "/account/password/reset/done/"),
    page("account_reset_password_from_key_done", "/account/password/reset/key/done/"),
    Row(
        name="account_reauthenticate",
        address="/account/reauthenticate/",
        get=accounts_get(200),
        post=accounts_get(302),
        data={"password": "correct horse battery"},
    ),
    Row(
        name="account_email",
        address="/account/email/",
        get=accounts_get(200),
        post=accounts_get(302),
        data={"action_add": "", "email": "second@example.com"},
        writes=ACCOUNTS,
    ),
    Row(
        name="account_email",
        address="/account/email/",
        get=accounts_get(200),
        post=accounts_get(302),
        data={"action_remove": "", "email": "alice@example.com"},
    ),
    Row(
        name="account_change_password",
        address="/account/password/change/",
        get=accounts_get(200),
        post=accounts_get(302),
        data={
            "oldpassword": "correct horse battery",
            "password1": "a longer phrase",
            "password2": "a longer phrase",
        },
        writes=ACCOUNTS,
    ),
    Row(
        name="account_set_password",
        address="/account/password/set/",
        get=accounts_get(302),
        post=accounts_get(302),
        data={"password1": "a longer phrase", "password2": "a longer phrase"},
    ),
    Row(
        name="account_reset_password",
        address="/account/password/reset/",
        get=all_get(200),
        post=all_get(302),
        data={"email": "bob@example.com"},
    ),
    Row(
        name="account_confirm_login_code",
        address="/account/login/code/confirm/",
        get=all_get(302),
        post=all_get(302),
        data={"code": "123456"},
    ),
    Row(
        name="account_confirm_email",
        address="/account/confirm-email/{email_key}/",
        get=all_get(200),
        post=all_get(302),
        writes=EVERYBODY,
        is_key=True,
    ),
    Row(
        name="account_confirm_email",
        address="/account/confirm-email/{email_key}x/",
        get=all_get(200),
        post=all_get(404),
    ),
    Row(
        name="account_reset_password_from_key",
        address="/account/password/reset/key/{reset_user}-{reset_key}/",
        get=all_get(302),
        post=all_get(302),
        is_key=True,
    ),
    Row(
        name="account_reset_password_from_key",
        address="/account/password/reset/key/{reset_user}-{reset_key}x/",
        get=all_get(200),
        post=all_get(200),
        data={"password1": "a longer phrase", "password2": "a longer phrase"},
    ),
    Row(
        name="account_reset_password_from_key",
        address="/account/password/reset/key/{reset_user}-set-password/",
        get=all_get(200),
        post=all_get(200),
        data={"password1": "a longer phrase", "password2": "a longer phrase"},
    ),
]
