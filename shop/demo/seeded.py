"""Chance that is the same on every machine and in every run.

Every choice of the demonstration store is drawn from a generator seeded by the thing it is about, so adding
a product never changes another one. Built-in hash() differs between runs and is never used here.
"""

from __future__ import annotations

import random


def chance(*about: object) -> random.Random:
    """A generator of its own for what the words name: chance("mug", 3, "price")."""
    return random.Random("/".join(str(word) for word in about))
