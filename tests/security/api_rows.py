"""A row for each operation of the API: what is sent, and what it answers to whom. Rows stand in the modules of their rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PEOPLE = ("anonymous", "alice", "bob", "staff")
Answers = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Row:
    """`path` and texts of `body` are filled from World.names. `writes` are those whose request changes something."""

    operation: str
    path: str
    answers: Answers
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    writes: frozenset[str] = frozenset()
    is_key: bool = False

    def __str__(self) -> str:
        return self.operation


def everybody(status: int) -> Answers:
    return dict.fromkeys(PEOPLE, status)


def accounts(status: int) -> Answers:
    return {**everybody(status), "anonymous": 401}


def alices(status: int, *, others: int = 404, anonymous: int = 401) -> Answers:
    """Hers alone: for every other account it does not exist."""
    return {"anonymous": anonymous, "alice": status, "bob": others, "staff": others}


ALL, ACCOUNTS, ALICE = frozenset(PEOPLE), frozenset(PEOPLE) - {"anonymous"}, frozenset({"alice"})
ANY = {"If-Match": "*"}
KEY = {"Idempotency-Key": "one-key-of-this-request"}
ADDRESS = {"name": "A", "line1": "Elsewhere 1", "city": "Berlin", "postcode": "10969", "country": "DE"}
REVIEW = {"rating": 2, "title": "Chipped", "text": "After a week.", "author_name": "A reader"}
GUEST = {"Order-Token": "{guest_link}"}


def read(operation: str, path: str, answers: Answers | None = None) -> Row:
    return Row(operation=operation, path=path, answers=answers or everybody(200))
