#!/usr/bin/env python
"""Runs a command of the shop, with the embedded PostgreSQL and Redis kept up meanwhile where it needs them."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

WITHOUT_SERVERS = {"check", "collectstatic", "compilemessages", "diffsettings", "help", "makemessages"}


def needs_servers(arguments: list[str]) -> bool:
    """Whether the command talks to PostgreSQL or Redis."""
    if not arguments or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_SERVERS or "--database" in arguments


def run(arguments: list[str]) -> None:
    """Run the command of a command line; ServiceError and ImproperlyConfigured say what to do."""
    from django.core.management import execute_from_command_line

    from config import environment, services

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    environment.load_file()
    if not needs_servers(arguments[1:]):
        execute_from_command_line(arguments)
        return
    signal.signal(signal.SIGTERM, _leave)
    with services.running():
        execute_from_command_line(arguments)


def main() -> None:
    """Run the command of this process; what a newcomer can mend is one line."""
    if sys.version_info[:2] != (3, 11):
        sys.exit(
            f"Error: Marigold needs Python 3.11 and this is {sys.version.split()[0]}: use .venv/bin/python."
        )
    try:
        from django.core.exceptions import ImproperlyConfigured

        from config.services import ServiceError
    except ModuleNotFoundError as error:
        sys.exit(
            f"Error: the package {error.name} is missing: run `make install`, then use .venv/bin/python."
        )
    try:
        run(sys.argv)
    except (ServiceError, ImproperlyConfigured) as error:
        sys.exit(f"Error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
