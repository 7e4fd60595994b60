"""Names of units and currencies, and what makes two of them the same: 750 ml, 0.75 l and 75 cl; €, EUR and 欧元. Pure.

Factors are exact (NIST SP 811, the international inch and pound).
"""

from __future__ import annotations

import re
from decimal import Decimal

_SCALES = {
    "ml": {
        "1": "ml millilitre milliliter cc 毫升",
        "10": "cl centilitre centiliter 厘升",
        "100": "dl",
        "1000": "l litre liter ltr 升 公升",
        "29.5735295625": "fl_oz fluid_ounce",
        "3785.411784": "gallon",
    },
    "g": {
        "0.001": "mg milligram 毫克",
        "1": "g gram gramme 克",
        "1000": "kg kilo kilogram 千克 公斤",
        "500": "斤",
        "28.349523125": "oz ounce 盎司",
        "453.59237": "lb lbs pound 磅",
    },
    "mm": {
        "1": "mm millimetre millimeter 毫米",
        "10": "cm centimetre centimeter 厘米 公分",
        "1000": "m metre meter 米 公尺",
        "1000000": "km kilometre kilometer 公里 千米",
        "25.4": "inch inches 英寸 寸",
        "304.8": "ft foot feet 英尺",
    },
    "w": {"1": "w watt 瓦", "1000": "kw kilowatt 千瓦"},
    "wh": {"1": "wh", "1000": "kwh"},
    "v": {"1": "v volt 伏"},
    "mah": {"1": "mah 毫安时", "1000": "ah"},
    "gb": {"0.001": "mb megabyte", "1": "gb gigabyte", "1000": "tb terabyte"},
    "hz": {"1": "hz hertz 赫兹", "1000": "khz", "1000000": "mhz", "1000000000": "ghz"},
    "db": {"1": "db decibel 分贝"},
    "lm": {"1": "lm lumen 流明"},
    "mp": {"1": "mp megapixel"},
    "bar": {"1": "bar"},
    "rpm": {"1": "rpm"},
    "pct": {"1": "% percent per_cent pct"},
    "degc": {"1": "°c degc celsius °"},
    "degf": {"1": "°f fahrenheit"},
    "gsm": {"1": "gsm g/m2"},
    "s": {
        "1": "sec second 秒 秒钟",
        "60": "min minute 分钟",
        "3600": "h hr hrs hour 小时 个小时",
        "86400": "day 天 日",
        "604800": "week 周 星期 个星期",
    },
    "month": {"1": "month 个月 月", "12": "year yr yrs 年"},
    "working_day": {"1": "working_day business_day weekday 个工作日 工作日"},
    "point": {"1": "star point 星 颗星 分"},
    "pc": {
        "1": "pc pcs piece pack set item unit copy copies 件 个 只 条 双 套 台 本 瓶 盒 包 片 张 把 支 款"
    },
}
COUNTED = "pc"  # of what, the words beside it say
_CURRENCIES = {
    "EUR": "€ eur euro euros 欧元", "GBP": "£ gbp 英镑", "$": "$ dollar dollars", "¥": "¥", "USD": "us$ usd 美元", "CNY": "cny rmb yuan 元 人民币 块 块钱",
    "JPY": "jpy yen 日元", "CHF": "chf", "SEK": "sek", "NOK": "nok", "DKK": "dkk", "PLN": "pln zł", "CZK": "czk kč", "CAD": "cad", "AUD": "aud",
    "HKD": "hkd hk$ 港币", "SGD": "sgd", "INR": "₹ inr", "KRW": "₩ krw", "TWD": "twd nt$",
}  # fmt: skip
_SHARED = {"$": {"USD", "CAD", "AUD", "HKD", "SGD", "TWD"}, "¥": {"CNY", "JPY"}}


def _units() -> dict[str, tuple[str, Decimal]]:
    table = {}
    for base, factors in _SCALES.items():
        for factor, names in factors.items():
            for name in names.replace("_", "\u0000").split():
                spaced = name.replace("\u0000", " ")
                table[spaced] = (base, Decimal(factor))
                if spaced.isascii() and spaced.isalpha() and len(spaced) > 2 and not spaced.endswith("s"):
                    table[f"{spaced}s"] = (base, Decimal(factor))
                if " " in spaced:
                    table[f"{spaced}s"] = (base, Decimal(factor))
    return table


UNITS = _units()
CURRENCIES = {name: currency for currency, names in _CURRENCIES.items() for name in names.split()}


def _choice(names: list[str]) -> str:
    """Longest first; a name of letters ends where its letters end."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(
        re.escape(name).replace(r"\ ", r"[ -]")
        + ("(?![a-z0-9])" if name[-1].isascii() and name[-1].isalnum() else "")
        for name in ordered
    )


UNIT = _choice(list(UNITS))
CURRENCY = _choice(list(CURRENCIES))


def unit(name: str) -> tuple[str, Decimal] | None:
    """(dimension, factor) of a unit as facts name it."""
    folded = name.strip().lower().replace("_", " ").replace("²", "2")
    return UNITS.get(folded) or UNITS.get(folded.replace(" ", "").rstrip("."))


def currency(name: str) -> str:
    folded = name.strip().lower()
    return CURRENCIES.get(folded, name.strip().upper())


def is_same_currency(one: str, other: str) -> bool:
    """$ is any dollar and ¥ is yuan or yen; an unnamed currency is the shop's."""
    return (
        not one or not other or one == other or other in _SHARED.get(one, ()) or one in _SHARED.get(other, ())
    )
