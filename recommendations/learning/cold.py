"""How a model does where little is known: items that nobody took yet, and shoppers of one to three events. Pure.

Cold items: all events of some items are taken out before anything is fitted; the question is which of these items each shopper
takes, and how many of them are found among all that is for sale. Cold shoppers: the model sees their last events only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from recommendations import metrics
from recommendations.algorithms.base import Algorithm, best
from recommendations.algorithms.events import Codes, Interactions
from recommendations.learning import judging
from recommendations.learning.judging import Held

COLD_SHARE, MOST_SHOPPERS = 0.05, 1000
Rank = Callable[[Interactions], Sequence[Algorithm]]


def items(interactions: Interactions, *, fit: Rank, seed: int = 0) -> dict[str, dict[str, float]]:
    """Figures of each algorithm that `fit` gives, on a twentieth of the items that were taken. Empty where that is none."""
    taken = np.flatnonzero(interactions.support())
    rng = np.random.default_rng(seed)
    cold = np.sort(rng.permutation(taken)[: max(round(COLD_SHARE * len(taken)), 1)]) if len(taken) else taken
    is_cold = np.isin(interactions.items, cold)
    rest = interactions.only(~is_cold)
    known = np.unique(rest.shoppers)
    chosen = np.intersect1d(np.unique(interactions.shoppers[is_cold]), known)
    chosen = np.sort(rng.permutation(chosen)[:MOST_SHOPPERS])
    if not len(chosen):
        return {}
    wanted = {int(who): np.intersect1d(interactions.history(int(who)).items, cold) for who in chosen}
    return {algorithm.name: _cold_items(algorithm, rest, wanted, cold) for algorithm in fit(rest)}


def _cold_items(
    algorithm: Algorithm, rest: Interactions, wanted: dict[int, Codes], cold: Codes
) -> dict[str, float]:
    """`among_` ranks the cold items alone, ties in a random order; `all_` ranks them with everything else."""
    among, everything = metrics.Tally(rest.support()), metrics.Tally(rest.support())
    histories = [rest.history(who) for who in wanted]
    rng = np.random.default_rng(0)
    for start in range(0, len(histories), 256):
        part = histories[start : start + 256]
        for history, scores in zip(part, algorithm.scores_of(part), strict=True):
            mixed = rng.permutation(cold)
            order = mixed[best(scores[mixed], count=metrics.DEEP).items]
            free = scores.copy()
            free[history.items] = -np.inf
            took = wanted[int(history.shopper)] if history.shopper is not None else cold[:0]
            among.add(order, took)
            everything.add(best(free, count=metrics.DEEP).items, took)
    alone, together = among.as_json(), everything.as_json()
    return {
        "items": len(cold),
        "shoppers": len(wanted),
        "among_ndcg@10": alone["ndcg@10"],
        "among_recall@10": alone["recall@10"],
        "all_recall@20": together["recall@20"],
    }


def shoppers(algorithms: Sequence[Algorithm], held: Held) -> dict[str, dict[str, float]]:
    """NDCG@10 and Recall@10 by how many events the model is shown."""
    if not held.wanted:
        return {}
    found = {}
    for algorithm in algorithms:
        figures: dict[str, float] = {}
        for events in range(1, judging.COLD_EVENTS + 1):
            judged = judging.judge(algorithm, held, shorten=events).figures
            figures |= {
                f"ndcg@10_of_{events}": judged["ndcg@10"],
                f"recall@10_of_{events}": judged["recall@10"],
            }
        found[algorithm.name] = figures
    return found
