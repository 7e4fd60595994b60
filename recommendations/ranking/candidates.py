"""Where products for a shelf come from: stored lists, neighbours of products, what is popular, what is near in meaning.

Reads only. Whether something may be shown is decided by `serve`; here are ids and what the lists gave them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from django.core.cache import cache

from recommendations import lists
from recommendations.lists import Ranked
from recommendations.memory import Memory
from recommendations.models import Version
from recommendations.ranking import affinity, knowledge
from recommendations.ranking.knowledge import Known, Vector
from recommendations.shoppers.history import History
from recommendations.shoppers.profiles import Profile, Signal
from shop.models import Category, Product

MOST_STORED, MOST_NEAR, MOST_SEEDS, MOST_POPULAR, MOST_NEAREST, MOST = 100, 30, 8, 60, 40, 320
POPULAR_KEPT = 300
POPULAR_SHARE = 0.1
Key = tuple[int, tuple[tuple[int, float], ...], tuple[str, ...]]
"""The index, products with their weights, and words: what decides what is near."""
_nearest: Memory[Key, list[int]] = Memory(most=5_000, seconds=120)


def stored(history: History, *, version: int | None) -> Mapping[int, float]:
    """The hybrid's list for this shopper, as shares of its best; nothing while it was learned from what they had
    forgotten since. One query, and one more for who had something forgotten."""
    if history.shopper is None or version is None:
        return {}
    forgotten = history.forgotten_at
    if forgotten and not Version.objects.filter(pk=version, gathered_at__gt=forgotten).exists():
        return {}
    return _shares(lists.for_shopper(history.shopper, version=version), MOST_STORED)


def near(signals: Sequence[Signal], role: lists.Role, *, version: int | None) -> Mapping[int, Ranked]:
    """Neighbours of the heaviest products of the signals. One query, none without a version."""
    seeds = [one.product_id for one in signals if one.product_id is not None and one.weight > 0][:MOST_SEEDS]
    if version is None or not seeds:
        return {}
    return lists.neighbours(seeds, role, version=version, most=MOST_NEAR)


def popular(category_id: int | None, *, version: int | None) -> tuple[int, ...]:
    """Of a category and below, or of the whole shop: as the version counted, or else by the shop's own popularity."""
    if version is not None:
        found = lists.popular(category_id, version=version).product_ids[:MOST_POPULAR]
        if found:
            return found
    key = f"shelf:popular:{category_id or 0}"
    held = cache.get(key)
    if held is None:
        products = Product.objects.published()
        if category_id is not None:
            category = Category.objects.filter(pk=category_id).first()
            products = products.in_category(category) if category else products.none()
        held = list(products.order_by("-popularity", "-pk").values_list("pk", flat=True)[:MOST_POPULAR])
        cache.set(key, held, POPULAR_KEPT)
    return tuple(held)


def nearest(
    known: Iterable[Known], weights: Iterable[float], words: Mapping[str, Vector] | None = None
) -> list[int]:
    """Near in meaning to the weighted sum of products and words: for those that no list knows. One query for what this process was
    not asked of late; a weight that fades by less than a hundredth is the same."""
    rows = [
        (one, round(weight, 2)) for one, weight in zip(known, weights, strict=True) if one.vector is not None
    ]
    words = words or {}
    if not rows and not words:
        return []
    key = (knowledge.build(), tuple((one.product_id, weight) for one, weight in rows), tuple(words))

    def read(keys: list[Key]) -> dict[Key, list[int]]:
        vectors = [weight * one.vector for one, weight in rows if one.vector is not None]
        summed = np.sum([*vectors, *words.values()], axis=0)
        length = float(np.linalg.norm(summed))
        found = knowledge.nearest(summed / length, limit=MOST_NEAREST) if length > 1e-6 else []
        return dict.fromkeys(keys, found)

    return _nearest.of([key], read)[key]


def of_interests(profile: Profile) -> list[int]:
    """Products that have a trait which the shopper named; the most popular first. One query for each of three."""
    found: list[int] = []
    for signal in profile.signals:
        if signal.interest is not None and len(found) < MOST_POPULAR:
            found += _having(signal.interest.code, signal.interest.value)
    return found


def _having(code: str, value: str) -> list[int]:
    key = f"shelf:having:{code}:{value}"[:200].replace(" ", "_")
    held = cache.get(key)
    if held is None:
        held = knowledge.having(code, value, limit=MOST_POPULAR)
        cache.set(key, held, POPULAR_KEPT)
    return list(held)


def gathered(*sources: Iterable[int]) -> list[int]:
    """Each once, in the order of the sources, at most MOST."""
    return list(dict.fromkeys(product for source in sources for product in source))[:MOST]


def _shares(ranked: Ranked, most: int) -> Mapping[int, float]:
    ids, scores = ranked.product_ids[:most], ranked.scores[:most]
    return dict(zip(ids, affinity.shares(scores), strict=True)) if ids else {}


def by_rank(ids: Sequence[int], *, share: float = POPULAR_SHARE) -> Mapping[int, float]:
    """A small start for what is popular, falling with its place."""
    return {product: share * (1 - place / len(ids)) for place, product in enumerate(ids)}
