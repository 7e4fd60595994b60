"""Cuts a review into sentences and remembers where each stood. Pure.

Invariant: `text[start:end]` is the sentence, word for word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|[。！？]+[”’）]*|\n+")
LEADS = re.compile(
    r"(?:That said|On the other hand|One more thing|The catch|Short and honest|Pros?|Cons?|优点|缺点)\s*[:：]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    text: str
    start: int
    end: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """In order, without spaces around and without words that only lead over, such as "That said:"."""
    found, start = [], 0
    for end in [*(match.end() for match in END.finditer(text)), len(text)]:
        one = _trimmed(text, start, end)
        if one is not None:
            found.append(one)
        start = end
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Sentence | None:
    while start < end and text[start].isspace():
        start += 1
    lead = LEADS.match(text, start, end)
    if lead:
        start = lead.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(text[start:end], start, end) if end > start else None
