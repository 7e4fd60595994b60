"""Where passkeys may be used: on the shop's own pages, and in apps whose origins the shop names in API_PASSKEY_ORIGINS.

An Android app signs `android:apk-key-hash:HASH` as its origin, which is no web address, so fido2 refuses it by itself. allauth
knows "any origin" only; `install` has it ask `is_ours` instead. Invariant: an origin passes only if it is named exactly, or is
an https page of the relying party.
"""

from __future__ import annotations

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from fido2.rpid import verify_rp_id
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity


def install() -> None:
    """Every verification of allauth goes through its `get_server`."""
    auth.get_server = server


def server() -> Fido2Server:
    party = PublicKeyCredentialRpEntity(**get_adapter().get_public_key_credential_rp_entity())
    return Fido2Server(party, verify_origin=lambda origin: is_ours(origin, party=str(party.id)))


def is_ours(origin: str, *, party: str) -> bool:
    """Development lets any origin pass, as allauth does with WEBAUTHN_ALLOW_INSECURE_ORIGIN."""
    if app_settings.WEBAUTHN_ALLOW_INSECURE_ORIGIN or origin in settings.API_PASSKEY_ORIGINS:
        return True
    return verify_rp_id(party, origin)
