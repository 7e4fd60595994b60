"""Fills the shelves of a page: nothing that was bought lately, hidden, sold out, unpublished or in the cart, each product once.

Invariant: what is shown was checked in the shop's own tables in this very call, and every card has evidence that can be told.
The only reader of profiles and lists for shoppers; works without any trained version.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.conf import settings

from recommendations import explain, offers
from recommendations.algorithms.base import Ranked
from recommendations.algorithms.diversity import spread
from recommendations.explain import Reason
from recommendations.ranking import knowledge
from recommendations.ranking.knowledge import Known
from recommendations.reasons.evidence import Evidence
from recommendations.shelves import PLACES, Context, Draft, Maker
from shop.activity import Shopper
from shop.cards import Card

ON_A_SHELF, LEAST, POOL, SPREAD, LOOKED_AT = 10, 3, 60, 24, 18
IN_VIEW, MOST_ALIKE = 5, 2
NOWHERE = Context()
FOR_THE_SHOPPER = frozenset({"home", "mail"})
"""Where what they looked at a moment ago is no news."""


class Unknown(Exception):
    """No page has shelves of this name."""


@dataclass(frozen=True, kw_only=True)
class Item:
    card: Card
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """`key` stands in the links of its cards, so that a choice is known to come from it."""

    name: str
    title: str
    items: tuple[Item, ...]
    version_id: int | None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def page(place: str, *, shopper: Shopper | None, context: Context = NOWHERE) -> tuple[Shelf, ...]:
    """The shelves of a page that have something to say. Raises Unknown. Queries: see docs/recommendations.md."""
    if place not in PLACES:
        raise Unknown(place)
    maker = Maker(shopper, context)
    drafts = [draft for make in PLACES[place] if (draft := make(maker)) is not None]
    history = maker.profile.history
    used = set(history.bought | history.hidden | context.in_cart | context.shown | {*context.product_ids})
    if place in FOR_THE_SHOPPER:
        used |= {one.product_id for one in maker.profile.items if one.product_id is not None}
    ordered = [[one for one in _ordered(draft) if one not in used] for draft in drafts]
    sold = offers.now(product for ids in ordered for product in ids[:LOOKED_AT])
    chosen: list[tuple[Draft, list[Evidence]]] = []
    for draft, ids in zip(drafts, ordered, strict=True):
        evidence = _chosen(draft, [one for one in ids if one in sold and one not in used], maker)
        if len(evidence) < ON_A_SHELF and len(ids) > LOOKED_AT:
            sold |= offers.now(ids[LOOKED_AT:])
            evidence = _chosen(draft, [one for one in ids if one in sold and one not in used], maker)
        if len(evidence) >= LEAST:
            chosen.append((draft, evidence))
            used |= {one.product_id for one in evidence}
    return _dressed(chosen, sold, maker.version)


def shelf(
    name: str, *, shopper: Shopper | None, context: Context = NOWHERE, place: str = "home"
) -> Shelf | None:
    """One shelf of a page by its name, for those who need no others; None where it has nothing to say."""
    return next((one for one in page(place, shopper=shopper, context=context) if one.name == name), None)


def _ordered(draft: Draft) -> list[int]:
    """The best candidates, the first of them spread by the setting RECOMMENDATIONS_VARIETY."""
    scored = draft.scored
    if not scored.known:
        return []
    order = np.argsort(-scored.totals, kind="stable")[:POOL]
    known = [scored.known[place] for place in order]
    ranked = Ranked(np.arange(len(order)), np.asarray(scored.totals[order], np.float32))
    support = np.array([one.popularity for one in known], np.float64)
    first = spread(
        ranked,
        variety=0.0 if draft.is_ranking else settings.RECOMMENDATIONS_VARIETY,
        vectors=knowledge.matrix(known),
        support=support if support.max(initial=0) > 0 else support + 1,
        count=SPREAD,
    )
    chosen = [known[int(place)] for place in first.items]
    taken = {one.product_id for one in chosen}
    everything = [*chosen, *(one for one in known if one.product_id not in taken)]
    return [one.product_id for one in (_mixed(everything) if draft.is_mixed else everything)]


def _mixed(known: Sequence[Known]) -> list[Known]:
    """The same products in nearly the same order, with no more than MOST_ALIKE of a category in view at a time, while there are
    others to put between them."""
    left, found = list(known), list[Known]()
    while left:
        near = [one.category_id for one in found[-(IN_VIEW - 1) :]]
        place = next((at for at, one in enumerate(left) if near.count(one.category_id) < MOST_ALIKE), 0)
        found.append(left.pop(place))
    return found


def _chosen(draft: Draft, ids: Sequence[int], maker: Maker) -> list[Evidence]:
    """The first of a shelf that something can be said for."""
    places = {one.product_id: place for place, one in enumerate(draft.scored.known)}
    seeds = [one.product_id for one in draft.scored.signals if one.product_id is not None]
    found = knowledge.of(seeds)
    made: list[Evidence] = []
    for product in ids:
        one = explain.evidence_of(
            draft.scored, places[product], profile=maker.profile, found=found, fallback=draft.fallback
        )
        if one is not None:
            made.append(one)
        if len(made) == ON_A_SHELF:
            break
    return made


def _dressed(
    chosen: Sequence[tuple[Draft, list[Evidence]]], shown: Mapping[int, Card], version_id: int | None
) -> tuple[Shelf, ...]:
    """Sentences for all shelves at once."""
    reasons = {
        reason.evidence.product_id: reason
        for reason in explain.reasons([one for _draft, evidence in chosen for one in evidence])
    }
    return tuple(
        Shelf(
            name=draft.name,
            title=draft.title,
            version_id=version_id,
            items=tuple(Item(card=shown[one.product_id], reason=reasons[one.product_id]) for one in evidence),
        )
        for draft, evidence in chosen
    )
