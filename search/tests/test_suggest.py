"""Suggestions: the last word is begun, the others are whole; what can be seen and bought; the same for everybody."""

from __future__ import annotations

from decimal import Decimal

import pytest

from search import completions, index, suggest
from search.indexing import rebuild
from search.models import Document
from search.tests.conftest import reindex, stocked
from shop import catalog
from shop.models import Category, Product
from shop.tests import factories, shelves


def titles(text: str) -> list[str]:
    return [product.title for product in suggest.suggest(text).products]


def texts(links: tuple[suggest.Link, ...]) -> list[str]:
    return [link.text for link in links]


def test_a_product_is_told_with_all_that_its_line_shows(shelf: list[Product]) -> None:
    product = shelf[1]
    picture = shelves.picture(product)
    [found] = suggest.suggest(f"{product.title} aldermoor"[: len(product.title)]).products[:1]
    assert found == suggest.ProductSuggestion(
        title="Clay kettle number 1",
        url=product.get_absolute_url(),
        brand="Haldorf",
        image=found.image,
        price=Decimal("6.00"),
        has_price_range=False,
        is_available=True,
    )
    assert found.image is not None
    assert found.image.name == picture.file.name


def test_the_last_word_is_begun_and_the_others_are_whole(shelf: list[Product]) -> None:
    assert len(titles("navy mu")) == 2
    assert all("Navy mug" in title for title in titles("navy mu"))
    assert titles("nav mug") == []
    assert titles("mug navy") == titles("navy mug") != []
    assert titles("MÚG　nav") == titles("mug nav")


def test_a_word_with_a_space_behind_it_is_finished(shelf: list[Product]) -> None:
    mugs = factories.product("Mugwort tea")
    reindex(mugs)
    assert "Mugwort tea" in titles("mug")
    assert "Mugwort tea" not in titles("mug ")
    assert titles("mugw ") == ["Mugwort tea"]  # no word of the catalogue: still begun


def test_titles_go_before_brands_and_categories(shelf: list[Product]) -> None:
    """Every thing in the department Kitchen is a match of "kitchen", the one called so is the first."""
    towel = factories.product("Kitchen towel", popularity=0)
    Product.objects.exclude(pk=towel.pk).update(popularity=50)
    reindex(towel, *shelf)
    assert titles("kitch")[0] == "Kitchen towel"
    assert len(titles("kitch")) == suggest.Limits().products
    assert all("lamp" not in title for title in titles("kitch"))


def test_choices_and_article_numbers_find_a_product(shelf: list[Product]) -> None:
    other = factories.product("Plain teapot", variants=0)
    factories.variant(other, sku="ZX-4711")
    shelves.describe(other, glaze="Celadon")
    reindex(other)
    assert titles("teapot cela") == titles("zx-47") == titles("zx47") == ["Plain teapot"]
    assert titles("glaze") == []  # the name of an attribute is no name of things


def test_what_is_sold_out_stands_last(shelf: list[Product]) -> None:
    found = suggest.suggest("number", limits=suggest.Limits(products=30)).products
    available = [product.is_available for product in found]
    assert len(found) == 30
    assert available == sorted(available, reverse=True)
    assert set(available) == {True, False}
    Document.objects.update(in_stock=True)  # without the order of stock they are mixed
    mixed = suggest.suggest("number", limits=suggest.Limits(products=30)).products
    assert [one.title for one in mixed] != [one.title for one in found]


def test_only_what_is_for_sale_is_suggested_even_before_the_index_hears(shelf: list[Product]) -> None:
    product = factories.product("Zanzibar teapot")
    reindex(product)
    assert titles("zanz") == ["Zanzibar teapot"]
    assert suggest.suggest("zanz").completion == "zanzibar"
    catalog.archive(Product.objects.filter(pk=product.pk))
    assert Document.objects.filter(product=product).exists()
    assert titles("zanz") == []
    index.refresh([product.pk])
    assert not Document.objects.filter(product=product).exists()


def test_a_new_product_is_suggested_before_words_are_counted(shelf: list[Product]) -> None:
    """It is found as typed, although "zanzi" is one edit from nothing and "kettly" from kettle, which is known."""
    suggest.suggest("k")
    made = factories.product("Kettly teapot")
    index.refresh([made.pk])
    found = suggest.suggest("kettly")
    assert [product.title for product in found.products] == ["Kettly teapot"]
    assert found.corrected == ""


@pytest.mark.parametrize(
    ("typed", "meant"), [("ketl", "kettle"), ("kettel", "kettle"), ("navy blnk", "navy blanket")]
)
def test_a_beginning_that_nothing_has_is_corrected_by_one_edit(
    shelf: list[Product], typed: str, meant: str
) -> None:
    found = suggest.suggest(typed)
    assert found.corrected
    assert found.reading == meant
    assert titles(typed) == titles(meant) != []


