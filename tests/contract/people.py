"""People who come to the shop for one request: new, verified, with an authenticator app or a passkey."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import re
import struct
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

from shop.tests.passkeys import SecurityKey
from tests.contract.phone import Phone

PASSWORD = "a longer phrase"
numbers = itertools.count(1)


@dataclass
class Person:
    email: str
    phone: Phone
    recovery_codes: list[str] = field(default_factory=list)
    key: SecurityKey = field(default_factory=SecurityKey)
    passkey_id: int = 0

    @property
    def session(self) -> str:
        return self.phone.session


class People:
    """Makes them by the API; keys of e-mails are read from the folder where the shop leaves its mail."""

    def __init__(self, url: str, mail: str) -> None:
        self.url, self.mail = url, Path(mail)

    def new(self) -> Person:
        person = Person(f"shopper-{next(numbers)}-{time.time_ns()}@example.com", Phone(self.url))
        told = person.phone.post("auth/signup/", {"email": person.email, "password": PASSWORD})
        person.phone.session = told["session_token"]
        return person

    def verified(self) -> Person:
        person = self.new()
        key = self.key_of_mail(person, "confirm-email")
        person.phone.post("auth/emails/verification/", {"key": key})
        return person

    def proven(self) -> Person:
        """Verified, and asked for the password a moment ago."""
        person = self.verified()
        person.phone.post("auth/reauthentication/", {"password": PASSWORD})
        return person

    def with_totp(self) -> Person:
        person = self.proven()
        secret = person.phone.get("auth/totp/")["secret"]
        person.phone.post("auth/totp/", {"code": code_of(secret)})
        person.recovery_codes = person.phone.get("auth/recovery-codes/")["unused_codes"]
        return person

    def with_passkey(self) -> Person:
        person = self.proven()
        person.key = SecurityKey(origin=person.phone.origin, rp=person.phone.host)
        options = person.phone.get("auth/passkeys/")["creation_options"]
        made = {"name": "Phone", "credential": person.key.create(options)}
        person.passkey_id = person.phone.post("auth/passkeys/", made)["id"]
        return person

    def sign_in(self, person: Person) -> Phone:
        """On another device."""
        phone = self.begin_sign_in(person)
        assert phone.session, person
        return phone

    def begin_sign_in(self, person: Person) -> Phone:
        """By the password; people with a second factor have half a session then."""
        phone = Phone(self.url)
        _status, told = phone.ask("POST", "auth/login/", {"email": person.email, "password": PASSWORD})
        phone.session = told["session_token"]
        return phone

    def key_of_mail(self, person: Person, kind: str) -> str:
        """The key in the latest message of that kind to the person."""
        for path in sorted(self.mail.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)[:20]:
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = message.get_body(("plain",))
            found = re.search(rf"/{kind}/([^/\s]+)/", body.get_content() if body else "")
            if found and person.email in str(message["To"]):
                return found[1]
        raise AssertionError(f"No message about {kind} to {person.email}")


def code_of(secret: str, *, at: float | None = None) -> str:
    """RFC 6238 with its usual choices: SHA-1, 30 seconds, six digits."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
