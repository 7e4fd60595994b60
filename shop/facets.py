"""What a shopper asked of a list, read from the query string. Pure.

Invariant: whatever the query string holds, `parse` answers, with bounded sizes and without control characters; what
cannot be understood is left out. Addresses made from a Selection parse to the same Selection.

Keys: q, sort, page, brand, department, stock, offer, rating, min.price, max.price, and for every attribute its code,
with min.CODE and max.CODE for ranges. `as` says how the words are to be read and filters nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

MAX_KEYS, MAX_VALUES, MAX_LENGTH, MAX_WORDS, MAX_PAGE = 20, 30, 100, 200, 100_000
SORTS = ("relevance", "popular", "newest", "price", "-price", "rating")
RESERVED = frozenset({"q", "sort", "page", "stock", "offer", "rating", "price", "as"})
CODE = re.compile(r"[a-z0-9_-]{1,60}")
HIGHEST = Decimal(9999999999)


@dataclass(frozen=True, kw_only=True)
class Range:
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Selection:
    """`chosen` maps a facet to its values, one of which a product must have; `ranges` holds price and numbers.

    `reading` holds wishes about the words themselves, such as not to correct them.
    """

    words: str = ""
    reading: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    in_stock: bool = False
    on_offer: bool = False
    rating: int | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen or self.ranges or self.in_stock or self.on_offer or self.rating)

    def has(self, code: str, value: str) -> bool:
        return value in self.chosen.get(code, ())

    def without(self, code: str, value: str | None = None) -> Selection:
        """The same wish without one value, or without everything said about `code`; on the first page."""
        chosen = {key: values for key, values in self.chosen.items() if key != code}
        rest = tuple(kept for kept in self.chosen.get(code, ()) if value is not None and kept != value)
        if rest:
            chosen[code] = rest
        return replace(
            self,
            page=1,
            chosen=chosen,
            ranges={key: held for key, held in self.ranges.items() if key != code or value is not None},
            in_stock=self.in_stock and code != "stock",
            on_offer=self.on_offer and code != "offer",
            rating=None if code == "rating" else self.rating,
        )

    def bare(self) -> Selection:
        """The same words and order without any filter."""
        return Selection(words=self.words, reading=self.reading, sort=self.sort)

    def filters(self) -> dict[str, object]:
        """What narrows the list, as plain values for a log."""
        ranges = {code: [str(held.low or ""), str(held.high or "")] for code, held in self.ranges.items()}
        switches = {"stock": self.in_stock, "offer": self.on_offer, "rating": self.rating}
        return {**{code: list(values) for code, values in self.chosen.items()}, **ranges} | {
            code: value for code, value in switches.items() if value
        }

    def query(self) -> str:
        """As a query string, empty or with its question mark; keys in a fixed order."""
        pairs: list[tuple[str, str]] = [("q", self.words)] if self.words else []
        pairs += [("as", wish) for wish in self.reading]
        pairs += [(code, value) for code in sorted(self.chosen) for value in self.chosen[code]]
        for code in sorted(self.ranges):
            held = self.ranges[code]
            pairs += [(f"min.{code}", format(held.low, "f"))] if held.low is not None else []
            pairs += [(f"max.{code}", format(held.high, "f"))] if held.high is not None else []
        pairs += [("stock", "1")] if self.in_stock else []
        pairs += [("offer", "1")] if self.on_offer else []
        pairs += [("rating", str(self.rating))] if self.rating else []
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


def parse(query: Mapping[str, Sequence[str]]) -> Selection:
    """`query` maps keys to lists of values, as `dict(request.GET.lists())` does."""
    chosen: dict[str, tuple[str, ...]] = {}
    ranges: dict[str, Range] = {}
    for key in list(query)[: MAX_KEYS * 2]:
        side, _, code = key.rpartition(".")
        if not CODE.fullmatch(code):
            continue
        if side in {"min", "max"} and (amount := number(_last(query, key))) is not None:
            bound = "low" if side == "min" else "high"
            ranges[code] = replace(ranges.get(code, Range()), **{bound: amount})
        elif not side and code not in RESERVED and len(chosen) < MAX_KEYS:
            values = dict.fromkeys(clean(value, MAX_LENGTH) for value in query[key][:MAX_VALUES])
            values.pop("", None)
            if values:
                chosen[code] = tuple(values)
    sort = _last(query, "sort")
    rating = _last(query, "rating")
    return Selection(
        words=clean(_last(query, "q"), MAX_WORDS),
        reading=tuple(
            dict.fromkeys(
                filter(None, (clean(wish, MAX_LENGTH) for wish in query.get("as", ())[:MAX_VALUES]))
            )
        ),
        sort=sort if sort in SORTS else "",
        page=page_number(_last(query, "page")),
        chosen=chosen,
        ranges=ranges,
        in_stock=_last(query, "stock") == "1",
        on_offer=_last(query, "offer") == "1",
        rating=int(rating) if rating in {"2", "3", "4"} else None,
    )


def clean(text: str, length: int) -> str:
    """Without control characters and repeated spaces, in composed form, at most `length` characters."""
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text[: length * 4])
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:length].strip()


def page_number(text: str) -> int:
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdigit() and len(text) < 20 else 1


def number(text: str) -> Decimal | None:
    """A decimal as people write it (1 200, 12,50); None for what is no finite number of a sensible size."""
    compact = clean(text, 30).replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{0,6})?|-?\.[0-9]{1,6}", compact, re.ASCII):
        return None
    try:
        amount = Decimal(compact)
    except InvalidOperation:
        return None
    return amount if abs(amount) <= HIGHEST else None


def _last(query: Mapping[str, Sequence[str]], key: str) -> str:
    values = query.get(key)
    return values[-1] if values else ""
