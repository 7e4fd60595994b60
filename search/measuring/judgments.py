"""Reads evaluation folders: products.jsonl, queries.tsv, qrels.tsv and, for training, train_queries.tsv and train_qrels.tsv.

A malformed line is refused with file, line and what was expected, before anything is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

DEFAULT_PRICE = "1.00"


class BadFolder(Exception):
    """A file of the folder is missing or malformed; the message names file and line."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Queries by their id, and the grades of products by query."""

    queries: dict[str, str]
    grades: dict[str, dict[str, float]]


def judged(folder: Path, *, prefix: str = "") -> Judged:
    """The queries that have a judgment. Raises BadFolder."""
    queries = dict(parts for _, parts in _columns(folder / f"{prefix}queries.tsv", 2, "query id, text"))
    grades: dict[str, dict[str, float]] = {}
    path = folder / f"{prefix}qrels.tsv"
    for number, (query, product, text) in _columns(path, 3, "query id, product id, grade"):
        if query not in queries:
            raise BadFolder(f"{path}, line {number}: query {query!r} is not in {prefix}queries.tsv")
        grades.setdefault(query, {})[product] = _grade(text, path, number)
    return Judged(queries={key: text for key, text in queries.items() if key in grades}, grades=grades)


def products(folder: Path) -> list[dict[str, Any]]:
    """The rows of products.jsonl, with a price for those that have none, so that they can be sold and found."""
    path = folder / "products.jsonl"
    found = []
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadFolder(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict) or not row.get("id") or not row.get("title"):
            raise BadFolder(f"{path}, line {number}: a product needs an id and a title")
        found.append({"price": DEFAULT_PRICE, **row})
    if not found:
        raise BadFolder(f"{path}: no products")
    return found


def _grade(text: str, path: Path, number: int) -> float:
    try:
        grade = float(text)
    except ValueError:
        grade = -1.0
    if not isfinite(grade) or grade < 0:
        raise BadFolder(f"{path}, line {number}: the grade {text!r} is no number from 0 up")
    return grade


def _columns(path: Path, count: int, meaning: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in _lines(path):
        parts = line.split("\t")
        if len(parts) != count or not all(part.strip() for part in parts):
            raise BadFolder(f"{path}, line {number}: expected {count} columns separated by tabs ({meaning})")
        yield number, parts


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines that are not blank, with their numbers in the file."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadFolder(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFolder(f"{path}: not UTF-8 ({error})") from error
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
