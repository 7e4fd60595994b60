"""In a whole store, words that describe other products than those of a value neither hide nor lift."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from search.meaning import evidence
from search.meaning.evidence import Held
from search.meaning.lexicon import Choice, Flag, Lexicon, Named, Number
from search.meaning.understanding import Reader, Understood
from search.text import tokens
from shop.demo import catalogue
from shop.demo.colours import HEX


def test_a_value_whose_words_describe_other_products_is_not_meant_by_them():
    """French is a profile of bread knives; a filter would hide the French press."""
    choices = (Choice("profile", "Profile", "French"), Choice("connection", "Connection", "Wireless"))
    held = [Held("profile:French", "French", 1), Held("connection:Wireless", "Wireless", 3)]
    ordinary = evidence.ordinary(held, containing={"french": 3, "wireless": 3})
    assert ordinary == {"profile:French"}
    ready = Reader(Lexicon(choices=choices, ordinary=ordinary))
    assert ready.read("french press") == Understood((), "french press")
    assert ready.read("wireless mouse").rest == "mouse"
    assert ready.read("knife profile french").rest == "knife"
    assert Reader(Lexicon(choices=choices)).read("french press").rest == "press", (
        "without evidence it would filter"
    )


@pytest.mark.parametrize(
    ("value", "documents", "containing", "expected"),
    [
        ("Wool", 8, {"wool": 10}, False),
        ("Wool", 7, {"wool": 10}, True),
        ("Wool", 0, {"wool": 1}, False),
        ("Cast iron", 8, {"cast": 10, "iron": 90}, False),
        ("Cast iron", 8, {"cast": 90, "iron": 90}, True),
        ("With a lid", 4, {"lid": 20}, True),
        ("Unheard", 1, {}, False),
        ("&", 1, {}, False),
    ],
)
def test_the_rarest_word_of_a_value_decides(value, documents, containing, expected):
    held = [Held("code:value", value, documents)]
    assert bool(evidence.ordinary(held, containing=containing)) is expected


def store() -> tuple[Lexicon, dict[str, tuple[str, set[str]]]]:
    """The demonstration store as a lexicon, and each product's text with the keys it has."""
    numbers, choices, flags, products = {}, {}, {}, {}
    for product in catalogue.products():
        keys = {f"brand:{catalogue.slugged(product.brand)}"}
        for value in product.values:
            if value.type == "number":
                numbers.setdefault((value.code, value.name, value.unit), set()).add(value.number)
            elif value.type == "choice":
                choices[value.code, value.name, value.choice] = ""
                keys.add(f"{value.code}:{value.choice}")
            elif value.type == "boolean":
                flags[value.code] = value.name
                keys |= {value.code} if value.boolean else set()
        for variant in product.variants:
            choices["colour", "Colour", variant.colour] = HEX.get(variant.colour, "")
            choices["size", "Size", variant.size] = ""
            keys |= {f"colour:{variant.colour}", f"size:{variant.size}"}
        products[product.slug] = (
            f"{product.title} {product.subtitle} {' '.join(product.kind.queries)}",
            keys,
        )
    lexicon = Lexicon(
        brands=tuple(
            Named(brand, catalogue.slugged(brand))
            for brand in dict.fromkeys(p.brand for p in catalogue.products())
        ),
        categories=tuple(
            Named(name, catalogue.slugged(name))
            for name in dict.fromkeys(p.kind.shelf[1] for p in catalogue.products())
        ),
        choices=tuple(Choice(code, name, value, swatch) for (code, name, value), swatch in choices.items()),
        numbers=tuple(
            Number(code, name, unit, frozenset(values)) for (code, name, unit), values in numbers.items()
        ),
        flags=tuple(Flag(code, name) for code, name in flags.items()),
    )
    containing = Counter(
        term for text, _ in products.values() for term in {token.term for token in tokens.query_tokens(text)}
    )
    having = Counter(key for _, keys in products.values() for key in keys)
    named = {f"{choice.code}:{choice.value}": choice.value for choice in lexicon.choices}
    named |= {flag.code: flag.name for flag in lexicon.flags}
    held = [Held(key, words, having[key]) for key, words in named.items()]
    return replace(lexicon, ordinary=evidence.ordinary(held, containing=containing)), products


def test_in_the_store_no_filter_hides_what_its_words_describe():
    """The queries that belong to each kind of product: hard filters keep nine in ten of its products that say so."""
    lexicon, products = store()
    wary, rash = Reader(lexicon), Reader(replace(lexicon, ordinary=frozenset()))
    kinds = {product.kind.code: product.kind for product in catalogue.products()}
    hidden = {"wary": 0, "rash": 0}
    for kind in kinds.values():
        for query in kind.queries:
            for name, reader in (("wary", wary), ("rash", rash)):
                hard = {
                    one.key
                    for one in reader.read(query).filters
                    if one.is_hard and one.kind in {"choice", "flag"}
                }
                told = [keys for text, keys in products.values() if query in text]
                hidden[name] += sum(not hard <= keys for keys in told)
    assert hidden["wary"] <= hidden["rash"] / 5
    assert hidden["rash"] > 50


def test_a_lexicon_without_a_value_understands_nothing_of_it():
    nobody = Reader(Lexicon())
    assert nobody.read("red merenna dress 750 ml size 42").filters == ()
    assert [one.key for one in nobody.read("red dress under 50").filters] == ["price"]
