"""What a message names: orders, links of orders, countries, "the second one", sums. Nothing is looked up in private rows.

Invariant: a mention is only a wish; whether the asker may see what is named is for `shop.access` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

_ORDER = re.compile(r"(?<![A-Za-z0-9])M\s?[-‐‑–—]?\s?(\d{3,12})(?![A-Za-z0-9])", re.IGNORECASE)
_BARE = re.compile(r"(?:order|number|nr|no|#|订单号?|单号)\W{0,3}(\d{5,12})(?![A-Za-z0-9])", re.IGNORECASE)
_ALONE = re.compile(r"\W*(\d{5,12})\W*")
_LINK = re.compile(r"/orders/link/([A-Za-z0-9_\-:.=]{10,400})/?")
_PLACES = {
    0: r"\b(?:the\s+)?(?:first|1st)\b|第一|头一|前一",
    1: r"\b(?:the\s+)?(?:second|2nd)\b|第二|后一|另一|\bother one\b",
    2: r"\b(?:the\s+)?(?:third|3rd)\b|第三",
    3: r"\b(?:the\s+)?(?:fourth|4th)\b|第四",
    -1: r"\b(?:the\s+)last one\b|最后(?:一|那)?[个件款]",
}
_POINTS = re.compile(
    r"\b(?:it|its|it's|that|this|them|these|those|the one|that one|this one)\b|它|这个|那个|这件|那件|这款|那款|该",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[^\w.]+")
_FEW_LETTERS = frozenset({"us", "uk", "usa", "u.s.", "u.k."})
_OTHER_NAMES = {
    "us": "US",
    "u.s.": "US",
    "usa": "US",
    "america": "US",
    "uk": "GB",
    "u.k.": "GB",
    "britain": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "美国": "US",
    "英国": "GB",
    "中国": "CN",
    "中国大陆": "CN",
}


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """`place` counts from 0, -1 is the last; `points` says that the message speaks of something shown before."""

    orders: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    country: str = ""
    place: int | None = None
    points: bool = False


def read(text: str) -> Mentions:
    tokens = tuple(dict.fromkeys(_LINK.findall(text)))
    rest = _LINK.sub(" ", text)
    numbers = _ORDER.findall(rest) + _BARE.findall(rest) + _alone(rest)
    return Mentions(
        orders=tuple(dict.fromkeys(f"M-{number}" for number in numbers)),
        tokens=tokens,
        country=country(rest),
        place=next((place for place, said in _PLACES.items() if re.search(said, rest, re.IGNORECASE)), None),
        points=_POINTS.search(rest) is not None,
    )


def _alone(text: str) -> list[str]:
    """A message that is nothing but a number answers "which order?"."""
    found = _ALONE.fullmatch(text)
    return [found[1]] if found else []


def country(text: str) -> str:
    """The code of the first country that the text names in English or Chinese, empty for none."""
    folded = f" {_BETWEEN.sub(' ', text.lower())} "
    best: tuple[int, int, str] | None = None
    for name, code in _names().items():
        at = folded.find(f" {name} ") if name.isascii() else folded.find(name)
        if at >= 0 and not (name in _FEW_LETTERS and _is_pronoun(name, text)):
            found = (at, -len(name), code)
            best = min(best, found) if best else found
    return best[2] if best else ""


def _is_pronoun(name: str, text: str) -> bool:
    """ "Tell us" is no country; "to the US" is."""
    return name == "us" and re.search(r"\bUS\b|\bthe us\b", text) is None


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "zh"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "EZ", "QO", "XA", "XB", "ZZ"}:
                found.setdefault(_BETWEEN.sub(" ", name.lower()).strip(), code)
    return {name: code for name, code in {**found, **_OTHER_NAMES}.items() if len(name) > 1}
