"""What a sentence is checked against, and what is said against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "number", "money", "date", "name", "colour", "material", "flag", "text", "sentence", "link", "action"
]
Value = str | int | Decimal | date | bool


@dataclass(frozen=True)
class Fact:
    """One thing that is known: `key` names it in words (capacity, return_days), `unit` is of the value (ml, EUR), `source`
    says where it was read and is never compared. A "sentence" is approved text; an "action" is what really was done or
    is offered for confirmation, so a sentence may speak of it."""

    key: str
    value: Value
    unit: str = ""
    kind: Kind = "text"
    source: str = ""


@dataclass(frozen=True)
class Objection:
    """`reason` is one of number, unit, money, date, name, colour, material, negation, promise, link, unsupported;
    `words` are those of the sentence."""

    reason: str
    words: str
