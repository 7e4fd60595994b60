"""Re-ranking for variety and against the pull of what is popular already, with one setting."""

from __future__ import annotations

import numpy as np

from recommendations.algorithms.base import Ranked
from recommendations.algorithms.content import Vectors
from recommendations.algorithms.events import Numbers


def spread(ranked: Ranked, *, variety: float, vectors: Vectors, support: Numbers, count: int) -> Ranked:
    """The first `count` of a longer list, chosen one by one (maximal marginal relevance, Carbonell and Goldstein 1998).

    Relevance falls from 1 to 0 over the list's scores; from each candidate is taken `variety` times the mean of its greatest
    likeness to what was chosen and of its share of popularity (log, 1 for the most taken). `variety` 0 leaves the list as it
    is, 1 is the most. Cost: count x candidates x d.
    """
    if not 0 <= variety <= 1:
        raise ValueError("Variety is a number from 0 to 1.")
    count = min(count, len(ranked))
    if not variety or count <= 1:
        return Ranked(ranked.items[:count], ranked.scores[:count])
    width = max(float(ranked.scores[0] - ranked.scores[-1]), 1e-9)
    relevance = (ranked.scores - ranked.scores[-1]) / width
    popular = np.log1p(support[ranked.items]) / max(float(np.log1p(support.max())), 1e-9)
    own = vectors[ranked.items]
    own = own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    likeness = np.zeros(len(ranked))
    free = np.ones(len(ranked), dtype=bool)
    chosen = []
    for _ in range(count):
        worth = (1 - variety) * relevance - variety * (likeness + popular) / 2
        place = int(np.argmax(np.where(free, worth, -np.inf)))
        chosen.append(place)
        free[place] = False
        likeness = np.maximum(likeness, own @ own[place])
    return Ranked(ranked.items[chosen], ranked.scores[chosen])
