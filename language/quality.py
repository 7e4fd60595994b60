"""How well an encoder finds the texts that belong to an anchor among all held-out texts. Pure: takes an encoder, gives figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from language.pairs import Pair

DEPTH = 10


@dataclass(frozen=True)
class Quality:
    """Means over anchors: 1 / rank of the first text that belongs (0 beyond the tenth), the share of its texts among
    the first ten (of at most ten), and how often the first text belongs."""

    anchors: int
    texts: int
    mrr: float
    recall: float
    accuracy: float


def measure(encode: Callable[[Sequence[str]], np.ndarray], pairs: Sequence[Pair]) -> Quality:
    texts = list(dict.fromkeys(pair.positive for pair in pairs))
    places = {text: place for place, text in enumerate(texts)}
    belonging: dict[str, set[int]] = {}
    for pair in pairs:
        belonging.setdefault(pair.anchor, set()).add(places[pair.positive])
    scores = encode(list(belonging)) @ encode(texts).T
    order = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
    hits = np.array(
        [[place in right for place in row] for row, right in zip(order, belonging.values(), strict=True)]
    )
    first = np.where(hits.any(1), 1 / (1 + hits.argmax(1)), 0.0)
    found = hits.sum(1) / np.minimum(DEPTH, [len(right) for right in belonging.values()])
    return Quality(
        anchors=len(belonging),
        texts=len(texts),
        mrr=float(first.mean()),
        recall=float(found.mean()),
        accuracy=float(hits[:, 0].mean()),
    )
