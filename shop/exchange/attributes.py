"""Types for attribute values that come as text: the whole file decides the kind of an attribute it introduces. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shop.exchange.records import BadRow

NUMBER = re.compile(r"^(-?\d{1,10}(?:[.,]\d{1,4})?)\s*([^\d\s.,][^\d\s]{0,9})?$")
YES = frozenset({"yes", "true"})
NO = frozenset({"no", "false"})
LONGEST_CHOICE, LONGEST_TEXT = 100, 500


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`name` is a value of Attribute.Kind."""

    name: str
    unit: str = ""


def infer(values: Iterable[list[str]]) -> Kind:
    """Numbers of one unit, yes or no, choices, or text."""
    rows = list(values)
    flat = [text for row in rows for text in row]
    is_single = all(len(row) == 1 for row in rows)
    if is_single and all(text.lower() in YES | NO for text in flat):
        return Kind(name="boolean")
    numbers = [NUMBER.match(text) for text in flat]
    units = {match[2] or "" for match in numbers if match}
    if is_single and all(numbers) and len(units) == 1:
        return Kind(name="number", unit=units.pop())
    if all(len(text) <= LONGEST_CHOICE for text in flat):
        return Kind(name="choice")
    return Kind(name="text")


def infer_all(rows: Iterable[Mapping[str, list[str]]]) -> dict[str, Kind]:
    """The kind of each attribute named in the rows."""
    by_name: dict[str, list[list[str]]] = {}
    for row in rows:
        for name, values in row.items():
            by_name.setdefault(name, []).append(values)
    return {name: infer(values) for name, values in by_name.items()}


def typed(name: str, values: list[str], kind: Kind) -> list[Decimal | bool | str]:
    """The values in their attribute's type. Raises BadRow for what does not fit."""
    if kind.name == "text":
        return [", ".join(values)[:LONGEST_TEXT]]
    if kind.name in {"number", "boolean"} and len(values) > 1:
        raise BadRow(f"attribute {name!r} takes one value, not {len(values)}")
    if kind.name == "number":
        match = NUMBER.match(values[0])
        if match is None or (match[2] or kind.unit) != kind.unit:
            raise BadRow(f"attribute {name!r} expects a number in {kind.unit or 'units'}, not {values[0]!r}")
        return [Decimal(match[1].replace(",", "."))]
    if kind.name == "boolean":
        if values[0].lower() not in YES | NO:
            raise BadRow(f"attribute {name!r} expects yes or no, not {values[0]!r}")
        return [values[0].lower() in YES]
    if kind.name == "choice" and any(len(text) > LONGEST_CHOICE for text in values):
        raise BadRow(f"attribute {name!r} expects at most {LONGEST_CHOICE} characters")
    return list(values)
