"""What drawn attributes must agree on: a wired mouse has no battery, herbal tea no caffeine. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from shop.demo.model import Value

Values = tuple[Value, ...]


def sensible(kind: str, values: Values) -> Values:
    """The values of a product of this kind, with contradictions put right or left out."""
    rule = RULES.get(kind)
    return rule(values) if rule else values


def _of(values: Values, code: str) -> str:
    return next((value.choice for value in values if value.code == code), "")


def _set(values: Values, code: str, **change: object) -> Values:
    return tuple(replace(value, **change) if value.code == code else value for value in values)  # type: ignore[arg-type]


def _without(values: Values, *codes: str) -> Values:
    return tuple(value for value in values if value.code not in codes)


def _tea(values: Values) -> Values:
    leaf = _of(values, "variety")
    values = _set(values, "caffeine", boolean=leaf not in {"Herbal", "Rooibos"})
    if leaf in {"Herbal", "Rooibos"}:
        values = _set(values, "origin", choice="Cederberg" if leaf == "Rooibos" else "Garden blend")
    if leaf in {"Herbal", "Rooibos", "Black"}:
        return _set(values, "brewing_temperature", number=Decimal(95))
    return _set(values, "brewing_temperature", number=Decimal(75 if leaf == "Green" else 85))


def _chocolate(values: Values) -> Values:
    kind = _of(values, "type")
    if kind == "Dark":
        return _set(
            values,
            "cocoa",
            number=max(next(v.number for v in values if v.code == "cocoa") or Decimal(0), Decimal(60)),
        )
    values = _set(values, "vegan", boolean=False)
    return _set(values, "cocoa", number=Decimal(30 if kind == "White" else 40))


def _headphones(values: Values) -> Values:
    if _of(values, "connection") == "Wireless":
        return values
    return _set(_without(values, "battery_life", "charging"), "noise_cancelling", boolean=False)


def _wired(values: Values) -> Values:
    return _without(values, "power_supply") if _of(values, "connection") == "Wired" else values


def _bike_light(values: Values) -> Values:
    return _without(values, "battery_life") if _of(values, "charging") == "Dynamo" else values


def _speaker(values: Values) -> Values:
    is_portable = _of(values, "form") == "Portable cylinder"
    values = _set(values, "power_supply", choice="USB-C" if is_portable else "Mains")
    return values if is_portable else _set(values, "splashproof", boolean=False)


def _bottle(values: Values) -> Values:
    return (
        values if _of(values, "material") == "Stainless steel" else _set(values, "insulated", boolean=False)
    )


def _pot(values: Values) -> Values:
    if _of(values, "finish") == "Terracotta":
        return _set(values, "material", choice="Terracotta")
    return values


def _pan(values: Values) -> Values:
    if _of(values, "material").startswith("Ceramic"):
        return _set(_set(values, "seasoned", boolean=True), "care", choice="Hand wash")
    return values


def _jacket(values: Values) -> Values:
    return _set(values, "recycled", boolean=_of(values, "material") == "Recycled polyester")


def _recycled(values: Values) -> Values:
    material = _of(values, "material")
    return _set(values, "recycled", boolean=True) if "ecycled" in material else values


def _storage(values: Values) -> Values:
    return _set(values, "airtight", boolean=True) if _of(values, "lid") == "Clip top" else values


RULES: dict[str, Callable[[Values], Values]] = {
    "tea": _tea,
    "chocolate": _chocolate,
    "headphones": _headphones,
    "mouse": _wired,
    "bike_light": _bike_light,
    "speaker": _speaker,
    "water_bottle": _bottle,
    "plant_pot": _pot,
    "frying_pan": _pan,
    "rain_jacket": _jacket,
    "jumper": _recycled,
    "t_shirt": _recycled,
    "throw": _recycled,
    "watering_can": _recycled,
    "bird_feeder": _recycled,
    "storage_jar": _storage,
}
