"""Reads typed values from environment variables; a malformed one stops the start with a message that names it.

A file `.env` beside manage.py gives values that the environment itself does not set. `python -m config.environment`
(a part of `make run`) writes one for a shop on this machine alone, with a secret key of its own, when there is none.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import Error

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"
TRUE = frozenset({"1", "true", "yes", "on"})
APP_ORIGIN = re.compile(r"android:apk-key-hash:[A-Za-z0-9_-]{43}|https://[a-z0-9.-]+(:[0-9]{1,5})?")
FALSE = frozenset({"0", "false", "no", "off", ""})


def load_file(path: Path = ENV_FILE) -> None:
    """Take NAME=value lines from the file, unless MARIGOLD_ENV=0; names that are set already keep their value."""
    if os.environ.get("MARIGOLD_ENV") == "0" or not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def write_local_file(path: Path = ENV_FILE) -> bool:
    """Write the settings of a demonstration shop on this machine, readable by its owner only; False when they exist."""
    values = {
        "MARIGOLD_DEMO": "1",
        "SECURE_HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1 localhost [::1]",
        "SECRET_KEY": secrets.token_urlsafe(48),
    }
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("# Settings of this machine's shop; the README lists all of them.\n")
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    return True


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def words(name: str, default: str = "") -> list[str]:
    """Several words separated by spaces or commas."""
    return text(name, default).replace(",", " ").split()


def app_origins(name: str) -> list[str]:
    """Origins that apps sign passkeys with: of an Android app `android:apk-key-hash:` and the SHA-256 of its certificate."""
    found = words(name)
    for origin in found:
        if not APP_ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"{name} has {origin!r}: write android:apk-key-hash: and the 43 letters of base64url that are the SHA-256 of the "
                "app's signing certificate, or https://host."
            )
    return found


def boolean(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE | FALSE:
        return value.strip().lower() in TRUE
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def database(url: str, *, pool: bool) -> dict[str, Any]:
    """Django's database settings from a libpq URI or key=value string, as https://www.postgresql.org/docs/current/libpq-connect.html
    defines them."""
    try:
        parameters = conninfo_to_dict(url)
    except Error as error:
        raise ImproperlyConfigured(f"DATABASE_URL is no PostgreSQL address: {error}") from None
    options: dict[str, Any] = {
        key: value
        for key, value in parameters.items()
        if key not in {"dbname", "user", "password", "host", "port"}
    }
    if pool:
        options["pool"] = {"min_size": 2, "max_size": 20, "timeout": 10}
        options["prepare_threshold"] = 1
    return {
        "ENGINE": "config.postgres",
        "NAME": parameters.get("dbname", ""),
        "USER": parameters.get("user", ""),
        "PASSWORD": parameters.get("password", ""),
        "HOST": parameters.get("host", ""),
        "PORT": str(parameters.get("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0 if pool else 60,
        "OPTIONS": options,
    }


if __name__ == "__main__":
    write_local_file()
