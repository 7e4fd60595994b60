"""How sure a share is, and a difference of two shares. Pure.

Shoppers are what is dealt to versions, so shoppers are what is counted: whether one of their shelves was opened, not how often.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""Of a confidence of 95 %."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """`value` is None where there is nobody to take a share of."""

    value: float | None
    low: float
    high: float


def share(hits: int, total: int, *, z: float = Z) -> Interval:
    """The score interval of a share, which holds for few cases and for shares near 0 and 1 (Wilson, JASA 1927)."""
    if not 0 <= hits <= total:
        raise ValueError("Hits are none of more than the total.")
    if not total:
        return Interval(value=None, low=0.0, high=1.0)
    rate = hits / total
    middle = (rate + z * z / (2 * total)) / (1 + z * z / total)
    width = z / (1 + z * z / total) * sqrt(rate * (1 - rate) / total + z * z / (4 * total * total))
    return Interval(value=rate, low=max(middle - width, 0.0), high=min(middle + width, 1.0))


def difference(hits: int, total: int, other_hits: int, other_total: int, *, z: float = Z) -> Interval:
    """Of the first share minus the other, from both score intervals (Newcombe, Statistics in Medicine 1998, method 10)."""
    one, other = share(hits, total, z=z), share(other_hits, other_total, z=z)
    if one.value is None or other.value is None:
        return Interval(value=None, low=-1.0, high=1.0)
    apart = one.value - other.value
    below = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    above = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Interval(value=apart, low=max(apart - below, -1.0), high=min(apart + above, 1.0))
