"""Totals, facets and pages are one set; filters hide no match; the order is stable; changes are found at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import index, personal, query, steering
from search.models import Document, Placement, Synonym
from search.tests.conftest import BRANDS, COLOURS, NOUNS, reindex
from shop import catalog, outbox, stock
from shop.activity import Shopper
from shop.facets import Range, Selection
from shop.listing import PAGE_SIZE, FacetValue, Listing
from shop.models import OutboxMessage, Product, User
from shop.tests import factories

selections = st.builds(
    Selection,
    words=st.lists(
        st.sampled_from((*NOUNS, *COLOURS, *BRANDS, "number", "day", "qwertz")), min_size=1, max_size=3
    ).map(" ".join),
    reading=st.just(("exact", "plain")),
    sort=st.sampled_from(("", "popular", "newest", "price", "-price", "rating")),
    chosen=st.dictionaries(
        st.sampled_from(("colour", "brand", "department", "handmade")),
        st.sampled_from((("Navy",), ("Navy", "Moss"), ("aldermoor",), ("yes",), ("no", "yes"))),
        max_size=2,
    ),
    ranges=st.dictionaries(
        st.sampled_from(("price", "capacity")),
        st.sampled_from(
            (Range(low=Decimal(10)), Range(high=Decimal(20)), Range(low=Decimal(500), high=Decimal(1500)))
        ),
        max_size=1,
    ),
    in_stock=st.booleans(),
)
database = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def walk(selection: Selection) -> list[int]:
    """Ids of all pages in order."""
    first = query.run(selection).listing
    pages = [
        query.run(replace(selection, page=number)).listing
        for number in range(1, first.page.paginator.num_pages + 1)
    ]
    return [card.id for page in pages for card in page.cards]


@database
@given(selection=selections)
def test_the_total_is_what_all_pages_hold_and_nothing_twice(
    shelf: list[Product], selection: Selection
) -> None:
    found = query.run(selection).listing
    ids = walk(selection)
    assert len(ids) == len(set(ids)) == found.total


@database
@given(selection=selections)
def test_a_facet_value_counts_what_choosing_it_gives(shelf: list[Product], selection: Selection) -> None:
    found = query.run(selection).listing
    for facet in found.facets:
        if (
            facet.is_range or facet.code in selection.ranges
        ):  # a range and a value of one facet are asked together
            continue
        for value in facet.values:
            alone = replace(selection, chosen={**selection.chosen, facet.code: (value.value,)})
            assert query.run(alone).listing.total == value.count, (facet.code, value.value)


@database
@given(selection=selections)
def test_a_filter_hides_no_match(shelf: list[Product], selection: Selection) -> None:
    """Whatever the words find without filters and the filters allow is found with them."""
    bare = query.run(replace(selection, chosen={}, ranges={}, in_stock=False))
    if bare.step:
        return
    everything = set(walk(replace(selection, chosen={}, ranges={}, in_stock=False)))
    allowed = {product.pk for product in shelf if fits(product, selection)}
    assert set(walk(selection)) == everything & allowed


def fits(product: Product, selection: Selection) -> bool:
    """The same question answered from the product itself."""
    values: dict[str, Any] = {row.attribute.code: row.value for row in product.attribute_values.all()}
    own = {
        "colour": values["colour"],
        "handmade": "yes" if values["handmade"] else "no",
        "brand": product.brand.slug,
        "department": product.category.slug,
    }
    numbers = {"price": product.price_from, "capacity": values["capacity"]}
    return (
        all(own[code] in chosen for code, chosen in selection.chosen.items())
        and all(
            (held.low is None or numbers[code] >= held.low)
            and (held.high is None or numbers[code] <= held.high)
            for code, held in selection.ranges.items()
        )
        and (not selection.in_stock or any(variant.stock.available > 0 for variant in product.variants.all()))
    )


def test_a_page_past_the_end_is_the_last(shelf: list[Product]) -> None:
    found = query.run(Selection(words="number", page=10**5)).listing
    assert found.page.number == found.page.paginator.num_pages == 2
    assert len(found.cards) == found.total - PAGE_SIZE


def test_an_edited_product_is_found_by_its_new_words_and_not_by_its_old_ones(shelf: list[Product]) -> None:
    product = shelf[0]
    exact = Selection(words="zanzibar", reading=("exact", "plain"))
    assert product.pk not in words_found(exact)
    Product.objects.filter(pk=product.pk).update(title="Zanzibar teapot", description="From Zanzibar.")
    reindex(product)
    assert words_found(exact) == {product.pk}
    Product.objects.filter(pk=product.pk).update(title="Plain teapot", description="")
    reindex(product)
    assert product.pk not in words_found(exact)


def words_found(selection: Selection) -> set[int]:
    """What the words find, without what is near in meaning."""
    return {hit.product_id for hit in query.run(selection, mode="lexical").hits if hit.words > 0}


def test_a_product_taken_off_the_shelves_is_gone(shelf: list[Product]) -> None:
    assert Document.objects.filter(product=shelf[0]).exists()
    catalog.archive(Product.objects.filter(pk=shelf[0].pk))
    index.refresh([shelf[0].pk])
    assert not Document.objects.filter(product=shelf[0]).exists()
    assert shelf[0].pk not in walk(Selection(words=shelf[0].title))


@pytest.mark.parametrize("number", [2, 20])
def test_the_number_of_queries_does_not_grow(db: None, number: int, django_assert_num_queries) -> None:
    from search.indexing import rebuild
    from search.tests.conftest import stocked

    stocked(number)
    rebuild.run()
    query.run(Selection(words="number"))
    with django_assert_num_queries(4):
        query.run(Selection(words="number"))


def test_filters_of_the_words_are_loosened_where_they_leave_nothing(shelf: list[Product]) -> None:
    """Nothing costs less than 3: that limit gives way, and what the shopper chose by hand does not."""
    cheap = Selection(words="kettle under 3", chosen={"colour": ("Clay",)})
    found = query.run(cheap)
    assert [part.code for part in found.reading.chips] == ["price"]
    assert found.step == "unfiltered"
    clay = {product.pk for product in shelf if product.title.startswith("Clay kettle")}
    assert clay <= set(walk(cheap)) == set(walk(Selection(words="kettle", chosen=cheap.chosen)))
    assert all(value.count == walk_total(cheap, value.value) for value in colours(found.listing))
    strict = query.run(replace(cheap, words="kettle under 10"))
    assert strict.step == ""
    assert 0 < strict.listing.total < found.listing.total


def colours(listing: Listing) -> tuple[FacetValue, ...]:
    return next(facet.values for facet in listing.facets if facet.code == "colour")


def walk_total(selection: Selection, colour: str) -> int:
    return len(walk(replace(selection, chosen={"colour": (colour,)})))


def test_weak_matches_fill_up_only_where_strong_ones_are_few(shelf: list[Product], monkeypatch) -> None:
    """`moss` weighs less than half of the query: what else is moss is there while the strong matches are fewer than FEW."""
    asked = Selection(words="moss mug", reading=("exact", "plain"))
    monkeypatch.setattr(query, "NEAREST", 0)
    read = query.run(asked).reading
    strong = {hit.product_id for hit in query.run(asked).hits if hit.covered >= query.COVERAGE}
    assert 0 < len(strong) < len(query.run(asked).hits)
    monkeypatch.setattr(query, "FEW", len(strong))
    assert {hit.product_id for hit in query.run(asked).hits} == strong
    assert read.concepts


def test_one_word_of_several_that_nobody_sells_is_not_what_was_asked_for(
    shelf: list[Product], monkeypatch
) -> None:
    """Of a fishing rod only the fish is known, from a jigsaw: the page says that it is only near."""
    jigsaw = factories.product("Wooden jigsaw", description="Harbour with fish and boats.")
    reindex(jigsaw)
    assert walk(Selection(words="fish"))[0] == jigsaw.pk
    assert query.run(Selection(words="fish")).step == ""
    asked = Selection(words="fishing rod", reading=("exact",))
    found = query.run(asked)
    assert jigsaw.pk in walk(asked)
    assert (found.step, found.reading.missing > 0) == ("meaning", True)
    both = factories.product("Fishing rod")
    reindex(both)
    assert walk(asked)[0] == both.pk
    assert query.run(asked).step == ""


def test_placements_stand_above_and_below_everything_and_only_while_they_are_in_force(
    shelf: list[Product],
) -> None:
    found = walk(Selection(words="mug"))
    first, last = found[0], found[-1]
    now = timezone.now()
    Placement.objects.create(query="Mug", normalised=steering.normalised("Mug"), product_id=last, kind="pin")
    Placement.objects.create(
        query="mug", normalised=steering.normalised("mug"), product_id=first, kind="bury"
    )
    steered = walk(Selection(words="mug"))
    assert (steered[0], steered[-1]) == (last, first)
    assert sorted(steered) == sorted(found)
    assert walk(Selection(words="mug", sort="price")) == walk(Selection(words="mugs", sort="price"))
    Placement.objects.update(starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2))
    assert walk(Selection(words="mug")) == found


def test_a_pinned_product_must_still_fit_the_filters(shelf: list[Product]) -> None:
    lamp = next(product for product in shelf if "lamp" in product.title)
    Placement.objects.create(query="mug", normalised=steering.normalised("mug"), product=lamp, kind="pin")
    assert walk(Selection(words="mug"))[0] == lamp.pk
    assert lamp.pk not in walk(Selection(words="mug", ranges={"price": Range(low=Decimal(1000))}))


def test_synonyms_find_what_is_called_otherwise(shelf: list[Product]) -> None:
    exact = Selection(words="beaker", reading=("exact", "plain"))
    assert not words_found(exact)
    Synonym.objects.create(words="beaker, mug")
    mugs = {product.pk for product in shelf if "mug" in product.title}
    assert words_found(exact) == mugs
    Synonym(pk=Synonym.objects.get().pk, words="mug", leads_to="beaker").save()
    assert not words_found(exact)


def test_a_taste_moves_results_of_those_who_allow_it(shelf: list[Product], alice: User) -> None:
    found = walk(Selection(words="mug"))
    favourite = found[2]
    personal.register(lambda shopper, ids: {favourite: 5.0})
    try:
        shopper = Shopper(user_id=alice.pk, visitor=None)
        assert query.run(Selection(words="mug"), shopper=shopper).hits[0].product_id == favourite
        assert walk(Selection(words="mug")) == found
    finally:
        personal.register(None)


def test_a_product_that_sells_out_is_told_to_the_index(shelf: list[Product]) -> None:
    product = next(each for each in shelf if each.variants.get().stock.available == 1)
    stocked_only = Selection(words=product.title, in_stock=True)
    assert product.pk in walk(stocked_only)
    OutboxMessage.objects.all().delete()
    stock.adjust(product.variants.get().pk, delta=-1, reason="lost")
    outbox.deliver()
    assert product.pk not in walk(stocked_only)
    assert product.pk in walk(Selection(words=product.title))
    stock.adjust(product.variants.get().pk, delta=5, reason="received")
    stock.adjust(product.variants.get().pk, delta=5, reason="received")
    assert OutboxMessage.objects.filter(topic="product.changed", delivered_at=None).count() == 1


def test_a_chinese_product_is_found_by_words_inside_its_title(shelf: list[Product]) -> None:
    product = factories.product("手工陶瓷马克杯蓝色", description="适合咖啡和茶")
    reindex(product)
    for words in ("马克杯", "陶瓷", "咖啡"):
        assert words_found(Selection(words=words)) == {product.pk}
