"""Versions of the API, and what is to go: headers that tell clients long before something ends. Pure.

`Deprecation` is RFC 9745, `Sunset` RFC 8594; both name a document. docs/api.md has the policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

VERSION = "1.1.0"
"""Of the contract: greater by the first number where clients must change, by the second where something was added."""

NOTICE_MONTHS = 6
"""An end is told at least so long before."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """An operation that still works, and until when; `instead` is the path of what takes its place."""

    since: datetime
    until: datetime
    instead: str

    def headers(self) -> dict[str, str]:
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": format_datetime(self.until.astimezone(UTC), usegmt=True),
            "Link": f'<{self.instead}>; rel="successor-version"',
        }
