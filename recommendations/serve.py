"""Fills the shelves of a page: nothing that was bought lately, hidden, sold out, unpublished or in the cart, each product once.

Invariant: what is shown was checked in the shop's own tables in this very call, and every card has evidence that can be told.
The only reader of profiles and lists for shoppers; works without any trained version.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from django.conf import settings

from recommendations import explain, offers
from recommendations.algorithms.base import Ranked
from recommendations.algorithms.diversity import spread
from recommendations.explain import Reason
from recommendations.ranking import exploring, knowledge
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
EXPLORED = frozenset({"home"})
"""Where a shelf has a place for a new product: what comes of showing it is seen there."""


class Unknown(Exception):
    """No page has shelves of this name."""


@dataclass(frozen=True, kw_only=True)
class Item:
    card: Card
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """`key` stands in the links of its cards, so that a choice is known to come from it; `explored` is the product that stands in
    the place for a new one."""

    name: str
    title: str
    items: tuple[Item, ...]
    version_id: int | None
    explored: int | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, kw_only=True, eq=False)
class Filled:
    """What a shelf will show, before there are words for it."""

    draft: Draft
    evidence: list[Evidence]
    explored: int | None = None


def page(place: str, *, shopper: Shopper | None, context: Context = NOWHERE) -> tuple[Shelf, ...]:
    """The shelves of a page that have something to say. Raises Unknown. Queries: see docs/recommendations.md."""
    if place not in PLACES:
        raise Unknown(place)
    maker = Maker(shopper, context)
    drafts = [draft for make in PLACES[place] if (draft := make(maker)) is not None]
    history = maker.profile.history
    used = set(history.bought | history.hidden | maker.in_cart | context.shown | {*context.product_ids})
    if place in FOR_THE_SHOPPER:
        used |= {one.product_id for one in maker.profile.items if one.product_id is not None}
    ordered = [[one for one in _ordered(draft) if one not in used] for draft in drafts]
    new = [one for draft in drafts if draft.fresh and place in EXPLORED for one in draft.fresh.product_ids]
    sold = offers.now([*(product for ids in ordered for product in ids[:LOOKED_AT]), *new])
    chosen: list[Filled] = []
    for draft, ids in zip(drafts, ordered, strict=True):
        evidence = _chosen(draft, [one for one in ids if one in sold and one not in used], maker)
        if len(evidence) < ON_A_SHELF and len(ids) > LOOKED_AT:
            sold |= offers.now(ids[LOOKED_AT:])
            evidence = _chosen(draft, [one for one in ids if one in sold and one not in used], maker)
        if len(evidence) >= LEAST:
            filled = _explored(draft, evidence, maker, allowed={one for one in new if one in sold} - used)
            chosen.append(filled)
            used |= {one.product_id for one in filled.evidence}
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


def _explored(draft: Draft, evidence: list[Evidence], maker: Maker, *, allowed: Collection[int]) -> Filled:
    """With a new product in one place, where the shelf has one and something can be said for it; the last goes for it."""
    shown = [one.product_id for one in evidence]
    drawn = draft.fresh.drawn(draft.scored, shown=shown, allowed=allowed) if draft.fresh and allowed else None
    told = _chosen(draft, [drawn], maker) if drawn is not None else []
    if not told:
        return Filled(draft=draft, evidence=evidence)
    places = {one.product_id: place for place, one in enumerate(draft.scored.known)}
    new = replace(told[0], is_new=True, category=draft.scored.known[places[told[0].product_id]].category)
    at = exploring.place(len(evidence[: ON_A_SHELF - 1]))
    return Filled(
        draft=draft,
        evidence=[*evidence[:at], new, *evidence[at:]][:ON_A_SHELF],
        explored=new.product_id,
    )


def _dressed(
    chosen: Sequence[Filled], shown: Mapping[int, Card], version_id: int | None
) -> tuple[Shelf, ...]:
    """Sentences for all shelves at once."""
    reasons = {
        reason.evidence.product_id: reason
        for reason in explain.reasons([one for filled in chosen for one in filled.evidence])
    }
    return tuple(
        Shelf(
            name=filled.draft.name,
            title=filled.draft.title,
            version_id=version_id,
            explored=filled.explored,
            items=tuple(
                Item(card=shown[one.product_id], reason=reasons[one.product_id]) for one in filled.evidence
            ),
        )
        for filled in chosen
    )
