"""What shoppers write is read as the filters they mean, and what could mean something else stays a word."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.meaning.colours import family
from search.meaning.evidence import Evidence
from search.meaning.lexicon import Choice, Flag, Lexicon, Named, Number
from search.meaning.understanding import Reader, Understanding
from shop.demo import catalogue
from shop.demo.colours import HEX

BRANDS = {
    "Merenna": "merenna", "Kupfer & Kind": "kupfer-kind", "Nine Lanterns": "nine-lanterns", "Kettle": "kettle", "Orange": "orange",
    "O'Neill": "oneill", "Sunday Loft": "sunday-loft", "Sunday": "sunday", "H&M": "h-m", "Next": "next", "小米": "xiaomi",
}  # fmt: skip
CATEGORIES = {
    "Electric kettles": "electric-kettles", "Running shoes": "running-shoes", "Dresses": "dresses", "Cups & teapots": "cups-teapots",
    "T-shirts": "t-shirts", "Mugs": "mugs", "连衣裙": "lianyiqun", "Black tea": "black-tea",
}  # fmt: skip
CHOICES = {
    "colour": ("Colour", {"Red": "#ff0000", "Navy": "#26344f", "Sky Blue": "#9fc0d6", "Orange": "#ffa500", "Rose": "#d99a9a",
                          "Rose Gold": "#e0a899", "Gold": "#d4af37", "Forest": "#2f5040", "Sage": "#9aab8c", "Black": "#000000"}),
    "size": ("Size", dict.fromkeys(["42", "43", "S", "M", "XL", "XXL", "Large", "80 × 150", "250 g", "100 g"], "")),
    "material": ("Material", dict.fromkeys(["Stoneware", "Organic cotton", "Walnut", "Gold", "纯棉"], "")),
    "grip": ("Grip", {"Walnut": ""}),
    "fit": ("Fit", {"Slim": ""}),
    "face": ("Face", {"Light": ""}),
    "made_in": ("Made in", {"Japan": ""}),
    "bobble": ("Bobble", {"Without bobble": ""}),
    "filling": ("With", {"Orange": ""}),
}  # fmt: skip
NUMBERS = [
    ("capacity", "Capacity", "ml", "750 500 1000"), ("power", "Power", "W", "2000 1500"), ("height", "Height", "cm", "30 20"),
    ("width", "Width", "cm", "30"), ("shelves", "Shelves", "", "5 3"), ("thread_count", "Thread count", "TC", "200"),
    ("weight", "Weight", "kg", "1.5 2"), ("net_weight", "Net weight", "kg", "0.25"), ("colour_temperature", "Light", "K", "2700"),
]  # fmt: skip
LEXICON = Lexicon(
    brands=tuple(Named(name, slug) for name, slug in BRANDS.items()),
    categories=tuple(Named(name, slug) for name, slug in CATEGORIES.items()),
    choices=tuple(Choice(code, name, value, swatch) for code, (name, values) in CHOICES.items() for value, swatch in values.items()),
    numbers=tuple(Number(code, name, unit, frozenset(map(Decimal, values.split()))) for code, name, unit, values in NUMBERS),
    flags=(Flag("dishwasher_safe", "Dishwasher safe"), Flag("waterproof", "Waterproof"), Flag("vegan", "Vegan")),
    ordinary=frozenset({"face:Light", "brand:next"}),
)  # fmt: skip
READER = Reader(LEXICON)


def shown(one: Understanding) -> str:
    """colour:Red for a hard filter, (colour:Red) for a soft one; price:20-40, capacity:750."""
    if one.kind != "rating" and (one.low, one.high) != (None, None):
        what = f"{one.key}:{'' if one.low is None else one.low}-{'' if one.high is None else one.high}"
    else:
        what = one.key if ":" in one.key or one.kind == "flag" else f"{one.key}:{'|'.join(one.values)}"
    return what if one.is_hard else f"({what})"


PRICES = {
    "under 50": ("", "price:-50"),
    "red dress under $50": ("dress", "colour:Red (category:dresses) price:-50"),
    "below €50 mug": ("mug", "price:-50 (category:mugs)"),
    "less than 50 euros": ("", "price:-50"),
    "cheaper than 30 kettle": ("kettle", "price:-30 (brand:kettle)"),
    "between 20 and 40": ("", "price:20-40"),
    "mug between €40 and €20": ("mug", "(category:mugs) price:20-40"),
    "20-40 euro mug": ("mug", "price:20-40 (category:mugs)"),
    "mug 20 to 40 euros": ("mug", "(category:mugs) price:20-40"),
    "mug for €12.50-€15": ("mug", "(category:mugs) price:12.50-15"),
    "over 100": ("", "price:100-"),
    "sofas from €1,200": ("sofas", "price:1200-"),
    "sofas from £1.5k": ("sofas", "price:1500-"),
    "up to 30": ("", "price:-30"),
    "mug max 30": ("mug", "(category:mugs) price:-30"),
    "max 30 mug": ("mug", "price:-30 (category:mugs)"),
    "no more than 50 eur": ("", "price:-50"),
    "not over 50 mug": ("mug", "price:-50 (category:mugs)"),
    "mug 30 euros or less": ("mug", "(category:mugs) price:-30"),
    "mug 30 or less": ("mug", "(category:mugs) price:-30"),
    "mug €30 and up": ("mug", "(category:mugs) price:30-"),
    "mug < 20": ("mug", "(category:mugs) price:-20"),
    "mug under fifty euros": ("mug", "(category:mugs) price:-50"),
    "budget 30 table": ("table", "price:-30"),
    "priced under 40 table": ("table", "price:-40"),
    "dress under 50 waterproof": ("dress", "(category:dresses) price:-50 waterproof"),
    "mug under 50 with a lid": ("mug with a lid", "price:-50"),
    "50元以下 杯子": ("杯子", "price:-50"),
    "50元以内的红色连衣裙": ("连衣裙", "price:-50 colour:Red (category:lianyiqun)"),
    "不超过50元 杯子": ("杯子", "price:-50"),
    "杯子 ¥50以下": ("杯子", "price:-50"),
    "50块钱以内": ("", "price:-50"),
    "超过100元的杯子": ("杯子", "price:100-"),
    "50到100元 杯子": ("杯子", "price:50-100"),
    "50-100元之间 杯子": ("杯子", "price:50-100"),
}
NO_PRICES = [
    "air max 90", "mad max 2", "tent up to 4 people", "under 5 pages book", "up to 20% off", "from 100% cotton", "20-40", "from 3",
    "$50 mug set", "50 shades", "4 or more", "under", "over", "between", "between 20 and", "under the table", "apollo 13", "over 18s",
    "level 50+", "1984", "lamp up to 3000 lm", "hours within 24 hours",
]  # fmt: skip
VALUES = {
    "size 42 running shoes": ("running shoes", "size:42 (category:running-shoes)"),
    "running shoes size: 42": ("running shoes", "(category:running-shoes) size:42"),
    "running shoes EU 42": ("running shoes", "(category:running-shoes) size:42"),
    "42 shoes": ("42 shoes", ""),
    "size 44 shoes": ("size 44 shoes", ""),
    "42码 跑鞋": ("跑鞋", "size:42"),
    "XL dress": ("dress", "size:XL (category:dresses)"),
    "2XL dress": ("dress", "size:XXL (category:dresses)"),
    "dress in size medium": ("dress", "(category:dresses) size:M"),
    "dress m": ("dress m", ""),
    "large dog bed": ("large dog bed", "(size:Large)"),
    "80x150 rug": ("rug", "size:80 × 150"),
    "rug 80 x 150": ("rug", "size:80 × 150"),
    "red dress": ("dress", "colour:Red (category:dresses)"),
    "RED Dress": ("Dress", "colour:Red (category:dresses)"),
    "red": ("red", "(colour:Red)"),
    "red stoneware": ("red stoneware", "(colour:Red) (material:Stoneware)"),
    "red, navy and black mug": ("mug", "colour:Red colour:Navy colour:Black (category:mugs)"),
    "red red mug": ("mug", "colour:Red (category:mugs)"),
    "sky blue mug": ("mug", "colour:Sky Blue (category:mugs)"),
    "blue mug": ("blue mug", "(colour:blue) (category:mugs)"),
    "red colour mug": ("mug", "colour:Red (category:mugs)"),
    "color: red mug": ("mug", "colour:Red (category:mugs)"),
    "红色连衣裙": ("连衣裙", "colour:Red (category:lianyiqun)"),
    "红茶": ("红茶", ""),
    "黑 连衣裙": ("连衣裙", "colour:Black (category:lianyiqun)"),
    "纯棉 连衣裙": ("连衣裙", "material:纯棉 (category:lianyiqun)"),
    "小米手机": ("手机", "brand:xiaomi"),
    "stoneware mug": ("mug", "material:Stoneware (category:mugs)"),
    "organic-cotton t-shirt": ("t-shirt", "material:Organic cotton (category:t-shirts)"),
    "slim jeans": ("jeans", "fit:Slim"),
    "light jacket": ("light jacket", "(face:Light)"),
    "walnut table": ("walnut table", "(material:Walnut) (grip:Walnut)"),
    "material: walnut table": ("table", "material:Walnut"),
    "table with walnut grip": ("table", "grip:Walnut"),
    "mug made in japan": ("mug", "(category:mugs) made_in:Japan"),
    "hat without bobble": ("hat", "bobble:Without bobble"),
    "750 ml bottle": ("bottle", "capacity:750"),
    "0,75l bottle": ("bottle", "capacity:750"),
    "75cl bottle": ("bottle", "capacity:750"),
    "750毫升 水壶": ("水壶", "capacity:750"),
    "740 ml bottle": ("740 ml bottle", ""),
    "750 ml": ("750 ml", "(capacity:750)"),
    "2 kW heater": ("heater", "power:2000"),
    "30 cm pan": ("30 cm pan", "(height:30) (width:30)"),
    "20 cm pan": ("20 cm pan", "(height:20)"),
    "bookcase 5 shelves": ("bookcase", "shelves:5"),
    "200 TC sheets": ("sheets", "thread_count:200"),
    "250 g coffee": ("250 g coffee", "(net_weight:0.25) (size:250 g)"),
    "100 g coffee": ("100 g coffee", "(size:100 g)"),
    "heater up to 1.5 kW": ("heater", "power:-1500"),
    "bottle at least 0.5 l": ("bottle", "capacity:500-"),
    "bottle 0.5-1 l": ("bottle", "capacity:500-1000"),
    "pan under 30 cm": ("pan under 30 cm", ""),
    "lamp up to 2700K": ("lamp", "colour_temperature:-2700"),
    "dishwasher safe mug": ("mug", "dishwasher_safe (category:mugs)"),
    "dishwasher-safe": ("dishwasher-safe", "(dishwasher_safe)"),
    "waterproof jacket": ("jacket", "waterproof"),
    "mug rated 4 stars and more": ("mug", "(category:mugs) rating:4"),
    "headphones 4+ stars": ("headphones", "rating:4"),
    "at least 3 stars headphones": ("headphones", "rating:3"),
    "top rated headphones": ("top rated headphones", "(rating:4)"),
    "4 star hotel": ("4 star hotel", ""),
    "4星以上 耳机": ("耳机", "rating:4"),
    "headphones in stock": ("headphones", "stock:1"),
    "现货 耳机": ("耳机", "stock:1"),
    "headphones on sale": ("headphones", "offer:1"),
    "headphones for sale": ("headphones for sale", ""),
    "特价 耳机": ("耳机", "offer:1"),
}
NAMES = {
    "merenna": ("", "brand:merenna"),
    "merenna's pan": ("pan", "brand:merenna"),
    "pan by Merenna": ("pan", "brand:merenna"),
    "kupfer and kind pan": ("pan", "brand:kupfer-kind"),
    "KUPFER & KIND": ("", "brand:kupfer-kind"),
    "sunday loft jumper": ("jumper", "brand:sunday-loft"),
    "sunday jumper": ("jumper", "brand:sunday"),
    "o’neill shirt": ("shirt", "brand:oneill"),
    "oneill shirt": ("shirt", "brand:oneill"),
    "h&m shirt": ("shirt", "brand:h-m"),
    "merennas pan": ("merennas pan", ""),
    "kettle": ("kettle", "(brand:kettle)"),
    "steel kettle": ("steel kettle", "(brand:kettle)"),
    "next day": ("next day", "(brand:next)"),
    "orange juice": ("orange juice", "(brand:orange) (colour:Orange) (filling:Orange)"),
    "orange colour mug": ("mug", "colour:Orange (category:mugs)"),
    "rose tea": ("rose tea", "(colour:Rose)"),
    "dress in rose": ("dress", "(category:dresses) colour:Rose"),
    "rose gold ring": ("rose gold ring", "(colour:Rose Gold)"),
    "gold ring": ("gold ring", "(colour:Gold) (material:Gold)"),
    "sage mug": ("sage mug", "(colour:Sage) (category:mugs)"),
    "electric kettle": ("electric kettle", "(category:electric-kettles)"),
    "running shoe": ("running shoe", "(category:running-shoes)"),
    "running shoes for kids": ("running shoes for kids", ""),
    "cups": ("cups", "(category:cups-teapots)"),
    "black tea": ("black tea", "(category:black-tea)"),
}
NEGATED = {
    "not red dress": ("not red dress", "(category:dresses)"),
    "dress not red or black": ("dress not red or black", ""),
    "dress, no red": ("dress, no red", ""),
    "red dress without sage": ("dress without sage", "colour:Red"),
    "dress without lid red": ("dress without lid", "colour:Red"),
    "-red dress": ("-red dress", "(category:dresses)"),
    "non-waterproof jacket": ("non-waterproof jacket", ""),
    "not dishwasher safe mug": ("not dishwasher safe mug", ""),
    "pan except merenna": ("pan except merenna", ""),
    "不要红色的连衣裙": ("不要红色的连衣裙", ""),
    "非红色连衣裙 42码": ("非红色连衣裙", "size:42"),
}
QUOTED = {
    '"red dress" under 50': ('"red dress"', "price:-50"),
    "“merenna” mug": ("“merenna” mug", ""),
    'red "red" mug': ('"red" mug', "colour:Red"),
    '12" red mug': ('12" mug', "colour:Red"),
}
TABLE = {**PRICES, **{text: (text, None) for text in NO_PRICES}, **VALUES, **NAMES, **NEGATED, **QUOTED}


@pytest.mark.parametrize("text", TABLE)
def test_what_is_understood(text):
    rest, filters = TABLE[text]
    found = READER.read(text)
    assert found.rest == rest
    if filters is None:
        assert not [one for one in found.filters if one.kind == "price"]
    elif text not in NEGATED:
        assert " ".join(shown(one) for one in found.filters) == filters
    else:
        said = [shown(one) for one in found.filters]
        assert [one for one in said if not one.startswith("(category")] == [
            one for one in filters.split() if not one.startswith("(category")
        ]
    for one in found.filters:
        assert text[one.start : one.end] == one.text


def test_a_negation_is_what_keeps_a_filter_away():
    """Each negated query without its negation does filter."""
    for text in (
        "red dress",
        "dress red or black",
        "waterproof jacket",
        "dishwasher safe mug",
        "pan merenna",
        "红色的连衣裙",
    ):
        assert any(one.is_hard for one in READER.read(text).filters), text


def test_families_of_colours_lift_what_looks_so():
    [blue] = [one for one in READER.read("blue mug").filters if one.code == "colour"]
    assert set(blue.values) == {"Navy", "Sky Blue"}
    assert not blue.is_hard
    assert [one.values for one in READER.read("蓝色 杯子").filters] == [blue.values]


@pytest.mark.parametrize(
    ("swatch", "name"),
    [("#ff0000", "red"), ("#ffa500", "orange"), ("#ffff00", "yellow"), ("#008000", "green"), ("#0000ff", "blue"), ("#800080", "purple"),
     ("#ffc0cb", "pink"), ("#8b4513", "brown"), ("#000000", "black"), ("#ffffff", "white"), ("#808080", "grey"), ("#f5f5dc", "beige"),
     ("", None), ("red", None)],
)  # fmt: skip
def test_families_are_what_people_call_them(swatch, name):
    assert family(swatch) == name


def test_what_the_shopper_took_away_stays_text():
    text = "size 42 red dress under 50"
    keys = {one.key for one in READER.read(text).filters if one.is_hard}
    assert keys == {"size:42", "colour:Red", "price"}
    assert READER.read(text, without={"price"}).rest == "dress under 50"
    assert READER.read(text, without={"colour:Red"}).rest == "red dress"
    assert READER.read(text, without=keys).rest == text
    assert READER.read(text, without={"size:43"}).rest == "dress"


def test_a_rival_does_not_take_the_place_of_what_was_taken_away():
    assert READER.read("orange juice", without={"colour:Orange"}).filters == ()


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


texts = st.lists(
    st.one_of(
        st.sampled_from([*TABLE, "under", "50", "€", "red", "not", "size", "42", '"', "-", "between", "and", "20", "merenna", "红色", "\ud800", "750", "ml"]),
        st.text(max_size=6),
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(texts)
def test_any_text_is_answered_with_values_of_the_lexicon(text):
    found = READER.read(text)
    known = {choice.value for choice in LEXICON.choices} | {
        named.slug for named in (*LEXICON.brands, *LEXICON.categories)
    }
    for one in found.filters:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        if one.kind in {"brand", "category", "choice"}:
            assert set(one.values) <= known
        if one.low is not None and one.high is not None:
            assert one.low <= one.high
    assert not {one.key for one in READER.read(text, without={one.key for one in found.filters}).filters} & {
        one.key for one in found.filters
    }
    assert all(word in text for word in found.rest.split())


@given(texts)
def test_only_hard_filters_change_the_text(text):
    found = READER.read(text)
    if not any(one.is_hard for one in found.filters):
        assert found.rest == text[:1000].strip()


@given(low=st.integers(1, 9999), high=st.integers(1, 9999))
def test_limits_are_read_whatever_the_amounts(low, high):
    [one] = READER.read(f"between {low} and {high} euros").filters
    assert (one.low, one.high) == (min(low, high), max(low, high))


def test_five_thousand_values_are_read_in_a_millisecond():
    rng = random.Random(2)
    syllables = ["ka", "lo", "mi", "re", "ta", "vu", "shi", "no", "per", "dal"]

    def word() -> str:
        return "".join(rng.choices(syllables, k=rng.randint(2, 4)))

    large = Lexicon(
        brands=LEXICON.brands + tuple(Named(f"{word()} {word()}", f"b{index}") for index in range(1500)),
        categories=LEXICON.categories,
        choices=LEXICON.choices + tuple(Choice(f"c{index % 60}", word(), word()) for index in range(3500)),
        numbers=LEXICON.numbers,
    )
    reader = Reader(large)
    for text in (
        "size 42 red running shoes by merenna under 50",
        "50元以内的红色连衣裙",
        "kamire lota dalshi",
    ):
        taken = []
        for _ in range(9):
            began = time.process_time()
            reader.read(text)
            taken.append(time.process_time() - began)
        assert min(taken) < 0.001


@pytest.mark.parametrize(
    "text",
    [
        "red dress under 50 " * 60,
        "9 " * 500,
        "1-2" * 400,
        "红" * 1000,
        "between 1 and " * 80,
        '"a" ' * 300,
        "x" * 10_000,
    ],
)
def test_long_texts_are_read_in_time(text):
    began = time.process_time()
    READER.read(text)
    assert time.process_time() - began < 0.1
