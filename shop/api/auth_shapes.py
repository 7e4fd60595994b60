"""What signing in takes and gives. The fields are django-allauth's; what they mean is checked there."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

PASSWORD = {"style": {"input_type": "password"}, "trim_whitespace": False, "max_length": 256}


class LoginIn(serializers.Serializer[Any]):
    email = serializers.EmailField()
    password = serializers.CharField(**PASSWORD)


class SignupIn(LoginIn):
    pass


class PasswordIn(serializers.Serializer[Any]):
    password = serializers.CharField(**PASSWORD)


class ChangePasswordIn(serializers.Serializer[Any]):
    current_password = serializers.CharField(**PASSWORD)
    new_password = serializers.CharField(**PASSWORD)


class EmailIn(serializers.Serializer[Any]):
    email = serializers.EmailField()


class PrimaryIn(EmailIn):
    primary = serializers.BooleanField(help_text="Must be true.")


class KeyIn(serializers.Serializer[Any]):
    key = serializers.CharField(max_length=300, help_text="From the link in the e-mail.")


class ResetIn(KeyIn):
    password = serializers.CharField(**PASSWORD)


class CodeIn(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=20, help_text="Of the authenticator app, or a recovery code.")


class SessionsIn(serializers.Serializer[Any]):
    sessions = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), allow_empty=False, max_length=100
    )


class CredentialIn(serializers.Serializer[Any]):
    credential = serializers.DictField(help_text="What the platform's WebAuthn call answered.")


class NewPasskeyIn(CredentialIn):
    name = serializers.CharField(max_length=100)


class RenamePasskeyIn(serializers.Serializer[Any]):
    id = serializers.IntegerField(min_value=1, max_value=2**62)
    name = serializers.CharField(max_length=100)


class PasskeysIn(serializers.Serializer[Any]):
    authenticators = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), allow_empty=False, max_length=50
    )


class UserShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    display = serializers.CharField()
    email = serializers.EmailField(required=False)
    has_usable_password = serializers.BooleanField()


class SessionShape(serializers.Serializer[Any]):
    """Who is signed in."""

    user = UserShape()
    session_token = serializers.CharField(
        required=False,
        help_text="Send it as `X-Session-Token` from now on. Absent where the token stays as it is.",
    )
    methods = serializers.ListField(
        child=serializers.DictField(), help_text="How the person proved who they are."
    )


class TokenShape(serializers.Serializer[Any]):
    session_token = serializers.CharField(
        help_text="Takes the place of the one that was sent, which ends now."
    )


class OwnSessionShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    ip = serializers.IPAddressField()
    user_agent = serializers.CharField()
    created_at = serializers.FloatField(help_text="Seconds since 1970.")
    is_current = serializers.BooleanField()


class SessionList(serializers.Serializer[Any]):
    items = OwnSessionShape(many=True)


class EmailShape(serializers.Serializer[Any]):
    email = serializers.EmailField()
    verified = serializers.BooleanField()
    primary = serializers.BooleanField()


class EmailList(serializers.Serializer[Any]):
    items = EmailShape(many=True)


class VerifiedShape(serializers.Serializer[Any]):
    is_verified = serializers.BooleanField()


class SentShape(serializers.Serializer[Any]):
    """Whether or not there is such an account: nobody learns that here."""

    is_sent = serializers.BooleanField()


class TotpShape(serializers.Serializer[Any]):
    """`secret` and `totp_url` are there while no authenticator app is set up: send a code that it makes."""

    is_active = serializers.BooleanField()
    secret = serializers.CharField(required=False)
    totp_url = serializers.CharField(required=False)


class RecoveryShape(serializers.Serializer[Any]):
    total_code_count = serializers.IntegerField()
    unused_code_count = serializers.IntegerField()
    unused_codes = serializers.ListField(child=serializers.CharField(), required=False)


class AuthenticatorShape(serializers.Serializer[Any]):
    type = serializers.ChoiceField(["totp", "recovery_codes", "webauthn"])
    id = serializers.IntegerField(required=False)
    name = serializers.CharField(required=False)
    created_at = serializers.FloatField()
    last_used_at = serializers.FloatField(allow_null=True)


class AuthenticatorList(serializers.Serializer[Any]):
    items = AuthenticatorShape(many=True)


class CreationShape(serializers.Serializer[Any]):
    creation_options = serializers.DictField(
        help_text="For the platform's WebAuthn call that makes a passkey."
    )


class RequestShape(serializers.Serializer[Any]):
    request_options = serializers.DictField(help_text="For the platform's WebAuthn call that uses a passkey.")


class PasskeyStart(RequestShape):
    session_token = serializers.CharField(
        required=False, help_text="Send it with the answer as `X-Session-Token`."
    )


class MadePasskey(AuthenticatorShape):
    recovery_codes_generated = serializers.BooleanField(required=False)
