"""What is known of a product, typed, and how a value is written. Pure.

Invariant: a description may say what a Source holds and nothing else. The fingerprint changes when any of it changes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["number", "choice", "boolean", "text"]
Value = Decimal | bool | str
NBSP = "\N{NO-BREAK SPACE}"
ATTACHED = frozenset({"%", "°", "″", "'", '"'})
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Trait:
    """An attribute of a product; `values` has one value, or several choices. `is_option`: the shopper chooses among them."""

    code: str
    name: str
    kind: Kind
    values: tuple[Value, ...]
    unit: str = ""
    is_option: bool = False

    @property
    def key(self) -> str:
        return self.code.replace("-", "_").casefold()

    @property
    def is_false(self) -> bool:
        return self.values == (False,)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A product as descriptions see it. `categories` from the department to the shelf; `text` is the live description."""

    key: str
    title: str
    brand: str = ""
    brand_story: str = ""
    categories: tuple[str, ...] = ()
    traits: tuple[Trait, ...] = ()
    text: str = ""

    @property
    def fingerprint(self) -> str:
        """Of everything but the text itself and the brand's story."""
        facts = [
            self.title,
            self.brand,
            self.categories,
            [(one.code, one.name, one.unit, [str(value) for value in one.values]) for one in self.traits],
        ]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:32]


def written(number: Decimal) -> str:
    """Without zeros that say nothing, never with an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def measured(number: Decimal, unit: str) -> str:
    """A number and its unit, which no line break parts."""
    if not unit:
        return written(number)
    return f"{written(number)}{'' if unit in ATTACHED else NBSP}{_agreeing(number, unit)}"


def month(trait: Trait) -> int | None:
    """The month that a number without a unit stands for."""
    value = trait.values[0]
    is_month = trait.key.endswith("month") and not trait.unit and isinstance(value, Decimal)
    return int(value) if is_month and value in range(1, 13) else None


def _agreeing(number: Decimal, unit: str) -> str:
    words = {
        "years": "year",
        "months": "month",
        "weeks": "week",
        "days": "day",
        "hours": "hour",
        "minutes": "minute",
    }
    return words.get(unit, unit) if number == 1 else unit
