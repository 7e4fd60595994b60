"""What an editor asks for. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Tone = Literal["plain", "warm", "lively", "technical"]
Length = Literal["short", "medium", "long"]
Language = Literal["en", "zh-hans"]
TONES: tuple[Tone, ...] = get_args(Tone)
LENGTHS: tuple[Length, ...] = get_args(Length)
LANGUAGES: tuple[Language, ...] = get_args(Language)
MOST_KEYWORDS, LONGEST_KEYWORD = 6, 60


@dataclass(frozen=True, kw_only=True)
class Brief:
    """`attempt` tells apart the proposals of one product: another one has other words. `instruction` is for the writer only."""

    tone: Tone = "plain"
    length: Length = "medium"
    language: Language = "en"
    keywords: tuple[str, ...] = field(default=())
    instruction: str = ""
    attempt: int = 0


def keywords(text: str) -> tuple[str, ...]:
    """Those of a line, separated by commas. Raises ValueError for too many or too long ones."""
    found = [
        " ".join(part.split())
        for part in text.replace("，", ",").replace("、", ",").replace("\n", ",").split(",")
    ]
    unique = tuple(dict.fromkeys(filter(None, found)))
    if len(unique) > MOST_KEYWORDS:
        raise ValueError(f"Give at most {MOST_KEYWORDS} keywords, separated by commas.")
    if any(len(word) > LONGEST_KEYWORD for word in unique):
        raise ValueError(f"A keyword has at most {LONGEST_KEYWORD} characters.")
    return unique
