"""Scores candidates for one shopper or one page, and keeps how much each signal gave. Asks for lists and vectors only.

Invariant: what a shopper said outweighs what we think: an interest taken away, or a product they want less of, lowers a score
whatever speaks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recommendations.lists import Ranked
from recommendations.ranking import affinity, knowledge
from recommendations.ranking.affinity import Numbers, Traits
from recommendations.ranking.knowledge import Known
from recommendations.shoppers import profiles
from recommendations.shoppers.profiles import Profile, Signal

LIST, TAKEN_AWAY, UNLIKE, OUTSIDE, OUTSIDE_CHOSEN = 1.0, 1.0, 2.0, 0.15, 0.8
WORDS_FLOOR = 0.2
"""Words are farther from products than products are from each other."""
Lists = Mapping[int, Ranked]


@dataclass(frozen=True, kw_only=True, eq=False)
class Scored:
    """`shares` is (signals, candidates): what each signal gave to each total; `against` what was taken from it."""

    known: tuple[Known, ...]
    signals: tuple[Signal, ...]
    totals: Numbers
    shares: Numbers
    against: Numbers

    def place(self, product_id: int) -> int | None:
        return next((at for at, one in enumerate(self.known) if one.product_id == product_id), None)


def score(
    product_ids: Sequence[int],
    *,
    signals: Sequence[Signal],
    profile: Profile,
    lists: Lists,
    first: Mapping[int, float] | None = None,
    personal: float = 1.0,
) -> Scored:
    """`lists` are the neighbours of the signals' products, `first` what other lists gave to start with. `personal` is the part
    of the profile's own signals where `signals` are of the page. Two queries at most, none for products that are kept."""
    own = tuple(signal for signal in profile.signals if signal not in signals) if personal else ()
    everything = (*signals, *own)
    weights = np.array(
        [signal.weight for signal in signals] + [personal * signal.weight for signal in own], np.float32
    )
    unlike = profile.history.unlike
    seeds = [signal.product_id for signal in everything if signal.product_id is not None]
    found = knowledge.of({*product_ids, *seeds, *unlike})
    known = tuple(found[product] for product in product_ids if product in found)
    vectors = knowledge.matrix(known)
    traits = Traits([one.trait_ids for one in known])
    table = _suits(everything, known, vectors, traits, found=found, lists=lists, profile=profile)
    shares = table * weights[:, None]
    start = np.array([(first or {}).get(one.product_id, 0.0) for one in known], np.float32)
    against = _against(known, vectors, traits, found, profile)
    totals = LIST * start + shares.sum(axis=0) - against
    return Scored(known=known, signals=everything, totals=totals, shares=shares, against=against)


def _suits(
    signals: Sequence[Signal],
    known: Sequence[Known],
    vectors: Numbers,
    traits: Traits,
    *,
    found: Mapping[int, Known],
    lists: Lists,
    profile: Profile,
) -> Numbers:
    """(signals, candidates) from 0 up to the sum of the shares."""
    ids = [one.product_id for one in known]
    without = profiles.disliked(profile.history.edits)
    near = affinity.neighbours([_near(signal, lists) for signal in signals], ids)
    rows = _vectors(signals, found, vectors.shape[1])
    floors = np.array([WORDS_FLOOR if signal.words else affinity.FLOOR for signal in signals], np.float32)
    shared = np.zeros_like(near)
    for row, signal in enumerate(signals):
        if signal.product_id is not None and signal.product_id in found:
            weights = profiles.weights_of(found[signal.product_id], without=without)
            shared[row] = traits.shared(weights)
        elif signal.words:
            shared[row] = profiles.shares_named(signal.words, known)
        elif signal.interest is not None:
            shared[row] = _having(known, (signal.interest.code, signal.interest.value))
    part = affinity.SHARES
    table = part["neighbours"] * near + part["nearness"] * affinity.nearness(rows, vectors, floors)
    table = np.asarray(table + part["shared"] * shared, np.float32)
    places = {product: place for place, product in enumerate(ids)}
    for row, signal in enumerate(signals):
        if signal.product_id in places:
            table[row, places[signal.product_id]] = 0
    return table


def _near(signal: Signal, lists: Lists) -> Mapping[int, float]:
    ranked = lists.get(signal.product_id or 0)
    return dict(zip(ranked.product_ids, affinity.shares(ranked.scores), strict=True)) if ranked else {}


def _vectors(signals: Sequence[Signal], found: Mapping[int, Known], width: int) -> Numbers:
    rows = np.zeros((len(signals), width), np.float32)
    texts = [signal.words for signal in signals if signal.words]
    words = dict(zip(texts, profiles.vectors_of_words(texts), strict=True))
    for place, signal in enumerate(signals):
        known = found.get(signal.product_id or 0)
        row = known.vector if known else words.get(signal.words)
        if row is not None and len(row) == width:
            rows[place] = row
    return rows


def _having(known: Sequence[Known], trait: tuple[str, str]) -> list[float]:
    return [float(any((held.code, held.value) == trait for held in one.traits)) for one in known]


def _against(
    known: Sequence[Known], vectors: Numbers, traits: Traits, found: Mapping[int, Known], profile: Profile
) -> Numbers:
    """What is taken from each score: traits that the shopper took away, likeness to what they want less of, other prices."""
    against = np.zeros(len(known), np.float32)
    for code, value in profiles.disliked(profile.history.edits):
        against += TAKEN_AWAY * np.array(_having(known, (code, value)), np.float32)
    unlike = [found[product] for product in profile.history.unlike if product in found]
    if unlike and len(known):
        near = affinity.nearness(knowledge.matrix(unlike, dimensions=vectors.shape[1]), vectors)
        shared = np.array([traits.shared(profiles.weights_of(one)) for one in unlike])
        against += UNLIKE * ((near + shared) / 2).max(axis=0)
    if profile.band is not None:
        prices = np.array([one.price for one in known], np.float32)
        outside = (prices < profile.band.low) | (prices > profile.band.high)
        against += (OUTSIDE_CHOSEN if profile.band.is_chosen else OUTSIDE) * outside
    return against
