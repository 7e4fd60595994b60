"""Quantities in one canonical form: 750ml, 0.75 l, 75 cl and 0,75 litres are all 750_ml. Pure.

Owns the names of units, the way numbers are written, and the factor of each unit to the canonical one of its
dimension. Factors are exact decimals (NIST SP 811, the international inch and pound), so equal quantities meet
exactly. Works on folded text (search.text.folding).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

MAX_DIGITS = 15


@dataclass(frozen=True)
class Unit:
    """`factor` times the canonical unit `base`; `spoken` units are words that titles use as words: days, pieces."""

    base: str
    factor: Decimal
    spoken: bool = False


_SCALES = {
    "ml": {
        "1": "ml milliliter milliliters millilitre millilitres mls cc",
        "10": "cl centiliter centilitre centiliters centilitres",
        "100": "dl deciliter decilitre deciliters decilitres",
        "1000": "l ltr ltrs lt liter liters litre litres",
        "29.5735295625": "floz oz.fl fluid.ounce fluid.ounces",
        "3785.411784": "gallon gallons",
    },
    "g": {
        "0.001": "mg milligram milligrams",
        "1": "g gr gram grams gramme grammes",
        "1000": "kg kgs kilo kilos kilogram kilograms",
        "28.349523125": "oz ounce ounces",
        "453.59237": "lb lbs pound pounds",
    },
    "mm": {
        "1": "mm millimeter millimeters millimetre millimetres",
        "10": "cm cms centimeter centimeters centimetre centimetres",
        "1000": "m meter meters metre metres",
        "1000000": "km kilometer kilometers kilometre kilometres",
        "25.4": "inch inches '' \"",
        "304.8": "ft foot feet",
    },
    "w": {"1": "w watt watts", "1000": "kw kilowatt kilowatts"},
    "wh": {"1": "wh", "1000": "kwh"},
    "v": {"1": "v volt volts"},
    "mah": {"1": "mah", "1000": "ah"},
    "gb": {"0.001": "mb megabyte megabytes", "1": "gb gigabyte gigabytes", "1000": "tb terabyte terabytes"},
    "hz": {"1": "hz hertz", "1000": "khz", "1000000": "mhz", "1000000000": "ghz"},
    "k": {"1": "k kelvin"},
    "db": {"1": "db decibel decibels"},
    "lm": {"1": "lm lumen lumens"},
    "dpi": {"1": "dpi"},
    "mp": {"1": "mp megapixel megapixels"},
    "bar": {"1": "bar"},
    "pct": {"1": "% percent pct"},
    "degc": {"1": "°c ° celsius degc"},
    "degf": {"1": "°f fahrenheit"},
    "gsm": {"1": "gsm g/m2 g/m^2 gm2"},
}
_SPOKEN = {
    "s": {
        "1": "sec secs second seconds",
        "60": "min mins minute minutes",
        "3600": "h hr hrs hour hours",
        "86400": "day days",
        "604800": "week weeks",
    },
    "month": {"1": "month months", "12": "year years yr yrs"},
    "pc": {"1": "pc pcs pce piece pieces pk pack packs"},
}


_CHINESE = {
    "ml": {"1": "毫升", "1000": "升 公升"},
    "g": {"1": "克", "500": "斤", "1000": "千克 公斤"},
    "mm": {"1": "毫米", "10": "厘米 公分", "1000": "米 公尺", "25.4": "英寸 吋"},
    "w": {"1": "瓦"},
    "mah": {"1": "毫安"},
    "s": {"60": "分钟", "3600": "小时"},
    "pc": {"1": "件"},
}


def _table() -> dict[str, Unit]:
    table = {}
    for scales, spoken in ((_SCALES, False), (_SPOKEN, True), (_CHINESE, False)):
        for base, factors in scales.items():
            for factor, names in factors.items():
                for name in names.split():
                    table[name.replace(".", " ")] = Unit(base, Decimal(factor), spoken)
    return table


def _pattern() -> str:
    """Longest names first; a word ends where its letters end, a sign or a Chinese unit needs no end."""
    names = sorted(UNITS, key=len, reverse=True)
    ended = [
        re.escape(name).replace("\\ ", " ?") for name in names if name[-1].isascii() and name[-1].isalnum()
    ]
    bare = [re.escape(name) for name in names if not (name[-1].isascii() and name[-1].isalnum())]
    return rf"(?:(?:{'|'.join(ended)}|fl\. ?oz)(?![a-z0-9])|{'|'.join(bare)}(?![色饭粉白]))"


UNITS = _table()
NUMBER = r"(?:\d+(?:[.,]\d+)*|\.\d+)"
UNIT = _pattern()
_THOUSANDS = re.compile(
    r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?|[1-9]\d{0,2}\.\d{3},\d+"
)


@lru_cache(maxsize=16384)
def number(text: str) -> Decimal | None:
    """The value of `1,200`, `12,5`, `1.250,50` or `.5`; None for versions, addresses and what is too long to be meant.

    A comma before exactly three digits groups thousands unless a zero leads; a point never does by itself.
    """
    if len(text) > MAX_DIGITS:
        return None
    if _THOUSANDS.fullmatch(text):
        decimal = max(text.rfind(","), text.rfind(".")) if {",", "."} <= set(text) else -1
        whole, part = (text, "") if decimal < 0 else (text[:decimal], text[decimal + 1 :])
        text = re.sub("[.,]", "", whole) + (f".{part}" if part else "")
    text = text.replace(",", ".")
    return Decimal(text) if text.count(".") <= 1 else None


def plain(value: Decimal) -> str:
    """Digits without an exponent or trailing zeros: 750, 0.75."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def plain_text(text: str) -> str:
    """A number as written in its canonical digits, or as it is where it is no number."""
    value = number(text)
    return plain(value) if value is not None else text


def unit(name: str) -> Unit | None:
    """The unit of that name, folded or as an attribute of the catalogue says it (ml, °C, g/m²)."""
    return UNITS.get(name) or UNITS.get(re.sub(r"[\s.]", "", name))


def measure(value: Decimal, of: Unit) -> str | None:
    """The canonical term; None where the value cannot be meant (4 K is a resolution and no colour of light)."""
    if of.base == "k" and value < 1000:
        return None
    return f"{plain(value * of.factor)}_{of.base}"
