"""How good a model is on interactions that were held out, by kinds of shoppers, and whether it is worse than another. Pure.

Invariant: nothing that is held out is known to the model that is judged; two models are compared on the same shoppers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from recommendations import metrics
from recommendations.algorithms.base import Algorithm
from recommendations.algorithms.events import Codes, History, Interactions, Numbers

HELD, FEWEST_EVENTS, MOST_JUDGED = 0.2, 3, 3000
COLD_EVENTS = 3
WORSE = 0.001
Tick = Callable[[int, int], object]


@dataclass(frozen=True, kw_only=True, eq=False)
class Held:
    """`rest` is learned from; each shopper of `wanted` has a history there, and took these items later, of which `bought` were
    bought."""

    rest: Interactions
    wanted: dict[int, Codes]
    bought: dict[int, Codes]

    def of(self, shoppers: Sequence[int]) -> Held:
        chosen = set(shoppers)
        return Held(
            rest=self.rest,
            wanted={who: what for who, what in self.wanted.items() if who in chosen},
            bought={who: what for who, what in self.bought.items() if who in chosen},
        )


def hold_out(
    interactions: Interactions, is_bought: np.ndarray, *, seed: int = 0, since: float | None = None
) -> Held:
    """The last fifth of what some shoppers did, one event at least, of those who did three things or more. `since` holds out only
    what is later than that moment."""
    starts = interactions.starts()
    enough = np.flatnonzero(np.diff(starts) >= FEWEST_EVENTS)
    chosen = np.sort(np.random.default_rng(seed).permutation(enough)[:MOST_JUDGED])
    hidden = np.zeros(len(interactions), bool)
    wanted, bought = {}, {}
    for shopper in chosen.tolist():
        low, high = int(starts[shopper]), int(starts[shopper + 1])
        events = np.arange(high - max(1, round(HELD * (high - low))), high)
        if since is not None:
            events = events[interactions.times[events] > since]
        if len(events):
            hidden[events] = True
            wanted[shopper] = interactions.items[events]
            bought[shopper] = interactions.items[events[is_bought[events]]]
    return Held(rest=interactions.only(~hidden), wanted=wanted, bought=bought)


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """`figures` as of `metrics.Tally`; `gains` NDCG@10 of each shopper, in the order of the held-out shoppers."""

    figures: dict[str, float]
    gains: Numbers


def judge(
    algorithm: Algorithm,
    held: Held,
    *,
    may_show: np.ndarray | None = None,
    shorten: int | None = None,
    tick: Tick = lambda done, total: None,
) -> Judged:
    """Rank everything unseen for each held-out shopper. `shorten` shows the model the last few events of a history only, as a
    newcomer has; `may_show` marks the items that may be recommended."""
    tally, bought, gains = metrics.Tally(held.rest.support()), metrics.Tally(held.rest.support()), []
    histories = [_history(held.rest, shopper, shorten) for shopper in held.wanted]
    lists = algorithm.recommend_many(
        histories, count=metrics.DEEP, without=None if may_show is None else np.flatnonzero(~may_show)
    )
    for done, (ranked, (shopper, wanted)) in enumerate(zip(lists, held.wanted.items(), strict=True), start=1):
        tally.add(ranked.items, wanted)
        gains.append(metrics.ndcg(np.isin(ranked.items, wanted), relevant=len(wanted), depth=metrics.SHALLOW))
        if len(held.bought[shopper]):
            bought.add(ranked.items, held.bought[shopper])
        tick(done, len(held.wanted))
    figures = tally.as_json() if tally.lists else {}
    if bought.lists:
        figures |= {f"bought_{name}": value for name, value in bought.as_json().items() if name in BOUGHT}
    return Judged(figures=figures | {"shoppers": tally.lists}, gains=np.array(gains))


BOUGHT = ("precision@10", "recall@10", "ndcg@10", "hit@10")


def _history(events: Interactions, shopper: int, shorten: int | None) -> History:
    whole = events.history(shopper)
    if shorten is None:
        return whole
    return History(whole.items[-shorten:], whole.ratings[-shorten:], whole.times[-shorten:])


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The mean difference of NDCG@10 over the same shoppers with its standard error. One standard error below counts as chance."""

    shoppers: int
    difference: float
    error: float

    @property
    def is_worse(self) -> bool:
        return self.difference < -max(self.error, WORSE)


def compare(fresh: Judged, old: Judged) -> Verdict:
    """Of paired gains."""
    apart = fresh.gains - old.gains
    error = float(apart.std(ddof=1) / np.sqrt(len(apart))) if len(apart) > 1 else 0.0
    return Verdict(shoppers=len(apart), difference=float(apart.mean()) if len(apart) else 0.0, error=error)


def popularity_lift(algorithm: Algorithm, held: Held) -> dict[str, float]:
    """How much more popular what is recommended is than what shoppers took, as a share, by thirds of shoppers from those with
    the rarest taste to those with the most common one (the change of group average popularity, Abdollahpouri and others 2019)."""
    support = held.rest.support()
    own, shown = [], []
    histories = [held.rest.history(shopper) for shopper in held.wanted]
    for history, ranked in zip(
        histories, algorithm.recommend_many(histories, count=metrics.SHALLOW), strict=True
    ):
        if len(history) and len(ranked):
            own.append(support[history.items].mean())
            shown.append(support[ranked.items].mean())
    if len(own) < 3:
        return {}
    thirds = np.array_split(np.argsort(own, kind="stable"), 3)
    taken, given = np.array(own), np.array(shown)
    return {
        name: round(float(given[third].mean() / taken[third].mean() - 1), 4)
        for name, third in zip(("rare", "mixed", "common"), thirds, strict=True)
    }
