"""The choices of a product page: which variant each colour or size leads to.

Variants come with `chosen`, the options each stands for as a list of dicts (code, name, label, swatch, position), and
with their stock. No queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class OptionValue:
    """`sku` is the variant to go to when this value is chosen; `is_available` whether that one is in stock."""

    label: str
    swatch: str
    sku: str
    is_chosen: bool
    is_available: bool


@dataclass(frozen=True, kw_only=True)
class Option:
    code: str
    name: str
    chosen: str
    values: tuple[OptionValue, ...]


def available(variant: Any) -> int:
    stock = getattr(variant, "stock", None)
    return stock.available if stock else 0


def of_variants(variants: Sequence[Any], chosen: Any) -> tuple[Option, ...]:
    """One Option for each property in which the variants differ."""
    mine = {row["code"]: row["label"] for row in chosen.chosen}
    names = {row["code"]: row["name"] for one in variants for row in one.chosen}
    if not names:
        return (_by_label(variants, chosen),) if len(variants) > 1 else ()
    return tuple(
        Option(
            code=code,
            name=name,
            chosen=mine.get(code, ""),
            values=tuple(_values(code, variants, chosen, mine)),
        )
        for code, name in names.items()
    )


def _by_label(variants: Sequence[Any], chosen: Any) -> Option:
    values = tuple(
        OptionValue(
            label=one.label or one.sku,
            swatch="",
            sku=one.sku,
            is_chosen=one == chosen,
            is_available=available(one) > 0,
        )
        for one in variants
    )
    return Option(code="variant", name="", chosen=chosen.label or chosen.sku, values=values)


def _values(code: str, variants: Sequence[Any], chosen: Any, mine: dict[str, str]) -> Iterable[OptionValue]:
    """The values of one property; each leads to the variant that keeps most of what is chosen, in stock if it can."""
    rows = {row["label"]: row for one in variants for row in one.chosen if row["code"] == code}
    for label, row in sorted(rows.items(), key=lambda item: (item[1]["position"], item[0])):
        having = [
            one for one in variants if any(r["code"] == code and r["label"] == label for r in one.chosen)
        ]

        def likeness(one: Any) -> tuple[bool, int, bool]:
            kept = sum(mine.get(r["code"]) == r["label"] for r in one.chosen)
            return one == chosen, kept, available(one) > 0

        best = max(having, key=likeness)
        yield OptionValue(
            label=label,
            swatch=row["swatch"],
            sku=best.sku,
            is_chosen=mine.get(code) == label,
            is_available=available(best) > 0,
        )
