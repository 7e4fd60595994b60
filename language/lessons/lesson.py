"""One thing to learn: facts, what is asked, what should be written, and which facts it must mention. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from language import prompting
from language.messages import Message
from language.verifier.facts import Fact

Use = Literal["answer", "description", "reason", "refusal"]


@dataclass(frozen=True)
class Lesson:
    """`question` is what a shopper asked, or wants. A refusal has no `must`: the facts hold no answer. A description may have
    a right `draft` to stay close to, and is asked for in a `style` then."""

    use: Use
    facts: tuple[Fact, ...]
    question: str
    reply: str
    must: tuple[Fact, ...] = ()
    draft: str = ""
    style: prompting.Style = prompting.PLAIN

    @property
    def messages(self) -> list[Message]:
        if self.draft:
            told = [f"{fact.key}: {prompting.shown(fact)}" for fact in self.facts]
            return prompting.rewriting(told, self.draft, self.style)
        if self.use == "description":
            return prompting.description(self.facts)
        if self.use == "reason":
            return prompting.reason(self.facts, self.question)
        return prompting.answer(self.facts, self.question)

    @property
    def known(self) -> tuple[Fact, ...]:
        """What the reply may say: the facts, the draft, and what the shopper wants."""
        if self.draft:
            return (*self.facts, Fact("text", self.draft, kind="sentence"))
        return (*self.facts, Fact("wanted", self.question)) if self.use == "reason" else self.facts


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    text = text.strip()
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.!?' else '.'}"
