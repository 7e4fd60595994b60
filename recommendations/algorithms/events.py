"""Who took what and when, as numbers; and what one shopper did so far.

Invariant: one event for each shopper and item, every rating and time finite, no time after `now`: what algorithms get needs no
more checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Codes = NDArray[np.int64]
Numbers = NDArray[np.float64]


class BadEvents(ValueError):
    """Events that nothing can be learned from; the message says which."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What one shopper took: items, ratings (1 where there are none) and times, all in one order. `shopper` is the number that
    the shopper had when an algorithm was fitted, None for a newcomer."""

    items: Codes
    ratings: Numbers = field(default_factory=lambda: np.empty(0))
    times: Numbers = field(default_factory=lambda: np.empty(0))
    shopper: int | None = None

    @classmethod
    def of(cls, *items: int) -> History:
        """A newcomer who took these, oldest first, a second apart."""
        return cls(np.array(items, dtype=np.int64), np.ones(len(items)), np.arange(len(items), dtype=float))

    def __len__(self) -> int:
        return len(self.items)

    def only(self, kept: NDArray[np.bool_]) -> History:
        """The same shopper without the rest, and no longer known: fitted knowledge of them would betray the rest."""
        return History(self.items[kept], self.ratings[kept], self.times[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Interactions:
    """Events in order of shopper, then of time. Build with `clean`."""

    shoppers: Codes
    items: Codes
    ratings: Numbers
    times: Numbers
    shopper_count: int
    item_count: int

    def __len__(self) -> int:
        return len(self.items)

    def matrix(self, values: Numbers | None = None) -> sparse.csr_array:
        """(shoppers, items) float32, 1 or the given value where there was an event."""
        data = np.ones(len(self), np.float32) if values is None else values.astype(np.float32)
        return sparse.csr_array(
            (data, (self.shoppers, self.items)), shape=(self.shopper_count, self.item_count)
        )

    def support(self) -> Numbers:
        """Events of each item."""
        return np.bincount(self.items, minlength=self.item_count).astype(float)

    def starts(self) -> Codes:
        """Where each shopper's events begin, and the end."""
        return np.searchsorted(self.shoppers, np.arange(self.shopper_count + 1))

    def history(self, shopper: int) -> History:
        low, high = np.searchsorted(self.shoppers, [shopper, shopper + 1])
        return History(self.items[low:high], self.ratings[low:high], self.times[low:high], shopper)

    def histories(self) -> Iterator[History]:
        return (self.history(shopper) for shopper in range(self.shopper_count))

    def only(self, kept: NDArray[np.bool_]) -> Interactions:
        """The same shoppers and items without the other events."""
        return replace(
            self,
            shoppers=self.shoppers[kept],
            items=self.items[kept],
            ratings=self.ratings[kept],
            times=self.times[kept],
        )


def clean(
    shoppers: ArrayLike,
    items: ArrayLike,
    *,
    ratings: ArrayLike | None = None,
    times: ArrayLike | None = None,
    shopper_count: int | None = None,
    item_count: int | None = None,
    now: float | None = None,
) -> Interactions:
    """The last event of each shopper and item. A rating or time that is no finite number raises BadEvents, and so does a number
    outside the counts; a time after `now` becomes `now`."""
    shopper_codes, item_codes = np.asarray(shoppers, np.int64), np.asarray(items, np.int64)
    size = len(item_codes)
    stars = np.ones(size) if ratings is None else np.asarray(ratings, float)
    moments = np.arange(size, dtype=float) if times is None else np.asarray(times, float)
    if not len(shopper_codes) == size == len(stars) == len(moments):
        raise BadEvents("Shoppers, items, ratings and times must be of one length.")
    for name, values in (("rating", stars), ("time", moments)):
        wrong = np.flatnonzero(~np.isfinite(values))
        if len(wrong):
            raise BadEvents(f"Event {wrong[0] + 1}: the {name} is {values[wrong[0]]}, not a finite number.")
    people = _count("shopper", shopper_codes, shopper_count)
    things = _count("item", item_codes, item_count)
    if now is not None:
        moments = np.minimum(moments, now)
    order = np.lexsort((moments, item_codes, shopper_codes))
    pairs = shopper_codes[order] * max(things, 1) + item_codes[order]
    last = order[np.append(pairs[1:] != pairs[:-1], True)] if size else order
    last = last[np.lexsort((last, moments[last], shopper_codes[last]))]
    return Interactions(shopper_codes[last], item_codes[last], stars[last], moments[last], people, things)


def _count(name: str, codes: Codes, given: int | None) -> int:
    highest = int(codes.max()) + 1 if len(codes) else 0
    if len(codes) and codes.min() < 0:
        raise BadEvents(f"The number of a {name} cannot be negative.")
    if given is not None and highest > given:
        raise BadEvents(f"A {name} has number {highest - 1}, but there are only {given}.")
    return highest if given is None else given
