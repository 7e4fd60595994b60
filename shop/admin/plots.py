"""The geometry of the dashboard's plots: numbers in, places on a canvas out. Pure; templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

STEPS = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A bar that stands on the floor of a canvas 100 high; `left` and `width` are in units of one column."""

    left: float
    width: float
    top: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Columns:
    """`top` is the round number at the upper edge, `middle` half of it; `width` that of the canvas."""

    columns: tuple[Column, ...]
    top: Decimal
    middle: Decimal
    width: int


def columns(values: Sequence[Decimal | int]) -> Columns:
    """Bars for the values, none for nothing; what is negative has no bar."""
    amounts = [max(Decimal(value), Decimal(0)) for value in values]
    top = round_above(max(amounts, default=Decimal(0)))
    bars = []
    for place, amount in enumerate(amounts):
        height = float(round(amount * 100 / top, 2))
        bars.append(Column(left=place + 0.15, width=0.7, top=round(100 - height, 2), height=height))
    return Columns(columns=tuple(bars), top=top, middle=top / 2, width=len(amounts))


def round_above(value: Decimal) -> Decimal:
    """The smallest of 2, 4, 10, 20, 40, 100, ... that is not below the value, so that half of it is whole."""
    scale = Decimal(1)
    while True:
        for step in STEPS:
            if value <= 2 * step * scale:
                return 2 * step * scale
        scale *= 10


def shares(values: Sequence[Decimal | int]) -> list[float]:
    """Each value as a percentage of the largest; what is more than nothing is at least one percent, to be seen."""
    largest = max((Decimal(value) for value in values), default=Decimal(0))
    if largest <= 0:
        return [0.0 for _ in values]
    return [
        max(1.0, float(round(Decimal(value) * 100 / largest, 1))) if value > 0 else 0.0 for value in values
    ]
