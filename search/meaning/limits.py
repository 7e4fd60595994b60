"""Prices, quantities, ratings and switches in the words of a query: under 50, 20-40 euro, 1.5 l, 4 stars and more. Pure.

Works on folded text. A number without a currency is a price only where nothing else can be meant by it: a unit, a
percent sign or a word that counts (under 5 people) behind it forbids that. Any currency is read as the shop's own:
shoppers type the sign at hand, and the chip shows what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from search.meaning.lexicon import Kind, Number, scale
from search.text import units, words

MOST_RIVALS = 3
"""What more attributes could be meant by says nothing about any of them."""
_WORDS = {
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "a hundred": 100, "one hundred": 100, "two hundred": 200,
}  # fmt: skip
_CURRENCY = (
    r"(?:[€$£¥₹]|(?:us\$|eur|euros?|usd|dollars?|bucks|gbp|pounds?|quid|chf|francs?|pln|zl|sek|nok|dkk|kr|jpy|yen|cny|rmb|yuan|inr)"
    r"(?![a-z])|欧元?|美元|美金|英镑|日元|瑞郎|人民币|元|块钱?|圆)"
)
_NUMBER = rf"(?:{units.NUMBER}|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![a-z]))"
_UPPER = (
    r"(?:under|below|(?:no|not) (?:more|higher|pricier) than|(?:less|cheaper|lower|smaller|lighter|shorter) than|for less than|up ?to"
    r"|(?:not|no) (?:over|above|exceeding)|max(?:imum)?\.?(?: of)?|at most|within|beneath|budget(?: of)?|until)(?![a-z])"
    r"|<=?|≤|不超过|不高于|低于|少于|小于|不到|最多|至多"
)
_LOWER = (
    r"(?:(?:no|not) (?:less|lower|cheaper) than|(?:more|greater|higher|pricier|larger|bigger|longer|heavier) than|(?:not|no) (?:under|below)"
    r"|over|above|at least|min(?:imum)?\.?(?: of)?|starting (?:at|from)|from)(?![a-z])|>=?|≥|不低于|不少于|超过|高于|大于|至少|最少"
)
_UPPER_BEHIND = (
    r"(?:(?:or|and) (?:less|under|below|cheaper)|max(?:imum)?|tops)(?![a-z])|(?:以下|以内|之内|内)"
)
_LOWER_BEHIND = (
    r"(?:(?:or|and) (?:more|above|over|up|larger|longer)|plus|min(?:imum)?)(?![a-z])|\+|(?:以上|起)"
)


def _amount(name: str) -> str:
    return (
        rf"(?:(?P<{name}_before>{_CURRENCY})\ ?)?(?P<{name}>(?<![\d.,]){_NUMBER})(?P<{name}_k>(?<!\d{{4}})k(?![a-z0-9]))?"
        rf"(?:\ ?(?P<{name}_after>{_CURRENCY}))?"
    )


_UNIT = rf"(?:[ -]?(?P<unit>{units.UNIT}))?"
_END = r"(?![\d]|[.,]\d)"
_BETWEEN = re.compile(
    rf"(?:(?P<word>(?<![a-z])(?:priced |costing |price )?(?:between|from))\ )?{_amount('low')}"
    rf"(?:\ ?-\ ?|\ (?:and|to|till|until)\ |\ ?(?:到|至|~)\ ?){_amount('high')}{_END}{_UNIT}(?:之间)?"
)
_BOUND = re.compile(
    rf"(?<![a-z])(?<!air )(?<!pro )(?<!mad )(?:(?:priced?|costing|costs?|for|price is|worth)\ )?(?:(?P<upper>{_UPPER})|(?P<lower>{_LOWER}))\ ?{_amount('of')}{_END}{_UNIT}"
)
_BEHIND = re.compile(
    rf"(?<![a-z0-9.,]){_amount('of')}{_UNIT}\ ?(?:(?P<upper>{_UPPER_BEHIND})|(?P<lower>{_LOWER_BEHIND}))"
)
_EXACT = re.compile(rf"(?<![a-z0-9.,])(?P<of>{units.NUMBER})[ -]?(?P<unit>{units.UNIT})")
_COUNT = re.compile(r"(?<![a-z0-9.,])(?P<of>\d{1,6}(?:[.,]\d+)?)[ -]?(?P<name>[a-z][a-z0-9²/]*(?: [a-z]+)?)")
_RATING = re.compile(
    r"(?<![a-z0-9])(?:(?:rated|rating|at least|min(?:imum)?|over|above|of)\ ){0,3}(?P<stars>[1-5])(?:[.,]\d)?"
    r"(?:\ ?\+\ ?(?:stars?|★)|[\ -]?(?:stars?|★|星)\ ?(?:(?:(?:and|or|&)\ (?:more|up|above|better|higher|over)|plus)(?![a-z])|\+|以上|及以上))"
    r"|(?<![a-z])(?:at least|min(?:imum)?|over|above|rated|rating (?:over|above|of)|rated (?:over|above|at least))\ "
    r"(?P<rated>[1-5])(?:[.,]\d)?\ ?\+?\ ?(?:stars?|★)"
    r"|(?<![a-z])(?P<well>(?:top|best|highly|well)[ -]rated|好评)"
)
_STOCK = re.compile(r"(?<![a-z])(?:(?:only )?in stock|available now|ready to ship)(?![a-z])|现货|有货")
_OFFER = re.compile(
    r"(?<![a-z])(?:on (?:sale|offer|discount)|in the sale|discounted|special offers?|reduced(?: price)?)(?![a-z])|打折|特价|促销|优惠"
)
_OF_MONEY = re.compile(r"cheap|pric|cost|budget")
_COUNTED = re.compile(r"[ -]?(?:%|°|[a-z])")
_OF_PRICE = re.compile(
    r"(?:a|an|the|in|with|for|and|or|that|which|to|by|from|without|per|each|please|only|on|of)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a piece of the folded text says; `values` are those of an attribute, exactly.

    `code` is empty where it limits what several attributes measure: that is nothing, and no exact value either.
    """

    kind: Kind
    code: str
    start: int
    end: int
    low: Decimal | None = None
    high: Decimal | None = None
    values: tuple[str, ...] = ()
    is_hard: bool = True


