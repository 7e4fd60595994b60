"""What the demonstration store contains, as frozen records. Pure; the loader turns them into rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shop.demo.spec import Kind


@dataclass(frozen=True)
class Value:
    """One attribute of one product; exactly one of number, choice, boolean and text is set."""

    code: str
    name: str
    type: Literal["number", "choice", "boolean", "text"]
    unit: str = ""
    number: Decimal | None = None
    choice: str = ""
    boolean: bool | None = None
    text: str = ""

    @property
    def shown(self) -> str:
        """As a shopper reads it."""
        if self.number is not None:
            return measured(self.number, self.unit)
        return ("yes" if self.boolean else "no") if self.boolean is not None else self.choice or self.text


@dataclass(frozen=True)
class Variant:
    """What is sold. `history`: days before today and the price from then on, oldest first; the last is today's."""

    sku: str
    colour: str
    size: str
    price: Decimal
    list_price: Decimal | None
    history: tuple[tuple[int, Decimal], ...]
    grams: int
    stock: int

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.colour, self.size) if part)


@dataclass(frozen=True)
class Product:
    """A product; `appeal` (0 to 1) is how good it really is, which shoppers find out."""

    key: str
    kind: Kind
    title: str
    name: str
    slug: str
    subtitle: str
    brand: str
    description: str
    values: tuple[Value, ...]
    variants: tuple[Variant, ...]
    colours: tuple[str, ...]
    accent: str
    days_ago: int
    appeal: float
    luxury: float

    @property
    def price_from(self) -> Decimal:
        return min(variant.price for variant in self.variants)

    @property
    def is_discounted(self) -> bool:
        return any(variant.list_price for variant in self.variants)

    def value(self, code: str) -> Value | None:
        """The attribute, if the product has it."""
        return next((entry for entry in self.values if entry.code == code), None)


def measured(number: Decimal, unit: str) -> str:
    """A number with its unit: 300 ml, 1 year, 72%."""
    plain = f"{number.normalize():f}"
    if unit == "%":
        return f"{plain}%"
    if number == 1 and unit in {"years", "months", "weeks"}:
        unit = unit[:-1]
    return f"{plain} {unit}".strip()
