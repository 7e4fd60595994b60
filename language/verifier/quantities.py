"""Finds sums of money, numbers with units and codes in a normal text. Pure.

A span that was understood is taken out of the text, so its digits are not read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from language.verifier import numerals, units
from language.verifier.normal import HAN, blank

MONEY, ORDINAL = "money", "ordinal"
_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = rf"(?<![\d.,_])(?:{_DIGITS}(?:[⁄/]\d+)?)(?:\s?[万千百](?![{HAN}]*米|克|瓦))?"
_BEFORE = re.compile(rf"(?<![a-z])({units.CURRENCY})\s?({_DIGITS})", re.IGNORECASE)
_AFTER = re.compile(rf"({_DIGITS})\s?({units.CURRENCY})", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<![\w.])(\d+)(?:st|nd|rd|th)\b|第(\d+)", re.IGNORECASE)
_UNIT = re.compile(rf"[\s-]?(?:({units.UNIT}))", re.IGNORECASE)
_DIMENSIONS = re.compile(rf"({_DIGITS}(?:\s?x\s?{_DIGITS})+)\s?({units.UNIT})?", re.IGNORECASE)
_RANGE = re.compile(
    rf"({_DIGITS})\s?(?:-|to|or|and|至|到|~)\s?({_DIGITS})[\s-]?({units.UNIT})", re.IGNORECASE
)
_PLAIN = re.compile(rf"(?<![\d.,])((?:(?<![\w.,)-])-)?{_DIGITS}(?:[⁄/]\d+)?)([万千百](?=[{HAN}]))?")
_CODE = re.compile(
    r"(?<!\w)(?=[a-z_-]*\d)(?=[\d_.-]*[a-z])[a-z0-9]+(?:[_./-][a-z0-9]+)*(?!\w)", re.IGNORECASE
)
_NUMBER_WITH_WORD = re.compile(
    rf"{_DIGITS}(?:(?:x{_DIGITS})*-?(?:{units.UNIT})?|(?:-[a-z]+)+|x|st|nd|rd|th|s)", re.IGNORECASE
)
_MEASURED = re.compile(rf"\s?(?:{units.UNIT})", re.IGNORECASE)
_IDIOMS = re.compile(
    r"十分|万一|千万(?![元人个])|百分之百|一一|三明治|四季|八角|百搭|万能|九九|一(?:般|些|样|起|定|直|下|致|切|同|键|体|共|流|旦|律)|统一|唯一|之一|星期[一二三四五六]|周[一二三四五六]|半(?=[透开])"
)
_MOST = re.compile(
    r"(?:within|up to|at most|no more than|no later than|under|less than|maximum(?: of)?|before|以?内|最多|不超过|不到)\s*$"
)
_LEAST = re.compile(
    r"(?:at least|more than|over|minimum(?: of)?|not less than|after|from|至少|最少|不少于|超过)\s*$"
)
_MOST_AFTER, _LEAST_AFTER = (
    re.compile(r"\s*(?:之?内|以内|以下|or less|or fewer)"),
    re.compile(r"\s*(?:以上|之?后|以后|or more)"),
)


@dataclass(frozen=True)
class Quantity:
    """`value` as written and `base` its dimension ("" for a bare number, "money", "ordinal"); `scaled` is in the unit of
    the dimension; `bound` is "most" or "least" where the text says so."""

    value: Decimal
    base: str
    scaled: Decimal
    words: str
    currency: str = ""
    bound: str = ""


def measure(value: Decimal, unit: str, *, words: str = "", bound: str = "") -> Quantity:
    """The quantity of a number and the name of its unit; an unknown unit is no dimension."""
    known = units.unit(unit) if unit else None
    base, factor = known or ("", Decimal(1))
    return Quantity(value, base, value * factor, words or f"{value} {unit}".strip(), bound=bound)


def number(text: str) -> Decimal | None:
    """-4, 1,200 and 1.250,50 group thousands, 12,5 does not; None for versions and addresses."""
    if text.startswith("-"):
        below = number(text[1:])
        return None if below is None else -below
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) and not text.startswith("0"):
        text = text.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}", text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return Decimal(text) if text.count(".") <= 1 and len(text) < 30 else None


def codes(text: str) -> tuple[list[str], str]:
    """Words with letters and digits that are no quantity, in lower case, and the text without them."""
    found = []
    for match in list(_CODE.finditer(text)):
        if not _NUMBER_WITH_WORD.fullmatch(match[0]):
            found.append(match[0].lower())
            text = blank(text, *match.span())
    return found, text


def quantities(text: str) -> tuple[list[Quantity], str]:
    """All quantities of a normal text without links, dates and codes, and the words that are left."""
    found: list[Quantity] = []
    for read in (_money, _ordinals, _dimensions, _ranges, _plain, _written):
        for quantity, start, end in list(read(text)):
            found.append(quantity)
            text = blank(text, start, end)
    return found, text


Found = tuple[Quantity, int, int]


def _money(text: str) -> Iterator[Found]:
    spans: list[tuple[int, int]] = []
    for pattern, at_sign, at_digits in ((_BEFORE, 1, 2), (_AFTER, 2, 1)):
        for match in pattern.finditer(text):
            value = number(match[at_digits])
            if value is None or any(start < match.end() and match.start() < end for start, end in spans):
                continue
            spans.append(match.span())
            yield (
                Quantity(
                    value,
                    MONEY,
                    value,
                    match[0].strip(),
                    units.currency(match[at_sign]),
                    _bound(text, *match.span()),
                ),
                *match.span(),
            )


def _ordinals(text: str) -> Iterator[Found]:
    for match in _ORDINAL.finditer(text):
        value = Decimal(match[1] or match[2])
        yield Quantity(value, ORDINAL, value, match[0]), *match.span()


def _dimensions(text: str) -> Iterator[Found]:
    for match in _DIMENSIONS.finditer(text):
        for part in re.findall(_DIGITS, match[1]):
            if (value := number(part)) is not None:
                yield measure(value, match[2] or "", words=match[0].strip()), *match.span()


def _ranges(text: str) -> Iterator[Found]:
    for match in _RANGE.finditer(text):
        for part in (match[1], match[2]):
            if (value := number(part)) is not None:
                yield measure(value, match[3], words=match[0].strip()), *match.span()


def _plain(text: str) -> Iterator[Found]:
    for match in _PLAIN.finditer(text):
        whole, _, below = match[1].replace("⁄", "/").partition("/")
        value = number(whole)
        if value is not None and below and Decimal(below):
            value /= Decimal(below)
        if value is None:
            value = Decimal(-1)  # 1.2.3 is no number, and no fact has it
        if match[2]:
            value *= {"百": 100, "千": 1000, "万": 10_000}[match[2]]
        yield _with_unit(text, value, match.start(), match.end())


def _written(text: str) -> Iterator[Found]:
    for match in numerals.ENGLISH.finditer(text):
        measured = _MEASURED.match(text, match.end()) or re.match(
            r"-(?:year|month|day|week|hour|piece|pack)", text[match.end() :]
        )
        if match[0].lower() in {"one", "a", "an", "half"} and not measured:
            half = re.match(r"\s(?:an? )", text[match.end() :]) if match[0].lower() == "half" else None
            if not (half and _MEASURED.match(text, match.end() + half.end() - 1)):
                continue
            yield _with_unit(text, Decimal("0.5"), match.start(), match.end() + half.end() - 1)
            continue
        yield _with_unit(text, numerals.english(match[0]), match.start(), match.end())
    hidden = _IDIOMS.sub(lambda match: " " * len(match[0]), text)
    for match in numerals.CHINESE.finditer(hidden):
        if len(match[0]) > 1 or _MEASURED.match(hidden, match.end()):
            if match[0] == "一" and re.match(r"[个件条款种只双套把张支]", hidden[match.end() :]):
                continue  # an article, not a number
            yield _with_unit(text, numerals.chinese(match[0]), match.start(), match.end())


def _with_unit(text: str, value: Decimal, start: int, end: int) -> Found:
    match = _UNIT.match(text, end)
    stop = match.end() if match else end
    name = match[1] if match else ""
    return measure(value, name, words=text[start:stop].strip(), bound=_bound(text, start, stop)), start, stop


def _bound(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 24) : start].lower(), text[end : end + 12].lower()
    if _MOST.search(before) or _MOST_AFTER.match(after):
        return "most"
    return "least" if _LEAST.search(before) or _LEAST_AFTER.match(after) else ""
