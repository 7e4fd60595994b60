"""From a product to its pictures: which look each drawing gets, and what the pictures say in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shop.demo import colours
from shop.demo.illustrations.look import Look
from shop.demo.model import Product


@dataclass(frozen=True)
class Shot:
    """One picture to be made: the thing in a colour, or its sheet of measures and facts."""

    name: str
    kind: str
    look: Look
    view: Literal["front", "sheet"]
    colour: str
    alt: str
    facts: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, str] = ("", "")


def shots(product: Product) -> tuple[Shot, ...]:
    """One front view for each colour, then the sheet in the first colour."""
    kind = product.kind
    fronts = tuple(
        Shot(
            f"{product.slug}-{position + 1}",
            kind.code,
            look_of(product, colour),
            "front",
            colour,
            f"{product.title} in {colour.lower()}",
        )
        for position, colour in enumerate(product.colours)
    )
    across, upright = (_measure(product, code) for code in kind.measures)
    facts = _facts(product)
    told = ", ".join(f"{name.lower()} {value}" for name, value in facts)
    sheet = Shot(
        f"{product.slug}-sheet",
        kind.code,
        look_of(product, product.colours[0]),
        "sheet",
        "",
        f"Drawing of {product.title} with its facts: {told}"[:300],
        facts=facts,
        measures=(across, upright),
    )
    return (*fronts, sheet)


def look_of(product: Product, colour: str) -> Look:
    """The product in one of its colours."""
    return Look(
        seed=product.key,
        colour=colours.HEX[colour],
        accent=product.accent,
        label=product.brand.split(" ")[0],
        traits={value.code: value.choice for value in product.values if value.type == "choice"},
        numbers={value.code: value.number for value in product.values if value.number is not None},
    )


def _measure(product: Product, code: str) -> str:
    value = product.value(code) if code else None
    return value.shown if value else ""


def _facts(product: Product) -> tuple[tuple[str, str], ...]:
    shown = [
        value
        for value in product.values
        if value.type in {"choice", "number"} and value.code not in product.kind.measures
    ]
    return tuple((value.name, value.shown) for value in shown[:4])
