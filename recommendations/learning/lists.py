"""The lists that a model gives: what is like a product, what goes with it, what each shopper may like, what is popular. Pure.

Invariant: only items that are sold are in a list, each once, best first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy import sparse

from recommendations.algorithms.base import NEVER, Algorithm, Ranked, best
from recommendations.algorithms.content import Content, Vectors
from recommendations.algorithms.diversity import spread
from recommendations.algorithms.events import Codes, History, Interactions, Numbers
from recommendations.algorithms.hybrid import Hybrid
from recommendations.algorithms.item_knn import ItemKNN, SequenceKNN
from recommendations.algorithms.popularity import DAY

NEIGHBOURS, CANDIDATES, POPULAR, SPREAD = 50, 200, 100, 40
NEAREST, BORROWED = 5, 0.2
"""How many similar items an item borrows company from, and how much of it: what nobody bought yet has no company of its own."""
AT_ONCE = 256


def similar(model: Hybrid, items: Sequence[int], *, is_sold: np.ndarray) -> Iterator[Ranked]:
    """What could be taken in the place of each item: alike in text, in shoppers and in the space that maps one to the other."""
    for start in range(0, len(items), AT_ONCE):
        part = items[start : start + AT_ONCE]
        for item, scores in zip(part, _alike(model, part), strict=True):
            scores[~is_sold] = NEVER
            scores[item] = NEVER
            scores[scores <= 0] = NEVER
            yield best(scores, count=NEIGHBOURS)


def _alike(model: Hybrid, items: Sequence[int]) -> np.ndarray:
    """(items, all items): cosine of text and mapped text, up to 1, plus the cosine of shoppers."""
    histories = [History.of(item) for item in items]
    total = np.zeros((len(items), model.item_count), np.float32)
    for part in model.parts:
        if isinstance(part, Content):
            total += part.scores_of(histories) / np.float32(1 + part.mapped)
        elif part.name == ItemKNN.name:
            total += part.scores_of(histories)
    return total


def company(interactions: Interactions, is_bought: np.ndarray) -> sparse.csr_array:
    """(items, items): what is bought by the same shoppers, and less so what is looked at one after the other."""
    bought = ItemKNN(neighbours=200, shrink=5.0).fit(interactions.only(is_bought))
    seen = SequenceKNN(neighbours=200).fit(interactions)
    return sparse.csr_array(bought.table + seen.table * np.float32(0.3))


def together(
    table: sparse.csr_array,
    items: Sequence[int],
    alike: Sequence[Ranked],
    *,
    is_sold: np.ndarray,
    categories: Codes,
) -> Iterator[Ranked]:
    """What is taken beside each item, of other kinds: two kettles do not go together. `alike` are the items' own similar ones."""
    for item, near in zip(items, alike, strict=True):
        weights = np.concatenate(
            [[1.0], BORROWED * near.scores[:NEAREST] / max(len(near.scores[:NEAREST]), 1)]
        )
        rows = np.concatenate([[item], near.items[:NEAREST]])
        scores = np.asarray(
            (sparse.csr_array(weights.astype(np.float32)[None, :]) @ table[rows]).toarray()
        ).ravel()
        scores[~is_sold] = NEVER
        scores[rows] = NEVER
        if categories[item] >= 0:
            scores[categories == categories[item]] = NEVER
        scores[scores <= 0] = NEVER
        yield best(scores, count=NEIGHBOURS)


def for_shoppers(
    model: Algorithm,
    histories: Sequence[History],
    *,
    is_sold: np.ndarray,
    vectors: Vectors,
    support: Numbers,
    variety: float,
) -> Iterator[Ranked]:
    """Candidates of each shopper; the first forty in an order that `variety` trades."""
    hidden = np.flatnonzero(~is_sold)
    for ranked in model.recommend_many(histories, count=CANDIDATES, without=hidden):
        yield varied(ranked, variety=variety, vectors=vectors, support=support)


def varied(ranked: Ranked, *, variety: float, vectors: Vectors, support: Numbers) -> Ranked:
    """The same items; scores stay in descending order, so that lists can be merged by them."""
    top = spread(ranked, variety=variety, vectors=vectors, support=support, count=SPREAD)
    rest = ~np.isin(ranked.items, top.items)
    return Ranked(np.concatenate([top.items, ranked.items[rest]]), np.sort(ranked.scores)[::-1])


def popular(
    interactions: Interactions,
    *,
    half_life: float,
    worth: Numbers,
    is_sold: np.ndarray,
    categories: Codes,
    above: Mapping[int, Sequence[int]],
) -> dict[int | None, Ranked]:
    """By category, and None for the whole shop: events that count half after each `half_life` days, and where there are none the
    shop's own measure. `above` has each category with all that it lies in."""
    weights = np.zeros(0)
    if len(interactions):
        weights = 0.5 ** ((interactions.times.max() - interactions.times) / DAY / half_life)
    counted = np.bincount(interactions.items, weights, interactions.item_count)
    scores = (counted + 1e-3 * worth / max(float(worth.max(initial=0)), 1)).astype(np.float32)
    scores[~is_sold] = NEVER
    members: dict[int | None, list[int]] = {None: list(range(len(scores)))}
    for item, category in enumerate(categories.tolist()):
        for each in above.get(category, ()):
            members.setdefault(each, []).append(item)
    found = {}
    for category, items in members.items():
        chosen = np.array(items, np.int64)
        ranked = best(scores[chosen], count=POPULAR)
        if len(ranked):
            found[category] = Ranked(chosen[ranked.items], ranked.scores)
    return found
