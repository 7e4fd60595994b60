"""Reads a form from a page as a browser does, so that it can be sent again by somebody else."""

from __future__ import annotations

from html.parser import HTMLParser


class _Reader(HTMLParser):
    """Keeps what a browser would send: ticked boxes, chosen options, texts. Disabled fields are left out."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.values: dict[str, list[str]] = {}
        self.is_inside = False
        self.select: str | None = None
        self.first: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = given.get("id") == self.form_id
        name = given.get("name", "")
        if not self.is_inside or "disabled" in given or (tag != "option" and not name):
            return
        if tag == "input":
            self._input(name, given)
        elif tag == "select":
            self.select, self.first = name, None if "multiple" in given else ""
        elif tag == "option" and self.select is not None and "selected" in given:
            self.values.setdefault(self.select, []).append(given.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.values[name] = [""]

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"submit", "button", "file", "image"}:
            return
        if kind in {"checkbox", "radio"} and "checked" not in given:
            return
        self.values.setdefault(name, []).append(given.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.values[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "select":
            if self.select is not None and self.first == "":
                self.values.setdefault(self.select, [""])
            self.select = None
        elif tag == "textarea":
            self.area = None


def read(page: str, form_id: str) -> dict[str, list[str]]:
    """The values of the form with the id, as a browser would send them unchanged."""
    reader = _Reader(form_id)
    reader.feed(page)
    return reader.values
