"""Finds what a browser would run in a page: scripts in it, handlers, addresses that are code, frames and plugins.

The shop's own pages hold none of these, because their policy forbids them; a script from a file of ours is no finding.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

EMBEDDING = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "portal", "math"})
LINKS = frozenset(
    {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "ping"}
)
CODE = re.compile(r"^(javascript|vbscript|data:text|data:image/svg)", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]")
INERT_SCRIPTS = frozenset({"application/ld+json", "application/json"})


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        if tag in EMBEDDING:
            self.found.append(f"<{tag}>")
        if tag == "script" and not self._is_ours(given):
            self.found.append(f"<script {given}>")
        if tag == "style" or (tag == "link" and self._is_foreign_sheet(given)):
            self.found.append(f"<{tag} {given}>")
        if tag == "meta" and given.get("http-equiv", "").lower() in {"refresh", "set-cookie"}:
            self.found.append(f"<meta {given}>")
        for name, value in given.items():
            self._attribute(tag, name, value)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith(("on", "hx-on")):
            self.found.append(f"<{tag} {name}={value[:40]!r}>")
        if name in {"srcdoc", "style"}:
            self.found.append(f"<{tag} {name}={value[:40]!r}>")
        if name in LINKS and CODE.match(UNSEEN.sub("", unescape(value))):
            self.found.append(f"<{tag} {name}={value[:40]!r}>")

    @staticmethod
    def _is_foreign_sheet(given: dict[str, str]) -> bool:
        loads = {"stylesheet", "import", "manifest", "modulepreload"} & set(
            given.get("rel", "").lower().split()
        )
        return bool(loads) and not given.get("href", "").startswith("/static/")

    @staticmethod
    def _is_ours(given: dict[str, str]) -> bool:
        return given.get("src", "").startswith("/static/") or given.get("type", "") in INERT_SCRIPTS


def findings(page: str) -> list[str]:
    """One line for each thing in the page that could run."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return finder.found
