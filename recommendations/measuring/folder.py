"""Reads a folder of interactions: train.tsv, test.tsv and, where there is one, items.jsonl.

A malformed line is refused with file, line and what was expected, before anything is fitted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from recommendations.algorithms.columns import Facts
from recommendations.algorithms.events import Codes, Interactions, Numbers, clean

COLUMNS = "user, item, rating, timestamp"
PASSAGE_LETTERS = 900


class BadFolder(Exception):
    """A file of the folder is missing or malformed; the message names file and line."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Split:
    """Training events, and of each shopper of the test: what they took of the catalogue, its ratings, and how much it was in all
    (items that are neither in training nor in items.jsonl cannot be found by anybody). `texts` is empty without items.jsonl."""

    train: Interactions
    wanted: Mapping[int, Codes]
    ratings: Mapping[int, Numbers]
    relevant: Mapping[int, int]
    newcomers: int
    texts: Sequence[str]
    facts: Facts


@dataclass(frozen=True, eq=False)
class _Rows:
    shoppers: list[str]
    items: list[str]
    ratings: list[float]
    times: list[float]


def read(folder: Path) -> Split:
    """Raises BadFolder. Shoppers of the test without events in training are counted and ranked as newcomers."""
    train, test = _rows(folder / "train.tsv"), _rows(folder / "test.tsv")
    products = _products(folder / "items.jsonl") if (folder / "items.jsonl").exists() else {}
    shoppers = {name: code for code, name in enumerate(dict.fromkeys([*train.shoppers, *test.shoppers]))}
    items = {name: code for code, name in enumerate(dict.fromkeys([*train.items, *products]))}
    events = clean(
        [shoppers[name] for name in train.shoppers],
        [items[name] for name in train.items],
        ratings=train.ratings,
        times=train.times,
        shopper_count=len(shoppers),
        item_count=len(items),
    )
    later: dict[int, dict[str, float]] = {}
    for shopper, item, rating in zip(test.shoppers, test.items, test.ratings, strict=True):
        later.setdefault(shoppers[shopper], {})[item] = rating
    found = {
        shopper: [(items[name], stars) for name, stars in taken.items() if name in items]
        for shopper, taken in later.items()
    }
    known = set(train.shoppers)
    return Split(
        train=events,
        wanted={shopper: np.array([item for item, _ in taken], np.int64) for shopper, taken in found.items()},
        ratings={shopper: np.array([stars for _, stars in taken]) for shopper, taken in found.items()},
        relevant={shopper: len(taken) for shopper, taken in later.items()},
        newcomers=len(set(test.shoppers) - known),
        texts=[_passage(products.get(name, {})) for name in items] if products else [],
        facts=_facts([products.get(name, {}) for name in items]),
    )


def _rows(path: Path) -> _Rows:
    rows = _Rows([], [], [], [])
    for number, line in _lines(path):
        parts = line.split("\t")
        if len(parts) != 4 or not all(part.strip() for part in parts):
            raise BadFolder(f"{path}, line {number}: expected 4 columns separated by tabs ({COLUMNS})")
        rows.shoppers.append(parts[0])
        rows.items.append(parts[1])
        rows.ratings.append(_number(parts[2], "rating", path, number))
        rows.times.append(_number(parts[3], "timestamp", path, number))
    if not rows.items:
        raise BadFolder(f"{path}: no interactions; expected lines of {COLUMNS}")
    return rows


def _number(text: str, name: str, path: Path, line: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = nan
    if not isfinite(value):
        raise BadFolder(f"{path}, line {line}: the {name} {text!r} is not a finite number")
    return value


def _products(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadFolder(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict) or not row.get("id") or not row.get("title"):
            raise BadFolder(f"{path}, line {number}: expected an object with an id and a title")
        if not isinstance(row.get("attributes", {}), dict):
            raise BadFolder(f"{path}, line {number}: expected attributes as an object of names and values")
        if row.get("price") is not None:
            _number(str(row["price"]), "price", path, number)
        found[str(row["id"])] = row
    return found


def _passage(row: Mapping[str, Any]) -> str:
    parts = [
        str(row.get("title", "")),
        str(row.get("brand") or ""),
        str(row.get("category") or ""),
        *(f"{name}: {', '.join(values)}" for name, values in _attributes(row)),
        str(row.get("description") or ""),
    ]
    return ". ".join(filter(None, parts))[:PASSAGE_LETTERS]


def _attributes(row: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in (row.get("attributes") or {}).items():
        yield str(name), [str(part) for part in (value if isinstance(value, list) else [value])]


def _facts(rows: Sequence[Mapping[str, Any]]) -> Facts:
    labels: dict[tuple[str, str], int] = {}
    places, codes = [], []
    for place, row in enumerate(rows):
        found = [(name, str(row[name])) for name in ("brand", "category") if row.get(name)]
        found += [(name, value) for name, values in _attributes(row) for value in values]
        for label in dict.fromkeys(found):
            places.append(place)
            codes.append(labels.setdefault(label, len(labels)))
    ones = np.ones(len(places), np.float32)
    prices = np.array([float(row["price"]) if row.get("price") is not None else nan for row in rows])
    return Facts(sparse.csr_array((ones, (places, codes)), shape=(len(rows), len(labels))), prices)


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines that are not blank, with their numbers in the file."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadFolder(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFolder(f"{path}: not UTF-8 ({error})") from error
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
