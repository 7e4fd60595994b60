"""What a shopper would think of search results: fills the search's hook with the same scores as shelves are made of.

Invariant: the hook answers for people who let their history be used, and says nothing where their history says nothing; it moves
results within the share that the search gives it, and adds or hides none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from recommendations import candidates, history, lists, profiles, scoring
from shop.activity import Shopper


def of(shopper: Shopper, product_ids: Sequence[int]) -> Mapping[int, float]:
    """From -1 to 1 for each product. Three queries at most."""
    return at(shopper, product_ids, until=None)


def at(shopper: Shopper, product_ids: Sequence[int], *, until: datetime | None) -> Mapping[int, float]:
    """`until` looks at what was known at an earlier moment, for measurements, without lists that were learned later."""
    profile = profiles.of(history.of(shopper, until=until), with_words=False)
    if profile.is_cold:
        return {}
    version = lists.version_id(shopper) if until is None else None
    near = candidates.near(profile.items, "similar", version=version)
    scored = scoring.score(product_ids, signals=(), profile=profile, lists=near)
    if not scored.known:
        return {}
    totals = scored.totals - np.median(scored.totals)
    widest = float(np.abs(totals).max())
    if widest < 1e-6:
        return {}
    return {
        one.product_id: float(value)
        for one, value in zip(scored.known, totals / max(widest, SPREAD), strict=True)
    }


SPREAD = 1.0
"""Differences smaller than what one product of the history gives are shown as they are, not stretched."""
