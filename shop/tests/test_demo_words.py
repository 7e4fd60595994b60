"""Descriptions and reviews of the demonstration store say what the attributes say, each in its own words."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from shop.demo import aspects, brands, catalogue, colours, kinds, opinions, people, prose, sense, spec
from shop.demo.model import Product

CLAIMS = (
    "best in",
    "guaranteed to",
    "anti-ageing",
    "eco-friendly",
    "climate neutral",
    "world",
    "clinically",
    "miracle",
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def numbers_of(product: Product) -> set[str]:
    shown = [value.shown for value in product.values] + list(
        product.kind.sizes.values if product.kind.sizes else ()
    )
    return {number for text in (*shown, product.brand, product.name) for number in NUMBER.findall(text)}


def test_every_number_in_a_description_is_one_of_the_products_facts():
    wrong = {
        product.key: extra
        for product in catalogue.products()
        if (extra := set(NUMBER.findall(product.description)) - numbers_of(product))
    }
    assert not wrong


def test_a_number_that_is_not_a_fact_is_found():
    product = catalogue.products()[0]
    assert set(NUMBER.findall(f"{product.description} It holds 987654 litres.")) - numbers_of(product)


def test_descriptions_open_differently_and_are_two_to_four_paragraphs():
    openings = Counter(re.split(r"(?<=[.]) ", product.description)[0] for product in catalogue.products())
    assert max(openings.values()) == 1
    assert {len(product.description.split("\n\n")) for product in catalogue.products()} <= {2, 3, 4}
    assert min(len(product.description.split()) for product in catalogue.products()) >= 35


def test_descriptions_claim_nothing_that_is_not_theirs_to_claim():
    text = " ".join(product.description.lower() for product in catalogue.products())
    assert [claim for claim in CLAIMS if claim in text] == []
    assert "{" not in text
    assert not re.search(r"\ba [aeio]", text)


def test_an_attribute_means_the_same_in_every_kind():
    seen: dict[str, tuple[str, str, str]] = {}
    for kind in kinds.KINDS:
        codes = [attribute.code for attribute in kind.attributes]
        assert len(set(codes)) == len(codes)
        for attribute in kind.attributes:
            unit = attribute.unit if isinstance(attribute, spec.Number) else ""
            sense_of = (type(attribute).__name__, attribute.name, unit)
            assert seen.setdefault(attribute.code, sense_of) == sense_of, (kind.code, attribute.code)


def test_kinds_name_only_colours_makers_and_aspects_that_exist():
    for kind in kinds.KINDS:
        assert set(kind.colours) <= set(colours.HEX)
        assert len(brands.makers(kind.brands)) >= 2
        assert set(kind.aspects) <= set(aspects.SAYINGS)
        assert all(code in {"", *(attribute.code for attribute in kind.attributes)} for code in kind.measures)


@pytest.mark.parametrize(("kind", "lost"), [("mouse", "power_supply"), ("headphones", "battery_life")])
def test_what_has_a_cable_has_no_battery(kind: str, lost: str):
    found = [product for product in catalogue.products() if product.kind.code == kind]
    wired = [product for product in found if product.value("connection").choice == "Wired"]
    assert wired
    assert all(product.value(lost) is None for product in wired)
    assert any(product.value(lost) for product in found)
    assert kind in sense.RULES


def test_discounts_come_down_from_a_price_that_was_asked_before():
    reduced = [
        variant for product in catalogue.products() for variant in product.variants if variant.list_price
    ]
    assert len(reduced) > 100
    for variant in reduced:
        days, prices = zip(*variant.history, strict=True)
        assert list(days) == sorted(days, reverse=True)
        assert days[-1] <= 30 < days[0]
        assert prices[0] == variant.list_price > variant.price == prices[-1]


def test_prices_end_as_prices_do():
    ends = {f"{variant.price:.2f}"[-3:] for product in catalogue.products() for variant in product.variants}
    assert ends == {".00", ".50", ".95"}


@pytest.fixture(scope="module")
def reviews() -> list[tuple[Product, int, str, str]]:
    return [
        (deed.product, deed.value, *opinions.opinion(deed.product, deed.value, shopper.number))
        for shopper in people.shoppers()
        for deed in people.deeds(shopper)
        if deed.kind == "rating" and deed.product
    ]


def test_reviews_differ_in_words_and_length(reviews):
    texts = {text for *_rest, text in reviews}
    assert len(texts) > 0.99 * len(reviews)
    lengths = [len(text.split()) for text in texts]
    assert min(lengths) < 12
    assert max(lengths) > 50
    assert not any("{" in text or " i " in text for text in texts)


def test_words_fit_the_stars_but_for_a_few(reviews):
    poor = {saying for _good, _fair, bad in aspects.SAYINGS.values() for saying in bad}
    complaints = [
        stars for _product, stars, _title, text in reviews if any(saying in text for saying in poor)
    ]
    among_happy = sum(stars >= 4 for stars in complaints) / sum(stars >= 4 for _p, stars, *_ in reviews)
    among_unhappy = sum(stars <= 2 for stars in complaints) / sum(stars <= 2 for _p, stars, *_ in reviews)
    assert 0.005 < among_happy < 0.05
    assert among_unhappy > 0.85


def test_several_things_are_several():
    shoes = next(product for product in catalogue.products() if product.kind.noun in prose.PLURAL)
    assert " It is " not in shoes.description
    assert "this boots" not in opinions.opinion(shoes, 5)[1]
