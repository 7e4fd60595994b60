"""What a product is stands in its title: words beside it find it, too, and weigh less."""

from __future__ import annotations

import pytest

from search import query
from search.ranking import bm25
from search.ranking.bm25 import FieldWeights, Weighing
from search.tests.conftest import reindex
from shop.facets import Selection
from shop.models import Product
from shop.tests import factories

pytestmark = pytest.mark.django_db
WORDS = "wool blanket"
BLANKET = "Vevstua Loom Rowan Blanket"
TOLD = "Woven in one piece in a mill by the river, washed twice before it leaves it, and made of wool from the next valley."


@pytest.fixture
def shop(db: None) -> list[Product]:
    """A blanket of wool, and a sleeping bag whose subtitle has both words; others, so that words tell something apart."""
    made = [
        factories.product(BLANKET, subtitle="Throw: pattern waffle, 190 cm", description=TOLD),
        factories.product("Perle Bag", subtitle="Sleeping bag: cut blanket, filling wool"),
        *(factories.product(f"Plain mug number {number}") for number in range(8)),
    ]
    reindex(*made)
    return made


def found(words: str) -> list[str]:
    cards = query.run(Selection(words=words)).listing.cards
    return [card.title for card in cards if "mug" not in card.title]


def test_what_it_is_stands_above_what_is_like_it(shop: list[Product]) -> None:
    assert found(WORDS) == [BLANKET, "Perle Bag"]
    bag = shop[1]
    Product.objects.filter(pk=bag.pk).update(title=f"{bag.title} {bag.subtitle}", subtitle="")
    reindex(bag)
    assert found(WORDS)[0].startswith("Perle Bag"), "as a title the same words are worth more"


def test_a_subtitle_is_searched(shop: list[Product]) -> None:
    assert found("cut filling") == ["Perle Bag"]


def test_a_word_is_worth_most_in_the_title_and_more_in_the_subtitle_than_elsewhere() -> None:
    weighing = Weighing(FieldWeights(), dict.fromkeys(bm25.FIELDS, 1.0))
    worth = {field: weighing.document({field: ("wool",)})["wool"] for field in bm25.FIELDS}
    assert sorted(worth, key=lambda field: -worth[field])[:2] == ["title", "subtitle"]
    assert worth["subtitle"] > worth["attributes"]
