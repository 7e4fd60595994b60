"""Attributes that many kinds share, so that filters and words agree across the store."""

from __future__ import annotations

from shop.demo.spec import Choice, Flag, Follows, Number, choice, flag, num


def material(options: str, *say: str) -> Choice:
    """What it is made of."""
    return choice(
        "material",
        "Material",
        options,
        *(
            say
            or (
                "Made of {material}.",
                "The material is {material}.",
                "{Material} all through, chosen for how it wears in.",
            )
        ),
    )


def care(options: str) -> Choice:
    """How to clean it."""
    return choice(
        "care", "Care", options, "Care is simple: {care}.", "To look after it: {care}.", "Cleaning? {Care}."
    )


def made_in(options: str) -> Choice:
    """The country."""
    return choice(
        "made_in",
        "Made in",
        options,
        "Made in {made_in}.",
        "It comes from a workshop in {made_in}.",
        "Produced in {made_in}, in small series.",
    )


def warranty(low: int, high: int) -> Number:
    """Years of guarantee."""
    return num(
        "warranty",
        "Guarantee",
        "years",
        low,
        high,
        1,
        "The maker guarantees it for {warranty}.",
        "It carries a guarantee of {warranty}.",
        follows="quality",
    )


def height(low: float, high: float, step: float = 0.5, *, follows: Follows = "size") -> Number:
    return num(
        "height",
        "Height",
        "cm",
        low,
        high,
        step,
        "It stands {height} tall.",
        "From foot to top it measures {height}.",
        follows=follows,
    )


def width(low: float, high: float, step: float = 0.5, *, follows: Follows = "size") -> Number:
    return num(
        "width",
        "Width",
        "cm",
        low,
        high,
        step,
        "It is {width} wide.",
        "Across, it takes {width}.",
        follows=follows,
    )


def depth(low: float, high: float, step: float = 0.5) -> Number:
    return num(
        "depth", "Depth", "cm", low, high, step, "It is {depth} deep.", "Front to back it needs {depth}."
    )


def length(low: float, high: float, step: float = 0.5) -> Number:
    return num("length", "Length", "cm", low, high, step, "It is {length} long.", "End to end: {length}.")


def diameter(low: float, high: float, step: float = 0.5) -> Number:
    return num(
        "diameter",
        "Diameter",
        "cm",
        low,
        high,
        step,
        "It measures {diameter} across.",
        "The diameter is {diameter}.",
    )


def dishwasher(share: float = 0.6) -> Flag:
    return flag(
        "dishwasher_safe",
        "Dishwasher safe",
        "It goes in the dishwasher.",
        "Wash it by hand; it will thank you.",
        share=share,
    )


def recycled(share: float = 0.4) -> Flag:
    return flag("recycled", "Recycled material", "Recycled material went into it.", "", share=share)


def waterproof(share: float = 0.5) -> Flag:
    return flag(
        "waterproof",
        "Waterproof",
        "It is waterproof, seams included.",
        "It shrugs off a shower, but it is not waterproof.",
        share=share,
    )


def handmade(share: float = 0.4) -> Flag:
    return flag("handmade", "Made by hand", "It is made by hand, so no two are quite alike.", "", share=share)
