"""What a small shop sells, for reading queries against."""

from __future__ import annotations

from decimal import Decimal

from search.meaning.lexicon import Choice, Flag, Lexicon, Named, Number
from search.meaning.understanding import Reader, Understanding

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
