"""Scripted dialogues: cases.jsonl, one JSON object a line. Pure.

A malformed line is refused with file, line and what was expected; nothing is half read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.intents.corpus import INTENTS, BadFolder

FILE = "cases.jsonl"
GUEST = "guest"
_NAME = re.compile(r"[a-z0-9._-]+")


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """Of the last answer: its intent (None: any), whether it refuses, whether a person has been called by then, what it must
    show; `must_not_match` is of all answers."""

    intent: str | None
    out_of_scope: bool
    handoff: bool
    must_match: tuple[re.Pattern[str], ...]
    must_not_match: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """`speaker` is "guest", or the part before the @ of a shopper's e-mail address."""

    id: str
    speaker: str
    messages: tuple[str, ...]
    expect: Expectation


def read(folder: Path) -> tuple[Case, ...]:
    """Raises BadFolder."""
    path = folder / FILE
    found: dict[str, Case] = {}
    for number, row in lines(path):
        case = _case(row, _Place(path, number))
        if case.id in found:
            raise BadFolder(
                f"{path}, line {number}: expected an id of its own, {case.id!r} stands above already"
            )
        found[case.id] = case
    if not found:
        raise BadFolder(f"{path}: expected at least one case")
    return tuple(found.values())


def lines(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    """The JSON objects of a file with their line numbers. Raises BadFolder."""
    try:
        texts = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadFolder(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFolder(f"{path}: not UTF-8 ({error})") from error
    return [
        (number, _row(text, _Place(path, number)))
        for number, text in enumerate(texts, start=1)
        if text.strip()
    ]


def _row(text: str, place: _Place) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
    except ValueError as error:
        raise place.bad(f"a JSON object ({error})") from error
    if not isinstance(row, dict):
        raise place.bad("a JSON object")
    return row


@dataclass(frozen=True)
class _Place:
    path: Path
    number: int

    def bad(self, expected: str) -> BadFolder:
        return BadFolder(f"{self.path}, line {self.number}: expected {expected}")


def _case(row: Mapping[str, Any], place: _Place) -> Case:
    id_, speaker, messages, expect = (row.get(key) for key in ("id", "as", "messages", "expect"))
    if not isinstance(id_, str) or not id_:
        raise place.bad('"id", a text')
    if not isinstance(speaker, str) or not _NAME.fullmatch(speaker):
        raise place.bad(f"\"as\", {GUEST!r} or the name of a shopper such as 'alice'")
    if (
        not isinstance(messages, list)
        or not messages
        or not all(isinstance(one, str) and one.strip() for one in messages)
    ):
        raise place.bad('"messages", a list of texts')
    if not isinstance(expect, dict):
        raise place.bad('"expect", an object')
    return Case(id=id_, speaker=speaker, messages=tuple(messages), expect=_expectation(expect, place))


def _expectation(row: Mapping[str, Any], place: _Place) -> Expectation:
    unknown = row.keys() - {"intent", "out_of_scope", "handoff", "must_match", "must_not_match"}
    if unknown:
        raise place.bad(f'no {min(unknown)!r} in "expect"')
    intent = row.get("intent")
    if intent is not None and intent not in INTENTS:
        raise place.bad(f'"intent", null or one of {", ".join(INTENTS)}')
    flags = {key: row.get(key, False) for key in ("out_of_scope", "handoff")}
    for key, value in flags.items():
        if not isinstance(value, bool):
            raise place.bad(f'"{key}", true or false')
    must, never = (_patterns(row.get(key, []), key, place) for key in ("must_match", "must_not_match"))
    return Expectation(intent=intent, **flags, must_match=must, must_not_match=never)


def _patterns(values: object, key: str, place: _Place) -> tuple[re.Pattern[str], ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise place.bad(f'"{key}", a list of regular expressions')
    try:
        return tuple(re.compile(value) for value in values)
    except re.error as error:
        raise place.bad(f'"{key}", regular expressions ({error})') from error