class Quantities:
    """The attributes of numbers, by what their units measure."""

    def __init__(self, numbers: tuple[Number, ...]) -> None:
        self._scales: dict[str, list[tuple[Number, Decimal]]] = {}
        self._exact: dict[tuple[str, Decimal], list[tuple[str, str]]] = {}
        for one in numbers:
            base, factor = scale(one)
            self._scales.setdefault(base, []).append((one, factor))
            for value in one.values:
                self._exact.setdefault((base, value * factor), []).append((one.code, units.plain(value)))

    def exactly(self, base: str, value: Decimal) -> list[tuple[str, str]]:
        """Attributes, and their own number, that have products of just this value."""
        return self._exact.get((base, value), [])

    def is_alone(self, base: str) -> bool:
        """Whether one attribute alone is measured so: 750 ml is then its value and nothing else's."""
        return len(self._scales.get(base, ())) == 1

    def within(
        self, base: str, low: Decimal | None, high: Decimal | None
    ) -> tuple[str, Decimal | None, Decimal | None] | None:
        """The one attribute measured so, and the limits in its own unit; None where several could be meant."""
        scales = self._scales.get(base, ())
        if len(scales) != 1:
            return None
        [(one, factor)] = scales
        return one.code, _in_unit(low, factor), _in_unit(high, factor)


