"""A selection as SQL over documents: for every filter a condition, and the bit that marks who fails it. Values travel as parameters.

Filters on facets compare numbers of FacetValue, ranges of numbers included: a range is the values that lie in it.
"""

from __future__ import annotations

from typing import Any

from shop import facets
from shop.facets import Selection

VALUES = "document.facets && ARRAY(SELECT id FROM search_facetvalue WHERE code = %({name})s AND value = ANY(%({name}_values)s))"
NUMBERS = (
    "document.facets && ARRAY(SELECT id FROM search_facetvalue"
    " WHERE code = %({name})s AND number BETWEEN %({name}_low)s AND %({name}_high)s)"
)


class Conditions:
    """`parameters` go with `missed` and `held` by name."""

    def __init__(self, selection: Selection, *, known: frozenset[str], prefix: str = "code") -> None:
        self._prefix = prefix
        self.parameters: dict[str, Any] = {}
        self._names: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        for code, values in selection.chosen.items():
            if code in known:
                name = self._name(code)
                self.parameters[f"{name}_values"] = list(values)
                self._add(code, VALUES.format(name=name))
        for code in selection.ranges:
            if code in known or code == "price":
                self._add_range(code, selection)
        if selection.in_stock:
            self._add("stock", "document.in_stock")
        if selection.on_offer:
            self._add("offer", "document.on_offer")
        if selection.rating:
            name = self._name("rating")
            self.parameters[f"{name}_least"] = selection.rating
            self._add("rating", f"document.rating >= %({name}_least)s")

    @property
    def bits(self) -> dict[str, int]:
        """The bit of each filter by its code. A query string has room for fewer filters than a bigint has bits."""
        return {code: 1 << place for place, code in enumerate(self._parts)}

    @property
    def missed(self) -> str:
        """An SQL bigint with the bits of the filters that a document fails, 0 for one that fits."""
        cases = [
            f"CASE WHEN {_all(self._parts[code])} THEN 0 ELSE {bit} END" for code, bit in self.bits.items()
        ]
        return f"({' | '.join(cases)})::bigint" if cases else "0::bigint"

    @property
    def held(self) -> str:
        """An SQL condition that documents fulfil which fail no filter, in a form that indexes are used for."""
        return " AND ".join(map(_all, self._parts.values())) or "true"

    def _add_range(self, code: str, selection: Selection) -> None:
        held, name = selection.ranges[code], self._name(code)
        self.parameters[f"{name}_low"] = held.low if held.low is not None else -facets.HIGHEST
        self.parameters[f"{name}_high"] = held.high if held.high is not None else facets.HIGHEST
        if code == "price":
            self._add(code, f"document.price BETWEEN %({name}_low)s AND %({name}_high)s")
        else:
            self._add(code, NUMBERS.format(name=name))

    def _add(self, code: str, sql: str) -> None:
        self._name(code)
        self._parts.setdefault(code, []).append(sql)

    def _name(self, code: str) -> str:
        """What parameters of the code are called: codes come from shoppers, names of parameters do not."""
        name = self._names.setdefault(code, f"{self._prefix}{len(self._names)}")
        self.parameters[name] = code
        return name


def _all(conditions: list[str]) -> str:
    return f"(({') AND ('.join(conditions)}))"
