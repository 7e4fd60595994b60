"""Sentences of the shop's texts that may be quoted word for word. Pure: markdown or plain text in, sentences out.

Invariant: a sentence is what a reader of the page sees; headings, tables, lists of links and pictures are not quoted.
"""

from __future__ import annotations

import re

from language.verifier import sentences

_TABLE = re.compile(r"^\s*\|")
_HEADING = re.compile(r"^\s*#{1,6}\s")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1")
SHORTEST = 12


def of_markdown(text: str, *, language: str = "en") -> list[str]:
    """In their order, without marks."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = [line for line in block.split("\n") if not (_TABLE.match(line) or _HEADING.match(line))]
        for part in _parts(lines):
            found += of_text(_plain(part), language=language)
    return found


def of_text(text: str, *, language: str = "en") -> list[str]:
    """Sentences of a plain text; what is too short to say something is left out."""
    joined = " ".join(text.split())
    return [found for found in sentences(joined, language=language) if len(found) >= SHORTEST]


def _parts(lines: list[str]) -> list[str]:
    """Each point of a list by itself, other lines together."""
    parts: list[str] = [""]
    for line in lines:
        if _BULLET.match(line):
            parts.append(_BULLET.sub("", line))
        else:
            parts[-1] = f"{parts[-1]} {line}"
    return [part.strip() for part in parts if part.strip()]


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    for _each in range(3):
        text = _EMPHASIS.sub(r"\2", text)
    return text.strip().removeprefix("> ")