def _in_unit(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return Decimal(units.plain(value / factor)) if value is not None else None


def read(text: str, quantities: Quantities, *, begins_value: Callable[[int], bool]) -> list[Limit]:
    """All limits of a folded text; only rivals for one number share a place. `begins_value` tells whether a known value begins at an offset."""
    found: list[Limit] = []
    for reader in (_ratings, _switches, _ranges, _bounds, _bounds_behind, _exact, _counted):
        found += [
            limit
            for limit in list(reader(text, quantities, begins_value))
            if all(limit.end <= held.start or held.end <= limit.start for held in found)
        ]
    return sorted((limit for limit in found if limit.code), key=lambda limit: limit.start)


def _ratings(text: str, *_: object) -> Iterator[Limit]:
    for match in _RATING.finditer(text):
        stars = match["stars"] or match["rated"] or "4"
        yield Limit(
            "rating",
            "rating",
            *match.span(),
            low=Decimal(stars),
            values=(stars,),
            is_hard=match["well"] is None,
        )


def _switches(text: str, *_: object) -> Iterator[Limit]:
    for match in _STOCK.finditer(text):
        yield Limit("stock", "stock", *match.span(), values=("1",))
    for match in _OFFER.finditer(text):
        yield Limit("offer", "offer", *match.span(), values=("1",))


def _ranges(text: str, quantities: Quantities, begins_value: Callable[[int], bool]) -> Iterator[Limit]:
    for match in _BETWEEN.finditer(text):
        low, high = _value(match, "low"), _value(match, "high")
        if low is None or high is None:
            continue
        low, high = min(low, high), max(low, high)
        has_currency = any(
            match[f"{side}_{where}"] for side in ("low", "high") for where in ("before", "after")
        )
        if match["unit"] and not has_currency:
            yield from _quantity(match, quantities, low, high)
        elif has_currency or (
            (match["word"] or "").endswith("between") and _is_price(text, match.end(), begins_value)
        ):
            yield Limit("price", "price", *match.span(), low=low, high=high)


def _bounds(text: str, quantities: Quantities, begins_value: Callable[[int], bool]) -> Iterator[Limit]:
    for match in _BOUND.finditer(text):
        yield from _bound(match, text, quantities, begins_value)


def _bounds_behind(text: str, quantities: Quantities, begins_value: Callable[[int], bool]) -> Iterator[Limit]:
    for match in _BEHIND.finditer(text):
        yield from _bound(match, text, quantities, begins_value)


def _bound(
    match: re.Match[str], text: str, quantities: Quantities, begins_value: Callable[[int], bool]
) -> Iterator[Limit]:
    value = _value(match, "of")
    if value is None:
        return
    low, high = (None, value) if match["upper"] else (value, None)
    has_currency = bool(match["of_before"] or match["of_after"])
    if match["unit"] and not has_currency:
        yield from _quantity(match, quantities, low, high)
    elif has_currency or (
        _may_be_bare(match) and (_OF_MONEY.search(match[0]) or _is_price(text, match.end(), begins_value))
    ):
        yield Limit("price", "price", *match.span(), low=low, high=high)


def _may_be_bare(match: re.Match[str]) -> bool:
    """Whether the comparison is one of prices even without a currency: not from 3, within 2, 4 or more."""
    said = (match["upper"] or match["lower"]).strip()
    return said not in {"from", "within", "until", "内", "起", "+"} and not (
        match["lower"] and match.re is _BEHIND and said.isascii()
    )


def _exact(text: str, quantities: Quantities, _: object) -> Iterator[Limit]:
    for match in _EXACT.finditer(text):
        value, of = units.number(match["of"]), units.unit(match["unit"])
        if value is not None and of is not None:
            meant = quantities.exactly(of.base, value * of.factor)
            yield from _rivals(meant, *match.span(), is_hard=quantities.is_alone(of.base))


def _counted(text: str, quantities: Quantities, _: object) -> Iterator[Limit]:
    """5 shelves, 200 TC: an attribute's own name or unit behind the number."""
    for match in _COUNT.finditer(text):
        value, name = units.number(match["of"]), match["name"]
        for part in dict.fromkeys((name, name.partition(" ")[0])) if value is not None else ():
            base = " ".join(words.stem(word) for word in part.split())
            meant = quantities.exactly(base, value) if value is not None else []
            if meant:
                end = match.end() - len(name) + len(part)
                yield from _rivals(meant, match.start(), end, is_hard=quantities.is_alone(base))
                break


def _rivals(meant: list[tuple[str, str]], start: int, end: int, *, is_hard: bool) -> Iterator[Limit]:
    for code, own in meant if len(meant) <= MOST_RIVALS else ():
        yield Limit("number", code, start, end, values=(own,), is_hard=is_hard and len(meant) == 1)


def _quantity(
    match: re.Match[str], quantities: Quantities, low: Decimal | None, high: Decimal | None
) -> Iterator[Limit]:
    of = units.unit(match["unit"])
    if of is None:
        return
    meant = quantities.within(
        of.base, low * of.factor if low is not None else None, high * of.factor if high is not None else None
    )
    code, least, most = meant or ("", None, None)
    yield Limit("number", code, *match.span(), low=least, high=most)


def _value(match: re.Match[str], name: str) -> Decimal | None:
    text = match[name]
    value = Decimal(_WORDS[text]) if text in _WORDS else units.number(text)
    return Decimal(units.plain(value * 1000)) if value is not None and match[f"{name}_k"] else value


def _is_price(text: str, end: int, begins_value: Callable[[int], bool]) -> bool:
    """Whether a bare number that ends here counts nothing: under 50, under 50 with lid, under 50 waterproof."""
    if not _COUNTED.match(text, end):
        return True
    behind = len(text) - len(text[end:].lstrip())
    return _OF_PRICE.match(text, behind) is not None or begins_value(behind)
