"""Cuts a text into sentences without cutting numbers, abbreviations and addresses. Pure."""

from __future__ import annotations

import re

_SHORTENED = "mr mrs ms dr prof st no nr approx incl excl max min e.g i.e etc vs ca inc ltd fig vol jan feb mar apr jun jul aug sep sept oct nov dec"
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_END = re.compile(r"""[.!?]+["'”’)\]]*(?=\s|$)|[。！？；]+["'”’）」』]*|…+["'”’)]*(?=\s|$)|\n+""")


def sentences(text: str, *, language: str = "en") -> list[str]:
    """The sentences of a text, trimmed, in order; nothing but white space is lost. A line is never joined with the next."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match[0] == "." and _is_inside(text, match, language=language):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _is_inside(text: str, match: re.Match[str], *, language: str) -> bool:
    """Whether the point belongs to an abbreviation or a list's number: "approx. 5", "J. Smith", "1. Open"."""
    if language.startswith("zh"):
        return False
    before = re.search(r"[^\s(]*$", text[: match.start()])
    word = before[0] if before else ""
    if re.fullmatch(r"[A-Z]|\d{1,2}", word):
        line = text[: match.start()].rpartition("\n")[2]
        return word.isalpha() or line.strip() == word
    return word.lower() in _ABBREVIATIONS
