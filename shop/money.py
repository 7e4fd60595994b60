"""Amounts of money: Decimal in, Decimal out, never a float. Pure.

Invariant: parts made by `split` have at most the currency's decimals and sum to exactly the amount that was split.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
WITHOUT_CENTS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "HUF"})
SYMBOLS = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "CNY": "CN¥",
    "JPY": "¥",
    "CHF": "CHF ",
    "NOK": "NOK ",
    "SEK": "SEK ",
    "DKK": "DKK ",
}
# Whose yen and whose dollars a bare sign means depends on the language (Unicode CLDR).
SYMBOLS_IN = {"zh": {"CNY": "¥", "JPY": "JP¥", "USD": "US$"}}


def quantum(currency: str) -> Decimal:
    """The smallest amount that can be paid: 0.01, or 1 where the currency has no cents."""
    return Decimal(1) if currency in WITHOUT_CENTS else Decimal("0.01")


def rounded(amount: Decimal, currency: str = "EUR") -> Decimal:
    """Half up to the smallest amount, as invoices do; always with two decimals, as columns have."""
    if not isinstance(amount, Decimal):
        raise TypeError(f"An amount is a Decimal, not {type(amount).__name__}.")
    return amount.quantize(quantum(currency), rounding=ROUND_HALF_UP).quantize(ZERO)


def split(amount: Decimal, weights: Sequence[Decimal], currency: str = "EUR") -> list[Decimal]:
    """Share the amount in proportion to the weights by the largest remainder (Hamilton's method).

    Each part is its exact share rounded down or up by less than one quantum; ties go to the earlier part. Weights
    must not be negative; when all are zero the amount is shared equally. Raises ValueError for no weights and an
    amount that is not zero.
    """
    if not weights:
        if amount:
            raise ValueError("Nothing to split the amount over.")
        return []
    if any(weight < 0 for weight in weights):
        raise ValueError("Weights must not be negative.")
    if amount < 0:
        return [-part for part in split(-amount, weights, currency)]
    shares = [Decimal(1)] * len(weights) if not any(weights) else list(weights)
    total, step = sum(shares, Decimal(0)), quantum(currency)
    exact = [amount * share / total for share in shares]
    parts = [value.quantize(step, rounding=ROUND_DOWN) for value in exact]
    missing = int((amount - sum(parts, Decimal(0))) / step)
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[:missing]:
        parts[index] += step
    return [part.quantize(ZERO) for part in parts]


def part_of(amount: Decimal, *, taken: int, before: int, of: int, currency: str = "EUR") -> Decimal:
    """What `taken` further units are worth of a line of `of` units, when `before` units were already given back.

    Cumulative rounding: whatever the order of the parts, all units together give back exactly the amount.
    """
    return rounded(amount * (before + taken) / of, currency) - rounded(amount * before / of, currency)


def symbol(currency: str, *, language: str = "en") -> str:
    """What stands before the number; the code and a space where a currency has no symbol of its own."""
    return (SYMBOLS | SYMBOLS_IN.get(language[:2], {})).get(currency, f"{currency} ")


def formatted(amount: Decimal, currency: str, *, language: str = "en") -> str:
    """For people who read the language: €1,234.50. English and Chinese write the number alike."""
    places = 0 if currency in WITHOUT_CENTS else 2
    sign = "−" if amount < 0 else ""
    return f"{sign}{symbol(currency, language=language)}{abs(amount):,.{places}f}"
