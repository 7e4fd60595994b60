"""Products to describe, with values of every kind."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from assistant.descriptions.traits import Kind, Source, Trait, Value


def trait(
    name: str,
    *values: Value,
    unit: str = "",
    code: str = "",
    is_option: bool = False,
    kind: Kind | None = None,
) -> Trait:
    first = values[0]
    guessed: Kind = (
        "boolean" if isinstance(first, bool) else "number" if isinstance(first, Decimal) else "choice"
    )
    code = code or re.sub(r"\W+", "-", name.lower())
    return Trait(code=code, name=name, kind=kind or guessed, unit=unit, values=values, is_option=is_option)


MUG = Source(
    key="mug",
    title="Tavlehus Alder Mug",
    brand="Tavlehus",
    brand_story="Tableware from a former dairy, glazed in small kilns.",
    categories=("Kitchen", "Mugs & cups"),
    traits=(
        trait("Colour", "Navy", "White", is_option=True),
        trait("Capacity", Decimal(350), unit="ml"),
        trait("Material", "Stoneware"),
        trait("Finish", "Matt"),
        trait("Height", Decimal("9.5"), unit="cm"),
        trait("Dishwasher safe", True, code="dishwasher_safe"),
        trait("Microwave safe", False, code="microwave_safe"),
        trait("Made in", "Portugal", code="made_in"),
        trait("Guarantee", Decimal(2), unit="years", code="warranty"),
    ),
)
BOOTS = Source(
    key="boots",
    title="Wren Chelsea Boots",
    brand="Stavepath",
    categories=("Shoes", "Boots"),
    traits=(
        trait("Size", "37", "39", is_option=True),
        trait("Upper", "Suede"),
        trait("Lining", "None"),
        trait("Waterproof", True),
        trait("Care", "Wipe with a damp cloth"),
    ),
)
TELEVISION = Source(
    key="tv",
    title="Lumen 3000, wireless",
    brand="Acme",
    categories=("Electronics", "TV & Audio"),
    traits=(
        trait("HDMI ports", Decimal(2)),
        trait("Screen size", Decimal(55), unit="in"),
        trait("Operating System", "Android TV 11"),
        trait("Smart TV", True),
        trait("Energy class", "A"),
        trait("Wall mountable", True),
        trait("Bluetooth", True),
        trait("In the box", "TV, remote control, stand. Batteries are extra.", kind="text"),
        trait("Usage", "Indoor", "Office"),
    ),
)


def source(**fields: Any) -> Source:
    return Source(**{"key": "1", "title": "Plain Mug", **fields})
