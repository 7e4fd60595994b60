"""Words that mean values of the catalogue find what has the values, and words that mean something else do not."""

from __future__ import annotations

from typing import Any

import pytest

from search import concepts, query
from search.indexing import rebuild
from search.knowledge import current
from shop.facets import Selection
from shop.models import AttributeChoice, Product
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db


@pytest.fixture
def navy() -> Product:
    """A navy mug among mugs of clay that more people buy and lamps in navy, and a book that says blue."""
    found = shelves.describe(factories.product("Quiet mug"), colour="Navy")
    for number in range(4):
        clay = shelves.describe(factories.product(f"Merry mug {number}"), colour="Clay")
        Product.objects.filter(pk=clay.pk).update(popularity=100)
    for number in range(9):
        shelves.describe(factories.product(f"Still lamp {number}"), colour="Navy")
    factories.product("Blue", description="A book.")
    for value, swatch in (("Navy", "#26344f"), ("Clay", "#b5694a")):
        AttributeChoice.objects.filter(value=value).update(swatch=swatch)
    rebuild.run()
    return found


@pytest.mark.parametrize("words", ["blue mug", "mug, blue", "a mug in blue"])
def test_what_has_the_colour_that_is_meant_is_first_without_saying_it(navy: Product, words: str) -> None:
    found = query.run(Selection(words=words))
    assert (found.hits[0].product_id, found.step) == (navy.pk, "")
    assert found.hits[0].covered > max((hit.covered for hit in found.hits[1:]), default=0.0)


def test_a_colour_that_no_product_says_is_not_missing_where_products_have_it(navy: Product) -> None:
    Product.objects.filter(title="Blue").delete()
    rebuild.run()
    found = query.run(Selection(words="blue mug"))
    assert (found.hits[0].product_id, found.hits[0].covered, found.step) == (navy.pk, pytest.approx(1.0), "")
    assert query.run(Selection(words="green mug")).step == "meaning"
    alone = query.run(Selection(words="blue"))
    assert (alone.step, len([hit for hit in alone.hits if hit.covered == 1.0])) == ("", 10)


def test_control_without_values_the_one_that_says_it_or_sells_wins(navy: Product, monkeypatch: Any) -> None:
    monkeypatch.setattr(concepts, "meant", lambda *_: {})
    assert query.run(Selection(words="blue mug")).hits[0].product_id != navy.pk


def test_a_word_that_mostly_means_other_products_is_no_value(db: None) -> None:
    """A toy may wear a scarf; a scarf is not a toy, and none of them is hidden."""
    shelves.describe(factories.product("Rabbit"), wears="Scarf")
    scarves = {factories.product(f"Wool scarf {number}").pk for number in range(5)}
    for number in range(3):
        shelves.describe(factories.product(f"Headphones {number}"), connection="Wireless")
    rebuild.run()
    reader = current().reader
    assert reader.read("warm scarf").filters == ()
    assert reader.read("rabbit wears scarf").rest == "rabbit"
    assert [(one.key, one.is_hard) for one in reader.read("wireless headphones").filters] == [
        ("connection:Wireless", True)
    ]
    assert {hit.product_id for hit in query.run(Selection(words="warm scarf")).hits[:5]} == scarves


def test_many_words_with_values_among_them(navy: Product) -> None:
    """More concepts than ways can be listed for: looked up by the heaviest, and judged each."""
    found = query.run(Selection(words="one quiet merry blue mug or book for a long rainy day"))
    assert navy.pk in {hit.product_id for hit in found.hits}
