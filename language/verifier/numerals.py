"""Numbers written in words: twenty-five, a dozen, two and a half, 二十五, 两百. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: n for n, word in enumerate(_ONES.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), start=2)
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_NAME = "|".join(sorted([*SMALL, *_LARGE], key=len, reverse=True))
ENGLISH = re.compile(
    rf"\b(?:(?:an?[ -])?(?:{_NAME})(?:(?:-| and | )(?:{_NAME}))*(?: and a half)?|half)\b", re.IGNORECASE
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE = re.compile(f"[{''.join(_DIGITS)}{''.join(_SCALES)}]+|半")


def english(text: str) -> Decimal:
    """The value of what ENGLISH matches."""
    words = [word for word in re.split(r"[\s-]+", text.lower()) if word not in {"and", "a", "an"}]
    extra = Decimal(0)
    if words[-1] == "half":
        words, extra = words[:-1], Decimal("0.5")
    total = part = 0
    for word in words:
        if word in SMALL:
            part += SMALL[word]
        elif _LARGE[word] < 1000:
            part = max(part, 1) * _LARGE[word]
        else:
            total, part = total + max(part, 1) * _LARGE[word], 0
    return total + part + extra


def chinese(text: str) -> Decimal:
    """The value of what CHINESE matches; digits in a row are read one by one, as in years."""
    if text == "半":
        return Decimal("0.5")
    if not set(text) & set(_SCALES):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = part = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif _SCALES[c] < 10_000:
            part, digit = part + (digit or 1) * _SCALES[c], 0
        else:
            total, part, digit = total + max(part + digit, 1) * _SCALES[c], 0, 0
    return Decimal(total + part + digit)
