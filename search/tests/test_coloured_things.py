"""What shoppers ask for most, a thing of a colour, finds such things in the demonstration catalogue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db import transaction

from search import concepts, query
from search.indexing import rebuild
from search.knowledge import current
from search.meaning import colours, lexemes
from search.models import Document, FacetValue
from search.text.words import stem
from shop.demo import stocking
from shop.facets import Selection
from shop.models import Product

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FIRST, NARROW, ENOUGH, LESS = 5, 40, 0.95, 0.7


def asked() -> Iterator[tuple[str, set[int]]]:
    """`green lamps` and so on, with the products of that colour whose category and title are so called, two at least."""
    held = dict(Document.objects.filter(build=current().build).values_list("product_id", "facets"))
    titles = {
        pk: {stem(word) for word in re.findall("[a-z]+", title.lower())}
        for pk, title in Product.objects.values_list("pk", "title")
    }
    families: dict[str, set[int]] = defaultdict(set)
    for pk, swatch in FacetValue.objects.filter(code="colour").values_list("pk", "swatch"):
        if family := colours.family(swatch):
            families[family].add(pk)
    for category, label in FacetValue.objects.filter(code="category").values_list("pk", "label"):
        within = {product: set(facets) for product, facets in held.items() if category in facets}
        if len(within) > NARROW:
            continue
        for name in lexemes.alternatives(label) or [label]:
            noun = stem(name.split()[-1].lower())
            for family, values in families.items():
                right = {pk for pk, facets in within.items() if facets & values and noun in titles[pk]}
                if len(right) > 1:
                    yield f"{family} {name.lower()}", right


def right_among_the_first(questions: list[tuple[str, set[int]]]) -> float:
    shares = []
    for words, right in questions:
        found = [hit.product_id for hit in query.run(Selection(words=words)).hits[:FIRST]]
        shares.append(len(right.intersection(found)) / min(FIRST, len(right)))
    return sum(shares) / len(shares)


def test_things_of_a_colour_are_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        stocking.rows()
    rebuild.run()
    questions = list(asked())
    meant = right_among_the_first(questions)
    monkeypatch.setattr(concepts, "meant", lambda *_: {})
    said = right_among_the_first(questions)
    told = f"{len(questions)} queries: {meant:.3f}, by what products say alone {said:.3f}"
    print(told)  # noqa: T201 - the figure to report
    assert len(questions) > 100
    assert meant >= ENOUGH, told
    assert said <= LESS, told
