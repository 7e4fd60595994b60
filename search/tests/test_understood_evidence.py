"""In a whole store, words that describe other products than those of a value only lift, and hide nothing."""

from __future__ import annotations

from dataclasses import replace

from search.meaning.evidence import Evidence
from search.meaning.lexicon import Choice, Flag, Lexicon, Named, Number
from search.meaning.understanding import Reader
from shop.demo import catalogue
from shop.demo.colours import HEX


def test_a_value_whose_words_describe_other_products_only_lifts():
    """French is a profile of bread knives; a filter would hide the French press."""
    choices = (Choice("profile", "Profile", "French"), Choice("connection", "Connection", "Wireless"))
    products = [
        ("French bread knife", {"profile:French"}),
        ("Bistro French press", set()),
        ("Steel French press", set()),
    ]
    products += [("Wireless mouse", {"connection:Wireless"})] * 3
    evidence = Evidence(Lexicon(choices=choices))
    for text, keys in products:
        evidence.add(text, keys)
    assert evidence.ordinary() == {"profile:French"}
    ready = Reader(Lexicon(choices=choices, ordinary=evidence.ordinary()))
    assert ready.read("french press").rest == "french press"
    assert ready.read("wireless mouse").rest == "mouse"
    assert ready.read("knife profile french").rest == "knife"
    assert Reader(Lexicon(choices=choices)).read("french press").rest == "press", (
        "without evidence it would filter"
    )


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
    evidence = Evidence(lexicon)
    for text, keys in products.values():
        evidence.add(text, keys)
    return replace(lexicon, ordinary=evidence.ordinary()), products


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
