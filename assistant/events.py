"""What a turn tells while it happens, in this order: status, facts, sentences, actions, hand-off, done. Pure.

Invariant: every value is plain, so that an event can be sent, kept and shown again as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Written = Literal["template", "model"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """An address of this shop with the words that stand for it."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """The facts of an answer as a page shows them: templates/assistant/cards/KIND.html gets `values`."""

    kind: Literal["order", "orders", "delivery", "product", "products", "comparison", "article"]
    values: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Status:
    """The turn has begun; `text` says what is looked up."""

    text: str


@dataclass(frozen=True, kw_only=True)
class FactCard:
    card: Card


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence of the answer, verified or made by a template."""

    text: str
    written_by: Written = "template"


@dataclass(frozen=True, kw_only=True)
class Action:
    """An offer that a button confirms; `token` is signed, expires and works once."""

    kind: str
    label: str
    token: str


@dataclass(frozen=True, kw_only=True)
class HandOff:
    """A person answers from now on."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """The whole answer as it was kept."""

    message_id: int | None
    intent: str
    text: str
    links: tuple[Link, ...] = ()
    written_by: Written = "template"
    is_out_of_scope: bool = False
    facts: tuple[dict[str, Any], ...] = field(default=())


Event = Status | FactCard | Sentence | Action | HandOff | Done
