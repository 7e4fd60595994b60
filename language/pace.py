"""How a model that learns goes through its texts: the order of batches, and the rate of each step. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence


def batches(tokens: Sequence[Sequence[int]], *, size: int, seed: int) -> list[list[int]]:
    """The places of all texts once, shuffled, texts of like length together, so that little is padded."""
    chance = random.Random(seed)
    order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]) + chance.random() * 8)
    found = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(found)
    return found


def rate(done: int, total: int, *, warmup: float) -> float:
    """The share of the learning rate for the step after `done` of `total`: it climbs during the warm-up and then falls to 0."""
    return min((done + 1) / max(1, warmup * total), (total - done) / max(1, (1 - warmup) * total))
