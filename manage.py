#!/usr/bin/env python
"""Runs a command of the shop, with the embedded PostgreSQL and Redis kept up meanwhile where it needs them."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from django.core.management import execute_from_command_line

from config import services

WITHOUT_SERVERS = {
    "",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "help",
    "makemessages",
    "version",
}


def needs_servers(arguments: list[str]) -> bool:
    """Whether the command talks to PostgreSQL or Redis."""
    if {"-h", "--help", "--version"} & set(arguments):
        return False
    command = arguments[0] if arguments else ""
    return command not in WITHOUT_SERVERS or "--database" in arguments


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not needs_servers(sys.argv[1:]):
        execute_from_command_line(sys.argv)
        return
    signal.signal(signal.SIGTERM, _leave)
    try:
        with services.running():
            execute_from_command_line(sys.argv)
    except services.ServiceError as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
