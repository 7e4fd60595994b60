"""What a writer is taught: facts and the sentences that say them, written by grammars and by hand. Pure, and without any shop's data.

Held-out lessons use kinds of products and phrasings that the others never use, so a score on them is no memory.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from itertools import cycle, islice

from language.lessons import products, rewriting, service, shelves
from language.lessons.lesson import Lesson

__all__ = ["Lesson", "fingerprint", "held_out", "taught"]


def taught(count: int, *, seed: int = 1) -> list[Lesson]:
    """So many different lessons; nine of ten are about products."""
    return _mixed(count, seed=seed, is_held_out=False)


def held_out(count: int, *, seed: int = 2) -> list[Lesson]:
    return _mixed(count, seed=seed, is_held_out=True)


def fingerprint(lessons: Iterable[Lesson]) -> str:
    """SHA-256 of what is asked and what should be written."""
    digest = hashlib.sha256()
    for lesson in lessons:
        digest.update(
            "\n".join([*(message.content for message in lesson.messages), lesson.reply, ""]).encode()
        )
    return digest.hexdigest()


def _mixed(count: int, *, seed: int, is_held_out: bool) -> list[Lesson]:
    chance = random.Random(f"{seed} {is_held_out}")
    kinds = (products, shelves, products, rewriting, shelves, products, rewriting, shelves, products, service)
    makers = {kind: kind.lessons(chance, is_held_out=is_held_out) for kind in kinds}
    mixed = (next(makers[kind]) for kind in cycle(kinds))
    different: dict[tuple[str, str], Lesson] = {}
    for lesson in islice(mixed, 40 * count):
        different.setdefault((lesson.messages[-1].content, lesson.reply), lesson)
        if len(different) == count:
            break
    return list(different.values())
