"""Lists: facets count what there would be, filters narrow, orders order, pages page."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from shop import cards, directory, facets, listing, prices
from shop.models import Category, Product
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db


def read(query: str = "", **options: str) -> listing.Listing:
    return listing.read(Product.objects.published(), facets.parse(parse_qs(query)), **options)


def counts(found: listing.Listing, code: str) -> dict[str, int]:
    [facet] = [facet for facet in found.facets if facet.code == code]
    return {value.value: value.count for value in facet.values}


def titles(found: listing.Listing) -> list[str]:
    return [card.title for card in found.cards]


@pytest.fixture
def jumpers(db: None) -> dict[str, Product]:
    """Four products in two colours and two materials."""
    made = {}
    for title, colour, material in (
        ("A", "Navy", "Wool"),
        ("B", "Navy", "Cotton"),
        ("C", "Clay", "Wool"),
        ("D", "Clay", "Wool"),
    ):
        product = factories.product(title)
        shelves.option(product.variants.get(), colour=colour)
        made[title] = shelves.describe(product, material=material)
    return made


def test_counts_without_a_choice_are_of_everything(jumpers: dict[str, Product]) -> None:
    found = read()
    assert counts(found, "colour") == {"Navy": 2, "Clay": 2}
    assert counts(found, "material") == {"Wool": 3, "Cotton": 1}


def test_a_facet_does_not_narrow_its_own_counts(jumpers: dict[str, Product]) -> None:
    found = read("colour=Navy")
    assert found.total == 2
    assert counts(found, "colour") == {"Navy": 2, "Clay": 2}
    assert counts(found, "material") == {"Wool": 1, "Cotton": 1}


def test_values_of_one_facet_add_and_facets_intersect(jumpers: dict[str, Product]) -> None:
    assert sorted(titles(read("colour=Navy&colour=Clay&material=Wool"))) == ["A", "C", "D"]
    found = read("colour=Navy&material=Wool")
    assert titles(found) == ["A"]
    assert counts(found, "colour") == {"Navy": 1, "Clay": 2}
    assert counts(found, "material") == {"Wool": 1, "Cotton": 1}


def test_the_count_beside_a_value_is_what_choosing_it_gives(jumpers: dict[str, Product]) -> None:
    found = read("material=Wool")
    for value, count in counts(found, "colour").items():
        assert read(f"material=Wool&colour={value}").total == count


def test_a_variant_that_is_not_sold_does_not_count(jumpers: dict[str, Product]) -> None:
    extra = shelves.option(factories.variant(jumpers["A"]), colour="Plum")
    assert counts(read(), "colour")["Plum"] == 1
    extra.is_active = False
    extra.save()
    assert "Plum" not in counts(read(), "colour")


def test_an_unknown_facet_is_ignored_and_an_unknown_value_fits_nothing(jumpers: dict[str, Product]) -> None:
    assert read("utm_source=mail&fabric=Wool").total == 4
    assert read("colour=Octarine").total == 0


def test_price_range_and_its_bounds() -> None:
    for price in ("5.00", "10.00", "20.00"):
        factories.product(price=price)
    found = read("min.price=6&max.price=10")
    assert [card.price for card in found.cards] == [Decimal("10.00")]
    assert (found.price.low, found.price.high) == (Decimal("5.00"), Decimal("20.00"))
    assert read("min.price=50&max.price=5").total == 0


def test_a_number_with_few_values_is_ticked_and_one_with_many_is_a_range() -> None:
    for grams in range(12):
        shelves.describe(factories.product(), weight=Decimal(grams), rooms=Decimal(grams % 2 + 1))
    found = {facet.code: facet for facet in read("min.weight=3&max.weight=5").facets}
    assert found["weight"].is_range
    assert (found["weight"].low, found["weight"].high) == (Decimal(0), Decimal(11))
    assert [value.value for value in found["rooms"].values] == ["1", "2"]
    assert read("min.weight=3&max.weight=5").total == 3
    assert read("rooms=2").total == 6


def test_yes_and_no() -> None:
    shelves.describe(factories.product("Yes"), recycled=True)
    shelves.describe(factories.product("No"), recycled=False)
    factories.product("Nobody knows")
    assert counts(read(), "recycled") == {"yes": 1, "no": 1}
    assert titles(read("recycled=yes")) == ["Yes"]
    assert titles(read("recycled=no")) == ["No"]


def test_stock_offer_and_rating() -> None:
    factories.product("Sold out", units=0)
    shelves.reduce(factories.product("Reduced"), before="30.00", now="20.00")
    loved = factories.product("Loved")
    shelves.review(loved, 5)
    found = read()
    assert (found.in_stock, found.on_offer) == (2, 1)
    assert "Sold out" not in titles(read("stock=1"))
    assert titles(read("offer=1")) == ["Reduced"]
    assert titles(read("rating=4")) == ["Loved"]


def test_orders() -> None:
    cheap = factories.product("Cheap", price="1.00")
    dear = factories.product("Dear", price="9.00")
    Product.objects.filter(pk=dear.pk).update(popularity=5)
    shelves.review(cheap, 5)
    assert titles(read("sort=price")) == ["Cheap", "Dear"]
    assert titles(read("sort=-price")) == ["Dear", "Cheap"]
    assert titles(read("sort=popular")) == ["Dear", "Cheap"]
    assert titles(read("sort=newest")) == ["Dear", "Cheap"]
    assert titles(read("sort=rating")) == ["Cheap", "Dear"]
    assert titles(read("sort=sideways")) == titles(read())


def test_what_is_sold_out_stands_behind() -> None:
    gone = factories.product("Gone", units=0)
    Product.objects.filter(pk=gone.pk).update(popularity=99)
    factories.product("Here")
    assert titles(read()) == ["Here", "Gone"]


def test_pages_hold_24_and_the_last_one_answers_for_all_behind_it() -> None:
    for _ in range(25):
        factories.product()
    first, last, beyond = read(), read("page=2"), read("page=1000000000")
    assert (len(first.cards), len(last.cards), len(beyond.cards)) == (24, 1, 1)
    assert not set(titles(first)) & set(titles(last))
    assert beyond.page.number == 2


def test_drafts_and_archived_products_are_nowhere() -> None:
    factories.product("Shown")
    factories.product("Draft", status=Product.Status.DRAFT)
    factories.product("Archived", status=Product.Status.ARCHIVED)
    factories.product("Nothing to sell", variants=0)
    assert titles(read()) == ["Shown"]


def test_department_and_brand_facets_count_through_the_tree() -> None:
    kitchen = factories.category("Kitchen")
    knives = factories.category("Knives", kitchen)
    factories.product("Knife", category=knives, brand=shelves.brand("Birk"))
    factories.product("Spade", category=factories.category("Garden"))
    assert counts(read(), "department") == {kitchen.slug: 1, Category.objects.get(name="Garden").slug: 1}
    assert titles(read(f"department={kitchen.slug}")) == ["Knife"]
    assert titles(read("brand=birk")) == ["Knife"]


def test_a_collection_keeps_the_merchants_order() -> None:
    products = [factories.product(title) for title in "ABC"]
    made = shelves.collection("Gifts", [products[2], products[0], products[1]])
    found = listing.read(directory.in_collection(made), facets.Selection(), default_sort="relevance")
    assert titles(found) == ["C", "A", "B"]


def test_the_lowest_price_is_of_the_30_days_before_the_discount() -> None:
    product = factories.product(price="40.00")
    variant = product.variants.get()
    variant.price_records.update(effective_at="2026-01-01T00:00Z")
    for price, moment in (("25.00", "2026-02-01"), ("30.00", "2026-02-20"), ("20.00", "2026-03-10")):
        variant.price_records.create(price=Decimal(price), effective_at=f"{moment}T00:00Z")
    assert prices.lowest_before([variant.pk]) == {variant.pk: Decimal("25.00")}
    variant.price_records.create(price=Decimal("19.00"), effective_at="2026-05-01T00:00Z")
    assert prices.lowest_before([variant.pk]) == {variant.pk: Decimal("20.00")}


def test_a_first_price_has_no_lowest_before_it() -> None:
    variant = factories.product().variants.get()
    assert prices.lowest_before([variant.pk]) == {}
    assert prices.lowest_before([]) == {}


def test_a_card_promises_no_more_than_the_price_gives() -> None:
    shelves.reduce(factories.product(price="30.00"), before="30.00", now="20.01")
    [card] = read().cards
    assert (card.list_price, card.lowest, card.percent_off) == (Decimal("30.00"), Decimal("30.00"), 33)


def test_shelves_keep_the_order_of_each_list() -> None:
    products = [factories.product(title) for title in "ABC"]
    found = cards.shelves(
        {
            "up": Product.objects.order_by("pk")[:2],
            "down": Product.objects.order_by("-pk")[:2],
            "none": Product.objects.none()[:2],
        }
    )
    assert [card.title for card in found["up"]] == ["A", "B"]
    assert [card.title for card in found["down"]] == ["C", "B"]
    assert found["none"] == []
    assert len(products) == 3
