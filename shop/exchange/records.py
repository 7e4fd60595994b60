"""Rows of a catalogue file, `.jsonl` or `.csv`, checked before anything is written. Pure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

COLUMNS = ("id", "title", "description", "brand", "category", "price", "stock", "attributes")
MAX_STOCK = 2_000_000_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


class BadFile(Exception):
    """The file as a whole cannot be read."""


class BadRow(Exception):
    """One row cannot be loaded; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A product as a file describes it. `attributes` holds a list of texts for each name; price None means not for sale yet."""

    id: str
    title: str
    description: str = ""
    brand: str = ""
    category: tuple[str, ...] = ()
    price: Decimal | None = None
    stock: int | None = None
    attributes: dict[str, list[str]] = field(default_factory=dict)


def read(path: Path) -> Iterator[tuple[int, Record | BadRow]]:
    """Line numbers with their record, or with what is wrong with it. Raises BadFile."""
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv}
    if path.suffix.lower() not in readers:
        raise BadFile(f"{path}: expected a .jsonl or .csv file.")
    try:
        yield from readers[path.suffix.lower()](path)
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: not UTF-8 text ({error.reason} at byte {error.start}).") from error


def _read_jsonl(path: Path) -> Iterator[tuple[int, Record | BadRow]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                raw = json.loads(line, parse_float=Decimal)
            except ValueError as error:
                yield number, BadRow(f"not a JSON object: {error}")
            else:
                yield number, _checked(raw)


def _read_csv(path: Path) -> Iterator[tuple[int, Record | BadRow]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"id", "title"} - set(rows.fieldnames or ())
        unknown = set(rows.fieldnames or ()) - set(COLUMNS)
        if missing or unknown:
            raise BadFile(
                f"{path}: the first line must name columns of {', '.join(COLUMNS)}; id and title are required."
            )
        try:
            for raw in rows:
                if None in raw or None in raw.values():
                    yield rows.line_num, BadRow("has another number of columns than the first line")
                    continue
                values = {name: plain(value) for name, value in raw.items()}
                try:
                    yield (
                        rows.line_num,
                        _checked({**values, "attributes": _named(values.get("attributes", ""))}),
                    )
                except BadRow as error:
                    yield rows.line_num, error
        except csv.Error as error:
            raise BadFile(f"{path}, line {rows.line_num}: {error}.") from error


def _named(text: str) -> dict[str, list[str]]:
    """`colour=navy; colour=white; capacity=750 ml` as lists by name."""
    named: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, separator, value = part.partition("=")
        if not separator:
            raise BadRow(f"attribute {part!r} is not name=value")
        named.setdefault(name.strip(), []).append(value.strip())
    return named


def _checked(raw: Any) -> Record | BadRow:
    try:
        return _record(raw)
    except BadRow as error:
        return error


def _record(raw: Any) -> Record:
    if not isinstance(raw, dict):
        raise BadRow("not a JSON object")
    texts = {name: _text(raw, name) for name in ("id", "title", "description", "brand", "category")}
    for name, longest in (("id", 200), ("title", 300), ("brand", 100)):
        if len(texts[name]) > longest:
            raise BadRow(f"{name} is longer than {longest} characters")
    for name in ("id", "title"):
        if not texts[name]:
            raise BadRow(f"{name} is missing")
    path = tuple(part.strip() for part in texts["category"].split(">") if part.strip())
    if any(len(part) > 100 for part in path):
        raise BadRow("a category's name is longer than 100 characters")
    return Record(
        id=texts["id"],
        title=texts["title"],
        description=texts["description"],
        brand=texts["brand"],
        category=path,
        price=_price(raw.get("price")),
        stock=_stock(raw.get("stock")),
        attributes=_attributes(raw.get("attributes") or {}),
    )


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BadRow(f"{name} must be text")
    return value.replace("\0", "").strip()


def _price(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        price = Decimal(str(value))
    except InvalidOperation:
        raise BadRow(f"price {value!r} is not a number such as 19.90") from None
    if not price.is_finite() or price < 0 or price >= 10**10:
        raise BadRow(f"price {value!r} must be between 0 and 9999999999.99")
    if price != price.quantize(Decimal("0.01")):
        raise BadRow(f"price {value!r} has more than two decimals")
    return price.quantize(Decimal("0.01"))


def _stock(value: Any) -> int | None:
    if value in (None, ""):
        return None
    try:
        units = int(str(value))
    except ValueError:
        raise BadRow(f"stock {value!r} is not a whole number") from None
    if not 0 <= units <= MAX_STOCK:
        raise BadRow(f"stock {value!r} must be between 0 and {MAX_STOCK}")
    return units


def _attributes(raw: Any) -> dict[str, list[str]]:
    if not isinstance(raw, dict):
        raise BadRow("attributes must be an object of names and values")
    found: dict[str, list[str]] = {}
    for name, value in raw.items():
        values = value if isinstance(value, list) else [value]
        if any(isinstance(one, dict | list) for one in values):
            raise BadRow(f"attribute {name!r} must be a text, a number, true, false or a list of texts")
        texts = [
            {True: "yes", False: "no"}.get(one, str(one)) if isinstance(one, bool) else str(one)
            for one in values
            if one is not None
        ]
        cleaned = list(dict.fromkeys(text.replace("\0", "").strip() for text in texts if text.strip()))
        if len(name) > 60 or any(len(text) > 500 for text in cleaned):
            raise BadRow(f"attribute {name[:60]!r} is too long")
        if cleaned and name.strip():
            found[name.strip()] = cleaned
    return found


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP: CSV injection); `plain` takes the mark off again."""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def plain(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*FORMULA, "'")) else text
