"""How one product looks: its colours and the traits that its drawing varies with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from shop.demo.illustrations import tones
from shop.demo.seeded import chance


@dataclass(frozen=True)
class Look:
    """Colour of the variant, everything else of the product: all its pictures agree in form."""

    seed: str
    colour: str
    accent: str = tones.WOOD
    label: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Decimal] = field(default_factory=dict)

    def trait(self, code: str, *options: str) -> str:
        """The product's own choice for this attribute, or one drawn by lot where it names none of them."""
        own = self.traits.get(code, "")
        return own if own in options else chance(self.seed, "trait", code).choice(options)

    def between(self, code: str, low: float, high: float) -> float:
        """A proportion of this product."""
        return chance(self.seed, "proportion", code).uniform(low, high)

    def number(self, code: str, default: float) -> float:
        """A numeric attribute, for drawings that follow the measures."""
        return float(self.numbers.get(code, default))
