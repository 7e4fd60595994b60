"""Measures what personal results are worth: searches that were made, with the shopper's history as it was before each.

Stored neighbours are left out, because they were learned from what came later, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from recommendations import opinions
from search import personal, query
from search.models import LoggedQuery
from shop import facets
from shop.activity import Shopper

DEPTH = 10
GRADES = {"opened": 1.0, "carted": 2.0, "bought": 3.0}
Tick = Callable[[int, int], object]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Means of NDCG@10 over searches; `better` and `worse` count those that changed."""

    searches: int
    without: float
    with_history: float
    better: int
    worse: int


def measure(*, most: int, tick: Tick = lambda done, total: None) -> Figures:
    """The latest searches of accounts in which something was opened. The hook of this process is put back afterwards."""
    rows = LoggedQuery.objects.exclude(user=None).filter(clicks__isnull=False, filters={}).distinct()
    chosen = list(rows.order_by("-at").prefetch_related("clicks")[:most])
    kept = list(personal._opinion)
    pairs: list[tuple[float, float]] = []
    try:
        for done, row in enumerate(chosen, start=1):
            wanted = {click.product_id: _grade(click) for click in row.clicks.all()}
            pairs.append((_found(row, wanted, None), _found(row, wanted, row.at - timedelta(seconds=1))))
            tick(done, len(chosen))
    finally:
        personal._opinion[:] = kept
    table = np.array(pairs).reshape(-1, 2)
    return Figures(
        searches=len(table),
        without=round(float(table[:, 0].mean()), 4) if len(table) else 0.0,
        with_history=round(float(table[:, 1].mean()), 4) if len(table) else 0.0,
        better=int((table[:, 1] > table[:, 0] + 1e-9).sum()),
        worse=int((table[:, 1] < table[:, 0] - 1e-9).sum()),
    )


def _grade(click: object) -> float:
    if getattr(click, "bought_at", None):
        return GRADES["bought"]
    return GRADES["carted"] if getattr(click, "carted_at", None) else GRADES["opened"]


def _found(row: LoggedQuery, wanted: Mapping[int, float], until: datetime | None) -> float:
    """NDCG@10 of the search, without the hook where `until` is None."""

    def opinion(shopper: Shopper, product_ids: Sequence[int]) -> Mapping[int, float]:
        return opinions.at(shopper, product_ids, until=until)

    personal.register(opinion if until else None)
    result = query.run(facets.Selection(words=row.text), shopper=Shopper(user_id=row.user_id, visitor=None))
    ranked = [hit.product_id for hit in result.hits[:DEPTH]]
    gain = sum(wanted.get(product, 0.0) / np.log2(place + 2) for place, product in enumerate(ranked))
    best = sorted(wanted.values(), reverse=True)[:DEPTH]
    ideal = sum(grade / np.log2(place + 2) for place, grade in enumerate(best))
    return float(gain / ideal) if ideal else 0.0
