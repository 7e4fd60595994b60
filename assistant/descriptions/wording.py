"""What both realisers share: sentences with the facts that they tell, and choices that stay the same for the same product. Pure."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from typing import Generic, TypeVar


@dataclass(frozen=True)
class Sentence:
    """`keys` names the facts told: codes of traits, or "title", "brand", "story", "category", "text"."""

    text: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Realised:
    paragraphs: tuple[tuple[Sentence, ...], ...]
    joint: str = " "

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def text(self) -> str:
        return "\n\n".join(
            self.joint.join(one.text for one in paragraph) for paragraph in self.paragraphs if paragraph
        )


def chance(*parts: object) -> random.Random:
    """The same numbers for the same parts, in every process."""
    return random.Random(hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest())


T = TypeVar("T")


class Cycle(Generic[T]):
    """Goes through the choices in an order of its own, so that neighbours differ before any comes again."""

    def __init__(self, choices: tuple[T, ...], rng: random.Random) -> None:
        self._order = list(choices)
        rng.shuffle(self._order)
        self._next = 0

    def take(self) -> T:
        choice = self._order[self._next % len(self._order)]
        self._next += 1
        return choice