def test_a_whole_word_that_nothing_has_is_corrected_too(shelf: list[Product]) -> None:
    assert suggest.suggest("blankett nav").corrected == "blanket nav"
    assert titles("blankett nav") == titles("blanket nav") != []
    assert suggest.suggest("xyzzyx plugh") == suggest.suggest("xyzzyx plugh")
    assert suggest.suggest("xyzzyx plugh").count == 0


def test_the_last_word_is_completed_with_what_is_found(shelf: list[Product]) -> None:
    assert suggest.suggest("Navy bl").completion == "Navy blanket"
    assert suggest.suggest("bott").completion == "bottle"
    assert suggest.suggest("bottle").completion == ""
    assert suggest.suggest("navy qqq").completion == ""
    reindex(factories.product("Café Crème", popularity=1))
    assert suggest.suggest("caf").completion == "café"


def test_places_are_suggested_by_every_word_of_their_names(shelf: list[Product]) -> None:
    shelves.collection("Slow mornings", shelf[:2])
    completions.refresh()
    assert texts(suggest.suggest("kit").categories) == ["Kitchen"]
    assert texts(suggest.suggest("hal").brands) == ["Haldorf"]
    found = suggest.suggest("morn").collections
    assert found == (suggest.Link(text="Slow mornings", url="/collections/slow-mornings/"),)
    assert suggest.suggest("kit").categories[0].url == Category.objects.get(name="Kitchen").get_absolute_url()


def test_places_are_those_that_exist_now_by_the_name_they_have_now(shelf: list[Product]) -> None:
    collection = shelves.collection("Slow mornings", shelf[:2])
    empty = factories.category("Kitesurfing")
    completions.refresh()
    assert texts(suggest.suggest("ki").categories) == ["Kitchen"]  # the other has nothing for sale
    assert texts(suggest.suggest("slow").collections) == ["Slow mornings"]
    Category.objects.filter(name="Kitchen").update(name="Kitchen & table")
    assert texts(suggest.suggest("kit").categories) == ["Kitchen & table"]
    collection.is_published = False
    collection.save()
    assert suggest.suggest("slow").collections == ()
    Category.objects.filter(name__startswith="Kitchen").update(is_listed=False)
    assert suggest.suggest("kit").categories == ()
    assert empty.pk


def test_chinese_is_found_inside_of_names(shelf: list[Product]) -> None:
    thing = factories.product("不锈钢保温杯", category=factories.category("厨房用品"))
    reindex(thing)
    completions.refresh()
    for typed in ("保", "保温", "保温杯", "不锈"):
        assert titles(typed) == ["不锈钢保温杯"], typed
    assert titles("保壶") == []
    assert suggest.suggest("保温杯").completion == ""
    assert suggest.suggest("不锈").completion == "不锈钢"
    assert texts(suggest.suggest("用品").categories) == ["厨房用品"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "\x1b[31mmug", "mug" * 4000, "'; DROP TABLE search_document; --", "<script>alert(1)</script>",
     "' | 'a':*", "\\", "🎁🎁", "the of and", "%_%", "\ud800mug", "a " * 5000, "保" * 10_000, "1" * 300, "a-" * 150, "'s 's"],
)  # fmt: skip
def test_whatever_is_typed_there_is_an_answer(shelf: list[Product], text: str) -> None:
    found = suggest.suggest(text)
    assert len(found.text) <= 200
    assert found == suggest.suggest(text)


def test_limits_hold(shelf: list[Product]) -> None:
    limits = suggest.Limits(products=2, categories=0, brands=1, collections=0, queries=0)
    found = suggest.suggest("k", limits=limits)
    assert len(found.products) == 2
    assert found.categories == ()


def test_few_matches_among_many_are_found_beyond_the_best(
    shelf: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The best products hold none; the index of words finds it. Without that it would not be found."""
    rare = factories.product("Zanzibar teapot", units=0)
    reindex(rare)
    monkeypatch.setattr(suggest, "BEST", 5)
    assert titles("zan") == ["Zanzibar teapot"]
    monkeypatch.setattr(suggest, "MATCHES", 0)
    assert titles("zan") == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, 20])
def test_the_number_of_queries_does_not_grow(number: int, django_assert_num_queries) -> None:
    stocked(number)
    rebuild.run()
    suggest.suggest("m")
    for typed in ("m", "mug", "navy mu", "mgu", "kettel"):
        with django_assert_num_queries(2):
            suggest.suggest(typed)
