"""What a shopper would think of search results: fills the search's hook.

People search for what they met before, and seldom for what they bought; being like it was measured to mislead, so it does not
count here (docs/recommendations.md). Invariant: the hook answers for people who let their history be used, and says nothing where
their history says nothing; it moves results within the share that the search gives it, and adds or hides none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from recommendations.ranking import scoring
from recommendations.shoppers import history, profiles
from recommendations.shoppers.profiles import Profile
from shop.activity import Shopper

BOUGHT = -0.7


def of(shopper: Shopper, product_ids: Sequence[int]) -> Mapping[int, float]:
    """From -1 to 1 for products there is an opinion of. One query, and those of knowledge.of."""
    return at(shopper, product_ids, until=None)


def at(shopper: Shopper, product_ids: Sequence[int], *, until: datetime | None) -> Mapping[int, float]:
    """`until` looks at what was known at an earlier moment, for measurements."""
    found = history.of(shopper, until=until)
    if not (found.deeds or found.edits or found.unlike or found.prices):
        return {}
    profile = profiles.of(found, with_words=False)
    wanted = set(product_ids)
    values: dict[int, float] = defaultdict(float)
    for one in profile.items:
        if one.product_id in wanted:
            values[one.product_id or 0] = min(max(one.weight, -1.0), 1.0)
    bought = found.bought | {deed.product_id for deed in found.deeds if deed.kind == "purchase"}
    for product in wanted & bought:
        values[product or 0] = BOUGHT
    for product, value in _said(profile, product_ids).items():
        values[product] += value
    return {product: min(max(value, -1.0), 1.0) for product, value in values.items()}


def _said(profile: Profile, product_ids: Sequence[int]) -> Mapping[int, float]:
    """Interests that were named or taken away, prices that were chosen, products to see less like."""
    said = profile.history
    if not (said.edits or said.unlike or said.prices):
        return {}
    named = tuple(one for one in profile.signals if one.interest is not None)
    scored = scoring.score(product_ids, signals=named, profile=profile, lists={}, personal=0.0)
    return {
        one.product_id: float(value) for one, value in zip(scored.known, scored.totals, strict=True) if value
    }
