"""Rows of a catalogue file, `.jsonl` or `.csv`, checked before anything is written. Pure."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

COLUMNS = ("id", "title", "description", "brand", "category", "price", "stock", "attributes")
MAX_STOCK, DEEPEST, LONGEST_CELL = 2_000_000_000, 8, 1_000_000
NUMBER, WHOLE = re.compile(r"-?\d{1,12}(\.\d{1,12})?", re.ASCII), re.compile(r"\d{1,12}", re.ASCII)
PARTS, ESCAPED, SPECIAL = (
    re.compile(r"(?:[^;\\]|\\.|\\$)+", re.DOTALL),
    re.compile(r"\\([;\\])"),
    re.compile(r"[;\\]"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


class BadFile(Exception):
    """The file as a whole cannot be read."""


class BadRow(Exception):
    """One row cannot be loaded; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """A product as a file describes it; None is what the file does not say, and leaves the product as it is.

    `attributes` holds a list of texts for each name.
    """

    id: str
    title: str
    description: str | None = None
    brand: str | None = None
    category: tuple[str, ...] | None = None
    price: Decimal | None = None
    stock: int | None = None
    attributes: dict[str, list[str]] | None = None


def read(path: Path) -> Iterator[tuple[int, Record | BadRow]]:
    """Line numbers with their record, or with what is wrong with it. Raises BadFile."""
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv}
    if path.suffix.lower() not in readers:
        raise BadFile(f"{path.name}: expected a .jsonl or .csv file.")
    try:
        yield from readers[path.suffix.lower()](path)
    except OSError as error:
        raise BadFile(f"{path.name}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path.name}: not UTF-8 text ({error.reason} at byte {error.start}).") from error


def _read_jsonl(path: Path) -> Iterator[tuple[int, Record | BadRow]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                raw = json.loads(line, parse_float=Decimal)
            except (ValueError, RecursionError) as error:
                yield number, BadRow(f"not a JSON object: {error}")
            else:
                yield number, _checked(raw)


def _read_csv(path: Path) -> Iterator[tuple[int, Record | BadRow]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        csv.field_size_limit(LONGEST_CELL)
        rows = csv.DictReader(file)
        missing = {"id", "title"} - set(rows.fieldnames or ())
        unknown = set(rows.fieldnames or ()) - set(COLUMNS)
        if missing or unknown:
            raise BadFile(
                f"{path.name}: the first line must name columns of {', '.join(COLUMNS)}; id and title are required."
            )
        try:
            for raw in rows:
                if None in raw or None in raw.values():
                    yield rows.line_num, BadRow("has another number of columns than the first line")
                    continue
                values = {name: plain(value) for name, value in raw.items()}
                yield rows.line_num, _checked(values)
        except csv.Error as error:
            raise BadFile(f"{path.name}, line {rows.line_num}: {error}.") from error


def named(text: str) -> dict[str, list[str]]:
    """`colour=navy; colour=white; capacity=750 ml` as lists by name; a value's own semicolon is written `\\;`."""
    found: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in PARTS.findall(text))):
        name, separator, value = part.partition("=")
        if not separator:
            raise BadRow(f"attribute {part!r} is not name=value")
        found.setdefault(name.strip(), []).append(ESCAPED.sub(r"\1", value).strip())
    return found


def listed(attributes: dict[str, list[str]]) -> str:
    """The text from which `named` reads the same names and values."""
    pairs = ((name, value) for name, values in attributes.items() for value in values)
    return "; ".join(name + "=" + SPECIAL.sub(r"\\\g<0>", value) for name, value in pairs)


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
        if len(texts[name] or "") > longest:
            raise BadRow(f"{name} is longer than {longest} characters")
    if not texts["id"] or not texts["title"]:
        raise BadRow(f"{'title' if texts['id'] else 'id'} is missing")
    return Record(
        id=texts["id"],
        title=texts["title"],
        description=texts["description"],
        brand=texts["brand"],
        category=_path(texts["category"]),
        price=_price(raw.get("price")),
        stock=_stock(raw.get("stock")),
        attributes=_attributes(raw.get("attributes")),
    )


def _path(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    path = tuple(part.strip() for part in text.split(">") if part.strip())
    if any(len(part) > 100 for part in path):
        raise BadRow("a category's name is longer than 100 characters")
    if len(path) > DEEPEST:
        raise BadRow(f"a category lies at most {DEEPEST} levels deep")
    return path


def _text(raw: dict[str, Any], name: str) -> str | None:
    value = raw.get(name)
    if value is None:
        return None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BadRow(f"{name} must be text")
    return _clean(value)


def _clean(text: str) -> str:
    """What PostgreSQL can keep, without spaces around. Raises BadRow for halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadRow(f"{text[:40]!a} is not valid Unicode text") from None
    return text.replace("\0", "").strip()


def _price(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    text = f"{value:f}" if isinstance(value, Decimal) and abs(value.adjusted()) < 20 else str(value)
    if not NUMBER.fullmatch(text):
        raise BadRow(f"price {text!r} is not a number such as 19.90")
    price = Decimal(text)
    if price < 0 or price >= 10**10:
        raise BadRow(f"price {text!r} must be between 0 and 9999999999.99")
    if price != price.quantize(Decimal("0.01")):
        raise BadRow(f"price {text!r} has more than two decimals")
    return price.quantize(Decimal("0.01"))


def _stock(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if not WHOLE.fullmatch(str(value)):
        raise BadRow(f"stock {value!r} is not a whole number")
    units = int(str(value))
    if not 0 <= units <= MAX_STOCK:
        raise BadRow(f"stock {value!r} must be between 0 and {MAX_STOCK}")
    return units


def _attributes(raw: Any) -> dict[str, list[str]] | None:
    if raw is None:
        return None
    if isinstance(raw, str):
        raw = named(raw)
    if not isinstance(raw, dict):
        raise BadRow("attributes must be an object of names and values")
    found: dict[str, list[str]] = {}
    for key, value in raw.items():
        name = _clean(key)
        values = value if isinstance(value, list) else [value]
        if any(isinstance(one, dict | list) for one in values):
            raise BadRow(f"attribute {name!r} must be a text, a number, true, false or a list of texts")
        texts = [
            {True: "yes", False: "no"}.get(one, str(one)) if isinstance(one, bool) else str(one)
            for one in values
            if one is not None
        ]
        cleaned = list(dict.fromkeys(filter(None, map(_clean, texts))))
        if len(name) > 60 or any(len(text) > 500 for text in cleaned):
            raise BadRow(f"attribute {name[:60]!r} is too long")
        if cleaned and name:
            found[name] = cleaned
    return found


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP: CSV injection); `plain` takes the mark off again."""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def plain(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*FORMULA, "'")) else text
