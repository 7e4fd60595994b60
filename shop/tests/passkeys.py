"""A security key in software: makes a passkey and signs in with it, as a phone would. Attestation is "none", the key ES256."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT_AND_VERIFIED, HAS_CREDENTIAL = 0x05, 0x40


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class SecurityKey:
    def __init__(self, *, origin: str = "https://testserver", rp: str = "testserver") -> None:
        self.origin, self.rp = origin, rp
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id, self.user, self.count = secrets.token_bytes(16), b"", 0

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.create answers to the options, as JSON."""
        public = options["publicKey"]
        self.user = public["user"]["id"].encode()
        cose = dict(ES256.from_cryptography_key(self.private.public_key()))
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(cose)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(HAS_CREDENTIAL) + credential}
        told = {
            "clientDataJSON": _text(self._client("webauthn.create", public["challenge"])),
            "attestationObject": _text(cbor.encode(attestation)),
            "transports": ["internal"],
        }
        return self._credential(told, {"credProps": {"rk": True}})

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.get answers."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._data(0)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        told = {
            "clientDataJSON": _text(client),
            "authenticatorData": _text(data),
            "signature": _text(signature),
            "userHandle": self.user.decode(),
        }
        return self._credential(told, {})

    def _credential(self, response: dict[str, Any], extensions: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "public-key",
            "id": _text(self.id),
            "rawId": _text(self.id),
            "response": response,
            "clientExtensionResults": extensions,
            "authenticatorAttachment": "platform",
        }

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags: int) -> bytes:
        self.count += 1
        return (
            hashlib.sha256(self.rp.encode()).digest()
            + bytes([PRESENT_AND_VERIFIED | flags])
            + self.count.to_bytes(4, "big")
        )
