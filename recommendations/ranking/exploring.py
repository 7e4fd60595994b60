"""A place for what is new: one product of a shelf that few have met yet, drawn among those that suit the shopper.

Who was met by nobody has no shoppers to be recommended by, and is met by nobody. So a new product may stand where its text suits the
shopper no less than the weakest quarter of what else the shelf shows, and nothing that they said speaks against it. Which of several is drawn
by what came of showing each so far: Thompson sampling over opened and not opened (Thompson, Biometrika 1933; Chapelle and Li, NIPS
2011), so that each gets its chance, and one that is never opened gives way to the others.

Invariant: no page waits for a query of this module's own, but that a process reads anew every SECONDS what is new.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.utils import timezone

from recommendations import showings
from recommendations.memory import Memory
from recommendations.ranking import affinity, knowledge
from recommendations.ranking.affinity import Numbers
from recommendations.ranking.knowledge import Known
from recommendations.ranking.scoring import WORDS_FLOOR, Scored
from recommendations.shoppers import profiles
from recommendations.shoppers.profiles import Profile
from recommendations.showings import Tried

MOST_NEW, MOST_ARMS, SECONDS = 300, 8, 300.0
FIRST, LAST = 4, 10
"""Places of a shelf, from 1: the first ones are for what is surest."""
LEAST = 0.25
"""The weakest quarter of what else is shown is the bar: measured in docs/recommendations.md."""
OBJECTED = 0.5
"""What a shopper said against costs more; a price outside of the band that we guessed costs less."""
_dice = random.Random()


@dataclass(frozen=True, kw_only=True, eq=False)
class New:
    """The new products of the shop, with their vectors as rows, and what came of showing each."""

    known: tuple[Known, ...]
    ids: frozenset[int]
    vectors: Numbers
    tried: Mapping[int, Tried]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tastes:
    """The shopper's signals that have a vector: rows, what each weighs, and from which cosine on it counts."""

    rows: Numbers
    weights: Numbers
    floors: Numbers

    def suits(self, vectors: Numbers) -> Numbers:
        """(candidates,): the score's share of nearness in meaning, the one that a product without shoppers can have."""
        return self.weights @ affinity.nearness(self.rows, vectors, self.floors)


@dataclass(frozen=True, kw_only=True, eq=False)
class Fresh:
    """New products that suit one shopper best, `product_ids` from the best on."""

    new: New
    tastes: Tastes
    product_ids: tuple[int, ...]

    def drawn(self, scored: Scored, *, shown: Sequence[int], allowed: Collection[int]) -> int | None:
        """One that suits no less than the weakest quarter of what is `shown`; None where there is none, or one stands there already."""
        if not shown or not self.new.ids.isdisjoint(shown):
            return None
        places = {one.product_id: place for place, one in enumerate(scored.known)}
        beside = [scored.known[places[product]] for product in shown]
        least = float(np.quantile(self._suits(beside), LEAST))
        arms = [
            product
            for product in self.product_ids
            if product in allowed and product in places and scored.against[places[product]] < OBJECTED
        ]
        suits = self._suits([scored.known[places[product]] for product in arms])
        fitting = [product for product, suit in zip(arms, suits, strict=True) if suit >= least]
        return max(fitting, key=self._chance, default=None)

    def _suits(self, known: Sequence[Known]) -> Numbers:
        return self.tastes.suits(knowledge.matrix(known, dimensions=self.tastes.rows.shape[1]))

    def _chance(self, product: int) -> float:
        tried = self.new.tried.get(product, Tried())
        return _dice.betavariate(1 + tried.opened, 1 + max(tried.shown - tried.opened, 0))


def of(profile: Profile) -> Fresh | None:
    """None where nothing is new, nothing is known of the shopper, or the setting RECOMMENDATIONS_NEW_DAYS is 0."""
    days, events = settings.RECOMMENDATIONS_NEW_DAYS, settings.RECOMMENDATIONS_NEW_EVENTS
    if days <= 0 or events <= 0 or profile.is_cold:
        return None
    new = _held.of([(days, events)], _read)[days, events]
    tastes = _tastes(profile, new.vectors.shape[1])
    if tastes is None or not new.known:
        return None
    suits = tastes.suits(new.vectors)
    best = [int(place) for place in np.argsort(-suits, kind="stable")[:MOST_ARMS] if suits[place] > 0]
    return Fresh(new=new, tastes=tastes, product_ids=tuple(new.known[place].product_id for place in best))


def place(count: int) -> int:
    """Where the new one goes on a shelf of that many others, from 0; another place each time, so that none of them tells."""
    return min(_dice.randrange(FIRST - 1, LAST), count)


def _tastes(profile: Profile, width: int) -> Tastes | None:
    texts = [one.words for one in profile.signals if one.words]
    words = dict(zip(texts, profiles.vectors_of_words(texts), strict=True))
    found = []
    for one in profile.signals:
        known = profile.known.get(one.product_id or 0)
        row = known.vector if known else words.get(one.words)
        if row is not None and len(row) == width:
            found.append((row, one.weight, WORDS_FLOOR if one.words else affinity.FLOOR))
    if not found:
        return None
    rows, weights, floors = zip(*found, strict=True)
    return Tastes(
        rows=np.array(rows, np.float32),
        weights=np.array(weights, np.float32),
        floors=np.array(floors, np.float32),
    )


STATEMENT = """
SELECT product.id FROM shop_product AS product
WHERE product.status = 'published' AND product.published_at BETWEEN %(since)s AND %(now)s AND (
    SELECT count(*) FROM (SELECT FROM shop_shopperevent WHERE product_id = product.id LIMIT %(events)s) AS met
) < %(events)s
ORDER BY product.published_at DESC, product.id DESC LIMIT %(most)s
"""
_held: Memory[tuple[int, int], New] = Memory(most=2, seconds=SECONDS)


def _read(keys: list[tuple[int, int]]) -> dict[tuple[int, int], New]:
    """Two queries, and those of `knowledge.of`."""
    return {(days, events): _new(days, events) for days, events in keys}


def _new(days: int, events: int) -> New:
    now = timezone.now()
    since = now - timedelta(days=days)
    values: dict[str, Any] = {"since": since, "now": now, "events": events, "most": MOST_NEW}
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        ids = [row[0] for row in cursor.fetchall()]
    found = knowledge.of(ids)
    known = tuple(found[product] for product in ids if product in found)
    return New(
        known=known,
        ids=frozenset(one.product_id for one in known),
        vectors=knowledge.matrix(known),
        tried=showings.tried(since=since) if known else {},
    )
