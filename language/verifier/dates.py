"""Finds dates in a normal text: 2025-03-03, 3 March 2025, March 3rd, 03/04/2025, 2025年3月3日, and days named by words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from language.verifier.normal import blank

_MONTH_NAMES = "january february march april may june july august september october november december"
_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS, _DAYS = _MONTH_NAMES.split(), _DAY_NAMES.split()
_NAMES = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else "may" for month in _MONTHS).replace(
    "sep(", "sept?("
)
_DAY = r"([0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20|21)\d\d)"
_PATTERNS = (
    (re.compile(rf"\b{_YEAR}[-/.](\d\d?)[-/.](\d\d?)(?:t[\d:.+z-]+)?\b", re.IGNORECASE), "ymd"),
    (re.compile(rf"{_YEAR}\s?年\s?(\d\d?)\s?月(?:\s?(\d\d?)\s?[日号])?"), "ymd"),
    (re.compile(rf"\b{_DAY}(?: of)?[ -]({_NAMES})\b\.?(?:,?[ -]{_YEAR}\b)?", re.IGNORECASE), "dby"),
    (re.compile(rf"\b({_NAMES})\b\.? {_DAY}\b(?:,? {_YEAR}\b)?", re.IGNORECASE), "bdy"),
    (re.compile(r"\b(\d\d?)[/.](\d\d?)[/.]((?:\d\d)?\d\d)\b"), "either"),
    (re.compile(rf"\b({_NAMES}) {_YEAR}\b", re.IGNORECASE), "by"),
    (re.compile(r"(\d\d?)\s?月\s?(\d\d?)\s?[日号]"), "md"),
)
_MONTH_ALONE = re.compile(rf"(?<=\b(?:in|by|of) )({'|'.join(month.title() for month in _MONTHS)})\b")
_RELATIVE = re.compile(
    r"\b(?:today|tomorrow|yesterday|tonight|next week|next month|last week)\b|今天|明天|后天|昨天|今晚|下周|下个?月|上周",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})s?\b|(?:星期|周|礼拜)([一二三四五六日天])(?!年)", re.IGNORECASE)
_CHINESE_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


@dataclass(frozen=True)
class Day:
    """What a text says of a date; None where it is silent. `readings` are (month, day) in either order of the parts."""

    words: str
    year: int | None = None
    readings: tuple[tuple[int | None, int | None], ...] = ()
    weekday: int | None = None
    relative: str = ""

    def agrees_with(self, other: Day) -> bool:
        """Whether `other` says all of this."""
        if self.relative:
            return self.relative == other.relative
        if self.weekday is not None:
            return self.weekday == other.weekday
        if self.year is not None and self.year != other.year:
            return False
        return any(_within(own, theirs) for own in self.readings for theirs in other.readings)


def of(value: date) -> Day:
    return Day(value.isoformat(), value.year, ((value.month, value.day),), value.weekday())


def dates(text: str) -> tuple[list[Day], str]:
    """The days a normal text names, and the text without them."""
    found: list[Day] = []
    for pattern, order in _PATTERNS:
        for match in list(pattern.finditer(text)):
            day = _read(match, order)
            if day is not None:
                found.append(day)
                text = blank(text, *match.span())
    for match in list(_MONTH_ALONE.finditer(text)):
        found.append(Day(match[0], readings=((_month(match[1]), None),)))
        text = blank(text, *match.span())
    for match in list(_WEEKDAY.finditer(text)):
        weekday = _DAYS.index(match[1].lower()) if match[1] else _CHINESE_DAYS[match[2]]
        found.append(Day(match[0], weekday=weekday))
        text = blank(text, *match.span())
    for match in list(_RELATIVE.finditer(text)):
        found.append(Day(match[0], relative=match[0].lower()))
        text = blank(text, *match.span())
    return found, text


def _read(match: re.Match[str], order: str) -> Day | None:
    parts = match.groups()
    if order == "either":
        year = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
        pairs = [(int(parts[1]), int(parts[0])), (int(parts[0]), int(parts[1]))]
        readings = tuple((month, day) for month, day in pairs if _is_possible(month, day))
        return Day(match[0], year, readings) if readings else None
    named = dict(zip(order, parts, strict=False))
    month = _month(named["b"]) if "b" in named else int(named["m"])
    day = int(named["d"]) if named.get("d") else None
    if not _is_possible(month, day):
        return None
    return Day(match[0].strip(), int(named["y"]) if named.get("y") else None, ((month, day),))


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _is_possible(month: int, day: int | None) -> bool:
    return 1 <= month <= 12 and (day is None or 1 <= day <= 31)


def _within(own: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    return all(mine is None or mine == theirs for mine, theirs in zip(own, other, strict=True))
