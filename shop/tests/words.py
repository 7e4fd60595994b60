"""What a page says in Latin letters: the words that a Chinese page must not have, but for names."""

from __future__ import annotations

import re
from html.parser import HTMLParser

SILENT = {"script", "style", "template", "code"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
META = {"description", "og:title", "og:description"}
NO_WORD = re.compile(
    r"\S+@\S+|https?://\S+|&\w+;|\b[A-Z]+-\d[\w-]*"
)  # addresses, and numbers of orders and goods
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_foreign = tag != "html" and values.get("lang", "").startswith("en")
        is_symbol = "material-symbols" in values.get("class", "")
        if not any(self.open) and not is_foreign:
            self.said += [values[name] for name in SPOKEN & set(values)]
            if tag == "input" and values.get("type") in {"submit", "button", "reset"}:
                self.said.append(values.get("value", ""))
            if tag == "meta" and META & {values.get("name"), values.get("property")}:
                self.said.append(values.get("content", ""))
        if tag not in VOID:
            self.open.append(tag in SILENT or is_foreign or is_symbol)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open):
            self.said.append(data)


def spoken(page: str) -> list[str]:
    """Every text that people see or hear: words between tags, names of controls, descriptions."""
    reader = _Reader()
    reader.feed(page)
    return [text for text in reader.said if text.strip()]


def latin(page: str, *, names: frozenset[str] = frozenset()) -> set[str]:
    """Words in Latin letters that the page says, without names, addresses and numbers."""
    return {word for text in spoken(page) for word in WORD.findall(NO_WORD.sub(" ", text))} - names
