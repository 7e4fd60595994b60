"""Counts of facet values over candidates, and the facets that are worth telling of with their labels.

What values a set holds and what code a value has never changes, so a process remembers it and one number for each
candidate is enough to count by. Labels and order do change, and are read for those that are shown.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from search.models import FacetSet, FacetValue
from shop.facets import Selection
from shop.listing import LEAST_COVERAGE, MOST_NUMBERS

Numbers = NDArray[np.int64]
PLACES = ("brand", "department")
UNCOUNTED = "category"
"""Categories are found by their names and shown as departments."""


class FacetSets:
    """The values of each set and the code of each value, as far as anybody asked for them. Any number of threads may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._starts = np.zeros(0, dtype=np.int64)
        self._sizes = np.full(0, -1, dtype=np.int64)
        self._flat = np.zeros(0, dtype=np.int64)
        self._codes = np.full(0, -1, dtype=np.int64)
        self._names: list[str] = []

    def values(self, sets: Numbers) -> Numbers:
        """How many of the sets, which may repeat, hold each value: an array by the value's number. One query for each that
        nobody asked for before."""
        if not len(sets):
            return np.zeros(0, dtype=np.int64)
        times = np.bincount(sets)
        used = np.flatnonzero(times)
        starts, sizes, flat = self._known(used)
        lengths = sizes[used]
        shifts = np.repeat(starts[used] - (np.cumsum(lengths) - lengths), lengths)
        held = flat[shifts + np.arange(len(shifts))]
        return np.bincount(held, weights=np.repeat(times[used], lengths)).astype(np.int64)

    def codes(self, values: Numbers) -> tuple[Numbers, list[str]]:
        """The place of each value's code in the list of codes."""
        with self._lock:
            missing = _missing(self._codes, values)
            if len(missing):
                self._learn_codes(missing)
            return self._codes[values], self._names

    def load(self, table: str) -> None:
        """Learn the sets of an index in one query, so that no search has to. The name of the table is ours."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT facet_set FROM {table}")  # noqa: S608 - our own name
            self._known(np.array([number for (number,) in cursor.fetchall()], dtype=np.int64))

    def _known(self, sets: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        with self._lock:
            missing = _missing(self._sizes, sets)
            if len(missing):
                self._learn_sets(missing)
            return self._starts, self._sizes, self._flat

    def _learn_sets(self, missing: Numbers) -> None:
        rows = _sets(missing.tolist())
        self._starts = _reaching(self._starts, missing, blank=0)
        self._sizes = _reaching(self._sizes, missing, blank=-1)
        new = [self._flat]
        end = len(self._flat)
        for number in missing.tolist():
            held = rows[number]
            self._starts[number], self._sizes[number] = end, len(held)
            new.append(np.array(held, dtype=np.int64))
            end += len(held)
        self._flat = np.concatenate(new)

    def _learn_codes(self, missing: Numbers) -> None:
        self._codes = _reaching(self._codes, missing, blank=-1)
        places = {code: place for place, code in enumerate(self._names)}
        for number, code in FacetValue.objects.filter(pk__in=missing.tolist()).values_list("pk", "code"):
            self._codes[number] = places.setdefault(code, len(places))
        self._names = list(places)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The values that candidates have, the code of each, how many have it, and how many of those fit all other filters."""

    candidates: int
    values: Numbers
    codes: tuple[str, ...]
    covered: Numbers
    fitting: Numbers


def count(each: bytes | None, missed: bytes, *, known: FacetSets, bits: Mapping[str, int]) -> Counts:
    """From the facet set of each candidate (int4) and the filters it fails (int8, nothing where there are none)."""
    sets = np.frombuffer(each or b"", dtype=">i4").astype(np.int64)
    covered = known.values(sets)
    values = np.flatnonzero(covered)
    places, names = known.codes(values)
    fitting = covered[values]
    if bits:
        failed = np.frombuffer(missed or b"", dtype=">i8")
        fitting = _at(known.values(sets[failed == 0]), values)
        for code in bits.keys() & set(names):
            mine = places == names.index(code)
            fitting[mine] += _at(known.values(sets[failed == bits[code]]), values[mine])
    return Counts(
        candidates=len(sets),
        values=values,
        codes=tuple(names[place] for place in places),
        covered=covered[values],
        fitting=fitting,
    )


LABELS = f"""
SELECT code, max(name), max(kind), max(unit), count(*), min(number)::text, max(number)::text,
    CASE WHEN max(kind) = 'number' AND count(*) > {MOST_NUMBERS} THEN '[]'
        ELSE json_agg(json_build_array(value, label, swatch, id) ORDER BY position, number, value) END::text
FROM search_facetvalue WHERE id = ANY(%s) GROUP BY code ORDER BY max(facet_position), max(name)
"""  # noqa: S608 - our own number


def described(counts: Counts, selection: Selection) -> dict[str, Any]:
    """`brands`, `departments` and `attributes` as `listing.assemble` reads them, without facets that it would not show.
    One query."""
    covered = dict.fromkeys(counts.codes, 0)
    for code, number in zip(counts.codes, counts.covered.tolist(), strict=True):
        covered[code] += number
    least = LEAST_COVERAGE * counts.candidates
    asked = {*PLACES, *selection.chosen, *selection.ranges}
    shown = {code for code, number in covered.items() if code in asked or number >= least} - {UNCOUNTED}
    fitting = {
        value: number
        for value, code, number in zip(
            counts.values.tolist(), counts.codes, counts.fitting.tolist(), strict=True
        )
        if code in shown
    }
    found: dict[str, Any] = {"brands": [], "departments": [], "attributes": []}
    for code, name, kind, unit, distinct, low, high, labels in _labels(list(fitting)):
        values = [
            [value, label, swatch, fitting[number]] for value, label, swatch, number in json.loads(labels)
        ]
        if code in PLACES:
            found[f"{code}s"] = sorted(values, key=lambda row: (-row[3], row[1]))
            continue
        facet = {"code": code, "name": name, "kind": kind, "unit": unit, "low": low, "high": high}
        found["attributes"].append(facet | {"covered": covered[code], "distinct": distinct, "values": values})
    return found


def _sets(numbers: list[int]) -> dict[int, list[int]]:
    return dict(FacetSet.objects.filter(pk__in=numbers).values_list("pk", "facets"))


def _labels(values: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(LABELS, [values])
        return cursor.fetchall()


def _at(counted: Numbers, values: Numbers) -> Numbers:
    """Counts of these values; those beyond the end of the array have none."""
    found = np.zeros(len(values), dtype=np.int64)
    inside = values < len(counted)
    found[inside] = counted[values[inside]]
    return found


def _missing(known: Numbers, wanted: Numbers) -> Numbers:
    """Those of the wanted numbers that `known` has nothing for yet, each once."""
    beyond = wanted >= len(known)
    absent = beyond.copy()
    absent[~beyond] = known[wanted[~beyond]] < 0
    return np.unique(wanted[absent])


def _reaching(known: Numbers, numbers: Numbers, *, blank: int) -> Numbers:
    """The same array, or a longer one that has room for the greatest of the numbers."""
    short = int(numbers.max()) + 1 - len(known)
    if short <= 0:
        return known
    return np.concatenate([known, np.full(max(short, len(known) // 4), blank, dtype=np.int64)])
