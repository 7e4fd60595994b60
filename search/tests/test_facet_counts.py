"""Counting by sets gives what counting each product's values gives, whoever asked first."""

from __future__ import annotations

import threading
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import facet_counts
from search.facet_counts import FacetSets
from search.indexing.documents import Facet
from search.indexing.numbering import Numbers
from search.models import Document, FacetSet, FacetValue
from shop.facets import Selection
from shop.models import Product

COLOURS = [
    Facet(code="colour", value=value, label=value, name="Colour") for value in ("Navy", "Clay", "Moss")
]
SIZES = [Facet(code="size", value=value, label=value, name="Size") for value in ("S", "M")]


@pytest.fixture
def held(db: None) -> dict[tuple[int, ...], int]:
    """Sets of the values above, the empty one among them, by their values."""
    numbers = Numbers()
    of = numbers.facets([*COLOURS, *SIZES])
    navy, clay, moss, small, medium = (of[facet] for facet in (*COLOURS, *SIZES))
    sets = [(), (navy,), tuple(sorted((clay, small))), tuple(sorted((moss, small, medium)))]
    return numbers.sets(sets)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 3), st.sampled_from((0, 1, 2, 3))), max_size=30))
def test_values_count_candidates_that_fail_nothing_or_their_own_facet_alone(
    held: dict[tuple[int, ...], int], places: list[tuple[int, int]]
) -> None:
    sets = list(held)
    bits = {"colour": 1, "size": 2}
    each = np.array([held[sets[place]] for place, _ in places], dtype=">i4").tobytes()
    missed = np.array([mask for _, mask in places], dtype=">i8").tobytes()
    found = facet_counts.count(each, missed, known=FacetSets(), bits=bits)
    codes = dict(FacetValue.objects.values_list("pk", "code"))
    covered = Counter(value for place, _ in places for value in sets[place])
    fitting = Counter(
        value for place, mask in places for value in sets[place] if mask in {0, bits[codes[value]]}
    )
    assert found.candidates == len(places)
    assert dict(zip(found.values.tolist(), found.covered.tolist(), strict=True)) == covered
    assert {
        value: number
        for value, number in zip(found.values.tolist(), found.fitting.tolist(), strict=True)
        if number
    } == fitting
    assert found.codes == tuple(codes[value] for value in found.values.tolist())


def test_the_same_values_are_one_set_whoever_writes_them(held: dict[tuple[int, ...], int]) -> None:
    assert Numbers().sets(list(held)) == held
    assert FacetSet.objects.filter(pk__in=held.values()).count() == len(held) == 4


def test_a_set_is_asked_for_once(held: dict[tuple[int, ...], int], django_assert_num_queries) -> None:
    known, sets = FacetSets(), np.array(sorted(held.values()), dtype=np.int64)
    with django_assert_num_queries(1):
        first = known.values(sets)
    with django_assert_num_queries(0):
        assert (known.values(sets) == first).all()
    assert first.sum() == sum(map(len, held))


def test_threads_that_learn_at_the_same_time_count_the_same(shelf: list[Product], monkeypatch) -> None:
    known = FacetSets()
    sets = np.array(list(Document.objects.values_list("facet_set", flat=True)), dtype=np.int64)
    rows = dict(FacetSet.objects.values_list("pk", "facets"))
    expected = Counter(value for number in sets.tolist() for value in rows[number])
    # Threads have connections of their own, which do not see what this test wrote.
    monkeypatch.setattr(facet_counts, "_sets", lambda numbers: {number: rows[number] for number in numbers})
    found: list[np.ndarray] = []
    threads = [
        threading.Thread(target=lambda part=part: found.append(known.values(part)))
        for part in (*np.array_split(sets, 8), sets)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 9
    again = known.values(sets)
    assert {number: count for number, count in enumerate(again.tolist()) if count} == expected


def test_labels_are_read_for_what_is_shown(held: dict[tuple[int, ...], int]) -> None:
    most, few = [number for values, number in held.items() if len(values) == 2], list(held.values())
    each = np.array(most * 99 + few, dtype=">i4").tobytes()
    counts = facet_counts.count(each, b"", known=FacetSets(), bits={})
    found = facet_counts.described(counts, Selection())
    assert [facet["code"] for facet in found["attributes"]] == ["colour", "size"]
    sizes = found["attributes"][1]
    assert (sizes["covered"], sizes["distinct"]) == (102, 2)
    assert sorted(sizes["values"]) == [["M", "M", "", 1], ["S", "S", "", 101]]
    rare = facet_counts.count(
        np.array([held[()]] * 99 + few, dtype=">i4").tobytes(), b"", known=FacetSets(), bits={}
    )
    assert facet_counts.described(rare, Selection())["attributes"] == []
    chosen = Selection(chosen={"size": ("S",)})
    assert [facet["code"] for facet in facet_counts.described(rare, chosen)["attributes"]] == ["size"]
