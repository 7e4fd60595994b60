"""How a writer is asked: facts as lines, then one task. Writers are taught in these words, so they are asked in them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from language.messages import Message
from language.verifier import Fact

SYSTEM = "You write for a shop. Say only what the facts say, in plain words."
REWRITING = (
    "You write product descriptions for a shop. Use every fact once, add no fact, no praise, no promise. Keep numbers and"
    " units exactly as they are. Write whole sentences and nothing else."
)
NBSP = "\N{NO-BREAK SPACE}"
_MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True)
class Style:
    """How a text shall sound: its tone in words, how many characters from and to, and lines of further wishes."""

    tone: str = "plain and clear"
    length: tuple[int, int] = (90, 320)
    wishes: tuple[str, ...] = ()


PLAIN = Style()


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


def rewriting(told: Sequence[str], draft: str, style: Style) -> list[Message]:
    """Asks for a text that tells all that is `told` ("name: value"), after a `draft` that is right already. Numbers part from
    their units by plain spaces, the only ones that small writers copy."""
    least, most = style.length
    asked = [
        "Facts:",
        *told,
        f"Tone: {style.tone}. Length: {least} to {most} characters.",
        *style.wishes,
        f"Draft: {' '.join(draft.split())}",
        "Write the description.",
    ]
    return [Message("system", REWRITING), Message("user", "\n".join(asked).replace(NBSP, " "))]


def _asked(facts: Sequence[Fact], task: str) -> list[Message]:
    return [Message("system", SYSTEM), Message("user", f"{lines(facts)}\n{task}")]
