"""Signing up and in, e-mail addresses, passwords, authenticator apps, passkeys, sessions: the doors of django-allauth."""

from __future__ import annotations

from typing import Any

from allauth.headless.account import views as account
from allauth.headless.mfa import views as mfa
from allauth.headless.usersessions import views as usersessions
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop import accounts
from shop.api import auth_shapes as shapes
from shop.api.door import Operation, door, flat
from shop.api.resource import Resource


def nothing(body: dict[str, Any], status: int) -> None:
    return None


def sent(body: dict[str, Any], status: int) -> dict[str, Any]:
    return {"is_sent": True}


def verified(body: dict[str, Any], status: int) -> dict[str, Any]:
    """Whether or not the person is signed in as well."""
    return {"is_verified": True}


def totp(body: dict[str, Any], status: int) -> dict[str, Any]:
    """allauth says 404 and the secret where no authenticator is set up."""
    return {"is_active": status == 200} | (body.get("meta") or {} if status == 404 else {})


def with_meta(body: dict[str, Any], status: int) -> dict[str, Any]:
    meta = body.get("meta") or {}
    told = {name: meta[name] for name in ("recovery_codes_generated",) if name in meta}
    return flat(body, status) | told


Login = door(
    account.LoginView,
    post=Operation(
        name="sign_in",
        about="Sign in. A `Cart-Token` that is sent along brings the guest's cart into the account's. A 401 names in `flows` what is still to be done.",
        takes=shapes.LoginIn,
        gives=shapes.SessionShape,
    ),
)
Signup = door(
    account.SignupView,
    post=Operation(
        name="sign_up",
        about="Make an account and sign in. An e-mail asks to verify the address.",
        takes=shapes.SignupIn,
        gives=shapes.SessionShape,
    ),
)
Session = door(
    account.SessionView,
    get=Operation(name="get_session", about="Who is signed in.", gives=shapes.SessionShape),
    delete=Operation(name="sign_out", about="Sign out: the token ends now.", told=nothing, good=(200, 401)),
)
Sessions = door(
    usersessions.SessionsView,
    get=Operation(name="list_sessions", about="Where the account is signed in.", gives=shapes.SessionList),
    delete=Operation(
        name="end_sessions",
        about="Sign out elsewhere: tokens of the sessions named end now.",
        takes=shapes.SessionsIn,
        gives=shapes.SessionList,
    ),
)
Reauthenticate = door(
    account.ReauthenticateView,
    post=Operation(
        name="confirm_password",
        about="Prove once more who you are, before something delicate.",
        takes=shapes.PasswordIn,
        gives=shapes.SessionShape,
    ),
)
RequestReset = door(
    account.RequestPasswordResetView,
    post=Operation(
        name="request_password_reset",
        about="Have a link to set a new password sent.",
        takes=shapes.EmailIn,
        gives=shapes.SentShape,
        told=sent,
    ),
)
Reset = door(
    account.ResetPasswordView,
    post=Operation(
        name="reset_password",
        about="Set a new password with the key of the e-mail.",
        takes=shapes.ResetIn,
        told=nothing,
        good=(200, 401),
    ),
)
ChangePassword = door(
    account.ChangePasswordView,
    post=Operation(
        name="change_password",
        about="Set another password. The token may change; then the answer of `get_session` has the new one.",
        takes=shapes.ChangePasswordIn,
        gives=shapes.SessionShape,
    ),
)
Emails = door(
    account.ManageEmailView,
    get=Operation(name="list_emails", about="The account's e-mail addresses.", gives=shapes.EmailList),
    post=Operation(
        name="add_email", about="Add an e-mail address.", takes=shapes.EmailIn, gives=shapes.EmailList
    ),
    put=Operation(
        name="resend_verification",
        about="Have the verification sent again.",
        takes=shapes.EmailIn,
        gives=shapes.SentShape,
        told=sent,
    ),
    patch=Operation(
        name="make_email_primary",
        about="Make an address the primary one.",
        takes=shapes.PrimaryIn,
        gives=shapes.EmailList,
    ),
    delete=Operation(
        name="remove_email", about="Remove an e-mail address.", takes=shapes.EmailIn, gives=shapes.EmailList
    ),
)
VerifyEmail = door(
    account.VerifyEmailView,
    post=Operation(
        name="verify_email",
        about="Verify an address with the key of the e-mail.",
        takes=shapes.KeyIn,
        gives=shapes.VerifiedShape,
        told=verified,
        good=(200, 401),
    ),
)
SecondFactor = door(
    mfa.AuthenticateView,
    post=Operation(
        name="send_second_factor",
        about="The second step of signing in, with the token that the first one gave.",
        takes=shapes.CodeIn,
        gives=shapes.SessionShape,
    ),
)
ConfirmFactor = door(
    mfa.ReauthenticateView,
    post=Operation(
        name="confirm_second_factor",
        about="Prove once more who you are, with a code.",
        takes=shapes.CodeIn,
        gives=shapes.SessionShape,
    ),
)
Authenticators = door(
    mfa.AuthenticatorsView,
    get=Operation(
        name="list_authenticators", about="Second factors of the account.", gives=shapes.AuthenticatorList
    ),
)
Totp = door(
    mfa.ManageTOTPView,
    get=Operation(
        name="get_totp",
        about="The authenticator app, or the secret to set one up.",
        gives=shapes.TotpShape,
        told=totp,
        good=(200, 404),
    ),
    post=Operation(
        name="activate_totp",
        about="Set up an authenticator app with a code that it makes.",
        takes=shapes.CodeIn,
        gives=shapes.TotpShape,
        told=totp,
    ),
    delete=Operation(name="deactivate_totp", about="Remove the authenticator app.", told=nothing),
)
RecoveryCodes = door(
    mfa.ManageRecoveryCodesView,
    get=Operation(
        name="get_recovery_codes", about="Codes for when the device is lost.", gives=shapes.RecoveryShape
    ),
    post=Operation(
        name="make_recovery_codes", about="Make new ones; old ones end.", gives=shapes.RecoveryShape
    ),
)
Passkeys = door(
    mfa.ManageWebAuthnView,
    get=Operation(name="begin_passkey", about="Options to make a passkey with.", gives=shapes.CreationShape),
    post=Operation(
        name="add_passkey",
        about="Add the passkey that the device made.",
        takes=shapes.NewPasskeyIn,
        gives=shapes.MadePasskey,
        told=with_meta,
    ),
    put=Operation(
        name="rename_passkey",
        about="Give a passkey another name.",
        takes=shapes.RenamePasskeyIn,
        gives=shapes.AuthenticatorShape,
    ),
    delete=Operation(name="remove_passkeys", about="Remove passkeys.", takes=shapes.PasskeysIn, told=nothing),
)
PasskeyLogin = door(
    mfa.LoginWebAuthnView,
    get=Operation(
        name="begin_passkey_sign_in", about="Options to sign in with a passkey.", gives=shapes.PasskeyStart
    ),
    post=Operation(
        name="sign_in_with_passkey",
        about="Sign in with a passkey alone.",
        takes=shapes.CredentialIn,
        gives=shapes.SessionShape,
    ),
)
PasskeyFactor = door(
    mfa.AuthenticateWebAuthnView,
    get=Operation(
        name="begin_passkey_factor",
        about="Options to use a passkey as the second step.",
        gives=shapes.PasskeyStart,
    ),
    post=Operation(
        name="send_passkey_factor",
        about="The second step of signing in, by a passkey.",
        takes=shapes.CredentialIn,
        gives=shapes.SessionShape,
    ),
)


class Rotation(Resource):
    """Token rotation: the same session under another name."""

    limit = "sign-in"
    private = frozenset({"post"})

    @extend_schema(
        operation_id="rotate_session_token", request=None, responses=shapes.TokenShape, tags=["sign-in"]
    )
    def post(self, request: Request) -> Response:
        """Get a new session token; the one that was sent ends now."""
        return Response({"session_token": accounts.rotate(request.auth)})
