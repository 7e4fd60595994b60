"""How a writer is asked: facts as lines, then one task. Writers are taught in these words, so they are asked in them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from language.messages import Message
from language.verifier import Fact

SYSTEM = "You write for a shop. Say only what the facts say, in plain words."
_MONTHS = "January February March April May June July August September October November December"


def shown(fact: Fact) -> str:
    """The value as a person would write it: 750 ml, 19.90 EUR, 4 March 2025, yes."""
    value = fact.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {_MONTHS.split()[value.month - 1]} {value.year}"
    if isinstance(value, Decimal) and fact.kind != "money":
        value = (
            format(value, "f").rstrip("0").rstrip(".") if "." in format(value, "f") else format(value, "f")
        )
    return f"{value} {fact.unit}".strip()


def lines(facts: Sequence[Fact]) -> str:
    return "\n".join(f"{fact.key.replace('_', ' ')}: {shown(fact)}" for fact in facts)


def answer(facts: Sequence[Fact], question: str) -> list[Message]:
    return _asked(facts, f"Question: {question}")


def description(facts: Sequence[Fact]) -> list[Message]:
    """Asks for one or two sentences about a product that mention every fact."""
    return _asked(facts, "Task: describe the product.")


def reason(facts: Sequence[Fact], wanted: str) -> list[Message]:
    """Asks why the product suits what a shopper wants; `wanted` is shown as a fact of theirs."""
    return _asked([*facts, Fact("wanted", wanted)], "Task: say why it fits.")


def _asked(facts: Sequence[Fact], task: str) -> list[Message]:
    return [Message("system", SYSTEM), Message("user", f"{lines(facts)}\n{task}")]
