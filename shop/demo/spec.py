"""How a kind of product is described as data: attributes, options, price, words. Pure.

A sentence may name attributes in braces; it is used only for products that have them, so prose cannot say
what the attributes do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Follows = Literal["size", "quality", "free"]


@dataclass(frozen=True)
class Number:
    """A measure between low and high in steps; it follows the latent size or quality of the product."""

    code: str
    name: str
    unit: str
    low: float
    high: float
    step: float
    say: tuple[str, ...] = ()
    follows: Follows = "size"


@dataclass(frozen=True)
class Choice:
    """One of several values."""

    code: str
    name: str
    options: tuple[str, ...]
    say: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flag:
    """Yes or no, with a sentence for each."""

    code: str
    name: str
    yes: str
    no: str = ""
    share: float = 0.5


@dataclass(frozen=True)
class Words:
    """A short text of its own, such as what is in the box."""

    code: str
    name: str
    options: tuple[str, ...]
    say: tuple[str, ...] = ()


Attribute = Number | Choice | Flag | Words


@dataclass(frozen=True)
class Sizes:
    """The second thing a shopper chooses; factors scale price and weight."""

    name: str
    values: tuple[str, ...]
    factors: tuple[float, ...] = ()

    def factor(self, value: str) -> float:
        """How many times the smallest size."""
        return self.factors[self.values.index(value)] if self.factors else 1.0


@dataclass(frozen=True)
class Kind:
    """A kind of product: everything that its products have in common, and how they differ."""

    code: str
    noun: str
    shelf: tuple[str, str]
    price: tuple[float, float]
    grams: tuple[int, int]
    colours: tuple[str, ...]
    names: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    openers: tuple[str, ...]
    uses: tuple[str, ...]
    aspects: tuple[str, ...]
    queries: tuple[str, ...]
    brands: str
    sizes: Sizes | None = None
    measures: tuple[str, str] = ("", "")
    count: int = 9
    shades: tuple[int, int] = (1, 2)


def num(
    code: str,
    name: str,
    unit: str,
    low: float,
    high: float,
    step: float,
    *say: str,
    follows: Follows = "size",
) -> Number:
    """A number with its sentences."""
    return Number(code, name, unit, low, high, step, say, follows)


def choice(code: str, name: str, options: str, *say: str) -> Choice:
    """A choice; the options are separated by bars."""
    return Choice(code, name, tuple(options.split("|")), say)


def flag(code: str, name: str, yes: str, no: str = "", *, share: float = 0.5) -> Flag:
    """Yes or no."""
    return Flag(code, name, yes, no, share)


def words(code: str, name: str, options: str, *say: str) -> Words:
    """A text; the options are separated by bars."""
    return Words(code, name, tuple(options.split("|")), say)
