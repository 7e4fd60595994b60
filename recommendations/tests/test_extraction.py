"""Properties that only texts tell are found, become the labels of those that were filled in, and nothing is made up."""

from __future__ import annotations

import pytest

from recommendations.pipeline import catalogue, extraction
from search.indexing import rebuild
from search.models import Document, FacetValue
from search.tests.conftest import stocked
from shop.models import AttributeValue, Product


def test_what_is_usual_in_a_category_is_lacking_where_it_is_not_stated() -> None:
    stated = {1: ["colour", "capacity"], 2: ["colour"], 3: ["colour", "category"], 4: [], 5: ["colour"]}
    mugs = dict.fromkeys(stated, 7)
    assert extraction.lacking(stated, mugs) == {4: frozenset({"colour"})}
    assert extraction.lacking({1: ["colour"], 2: []}, {1: 7, 2: 7}) == {}, "of two products none is usual"
    assert extraction.lacking(stated, dict.fromkeys(stated)) == {}


@pytest.fixture
def plain(db: None) -> Product:
    """A product without a colour of its own, among others that state theirs."""
    one = stocked()[0]
    AttributeValue.objects.filter(product=one, attribute__code="colour").delete()
    return one


def say(product: Product, text: str) -> None:
    Product.objects.filter(pk=product.pk).update(title="Plain thing", subtitle="", description=text)
    rebuild.run()


def told(product: Product, *codes: str) -> set[str]:
    pairs = list(extraction.read({product.pk: frozenset(codes)}))
    assert {pk for pk, _value in pairs} <= {product.pk}
    return {FacetValue.objects.get(pk=value).label for _pk, value in pairs}


def test_a_colour_in_the_text_is_read(plain: Product) -> None:
    say(plain, "A thing for every day. It comes in navy only.")
    assert told(plain, "colour") == {"Navy"}
    assert told(plain, "handmade") == set(), "only what is wanted"


@pytest.mark.parametrize("text", ["A thing for every day.", "A thing that is not navy.", ""])
def test_nothing_is_made_up(plain: Product, text: str) -> None:
    say(plain, text)
    assert told(plain, "colour") == set()


def test_it_is_the_label_of_a_colour_that_was_filled_in(plain: Product) -> None:
    navy = Product.objects.exclude(pk=plain.pk).filter(title__startswith="Navy").first()
    assert navy is not None

    def in_common() -> int:
        found = catalogue.read()
        rows = found.facts.labels[found.places([plain.pk, navy.pk])].toarray()
        return int((rows[0] * rows[1]).sum())

    say(plain, "A thing for every day.")
    before = in_common()
    say(plain, "A thing for every day, in navy.")
    assert in_common() == before + 1


def test_what_is_stated_is_not_read_again(plain: Product) -> None:
    """Another product's text speaks of a colour that it does not have."""
    clay = Product.objects.filter(title__startswith="Clay").first()
    assert clay is not None
    say(clay, "It goes well with navy.")
    say(plain, "It goes well with navy.")
    read = dict(extraction.read(extraction.lacking(*stated())))
    assert plain.pk in read
    assert clay.pk not in read


def stated() -> tuple[dict[int, set[str]], dict[int, int | None]]:
    codes = dict(FacetValue.objects.values_list("pk", "code"))
    rows = Document.objects.filter(build__state="active").values_list("product_id", "facets")
    held = {pk: {codes[value] for value in facets} for pk, facets in rows}
    return held, dict(Product.objects.values_list("pk", "category"))
