"""The products of the store, drawn from the kinds: names, attributes, variants, prices, stock. Pure and deterministic."""

from __future__ import annotations

import functools
import random
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from shop.demo import brands, colours, prose, sense
from shop.demo.kinds import KINDS
from shop.demo.model import Product, Value, Variant
from shop.demo.seeded import chance
from shop.demo.spec import Attribute, Choice, Flag, Kind, Number

GIVEN = (
    "Alder", "Anlo", "Birk", "Bram", "Calla", "Cove", "Dahl", "Dune", "Eda", "Elm", "Fable", "Fen", "Garth", "Glade", "Hale",
    "Hollis", "Ines", "Isle", "Jarl", "Juno", "Kelda", "Kite", "Lark", "Linden", "Mara", "Merle", "Nell", "Nova", "Odd", "Orla",
    "Perle", "Quill", "Quin", "Rill", "Rowan", "Sable", "Sorrel", "Tarn", "Tove", "Una", "Umber", "Vale", "Vesper", "Wilder",
    "Wren", "Yarrow", "Ylva", "Zeph",
)  # fmt: skip


@functools.cache
def products() -> tuple[Product, ...]:
    """All products, in the order of the departments."""
    return tuple(_product(kind, index) for kind in KINDS for index in range(kind.count))


def slugged(text: str) -> str:
    """Lower-case ASCII words with hyphens."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("ø", "o").replace("&", " "))
        .encode("ascii", "ignore")
        .decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _product(kind: Kind, index: int) -> Product:
    key = f"{kind.code}-{index + 1:02d}"
    rng = chance("product", key)
    makers = brands.makers(kind.brands)
    maker = makers[(index + chance("makers", kind.code).randrange(len(makers))) % len(makers)]
    size = (index + rng.random()) / kind.count
    quality = min(max(0.55 * maker.level + 0.45 * rng.random(), 0.0), 1.0)
    drawn = tuple(_value(attribute, kind, index, size, quality, rng) for attribute in kind.attributes)
    values = sense.sensible(kind.code, drawn)
    name = _name(kind, index, values)
    low, high = kind.shades
    shades = tuple(rng.sample(kind.colours, min(rng.randint(low, high), len(kind.colours))))
    variants = _variants(kind, key, size, quality, shades)
    return Product(
        key=key,
        kind=kind,
        title=f"{maker.name} {name}",
        name=name,
        slug=slugged(f"{maker.name} {name}"),
        subtitle=prose.subtitle(kind, values),
        brand=maker.name,
        description=prose.description(kind, key, name, maker, values, shades),
        values=values,
        variants=variants,
        colours=shades,
        accent=rng.choice(colours.ACCENTS),
        days_ago=rng.randint(3, 20) if rng.random() < 0.1 else rng.randint(45, 420),
        appeal=min(max(rng.betavariate(4, 2.4), 0.05), 0.98),
        luxury=quality,
    )


def _name(kind: Kind, index: int, values: tuple[Value, ...]) -> str:
    given = chance("given", kind.code).sample(GIVEN, kind.count)[index]
    pattern = kind.names[index % len(kind.names)]
    words = {
        value.code: " ".join(word[:1].upper() + word[1:] for word in value.choice.split(" "))
        for value in values
    }
    name = pattern.format(given=given, **words)
    return re.sub(r"\b(\w+) \1\b", r"\1", name)


def _value(
    attribute: Attribute, kind: Kind, index: int, size: float, quality: float, rng: random.Random
) -> Value:
    code, name = attribute.code, attribute.name
    if isinstance(attribute, Number):
        along = {"size": size, "quality": quality, "free": rng.random()}[attribute.follows]
        along = min(max(along + rng.uniform(-0.06, 0.06), 0.0), 1.0)
        steps = round(along * (attribute.high - attribute.low) / attribute.step)
        number = Decimal(str(attribute.low)) + steps * Decimal(str(attribute.step))
        return Value(code, name, "number", attribute.unit, number=number)
    if isinstance(attribute, Choice):
        order = chance("choices", kind.code, code).sample(attribute.options, len(attribute.options))
        return Value(code, name, "choice", choice=order[(index + rng.randint(0, 1)) % len(order)])
    if isinstance(attribute, Flag):
        return Value(code, name, "boolean", boolean=rng.random() < attribute.share)
    return Value(code, name, "text", text=rng.choice(attribute.options))


def ladder(amount: float) -> Decimal:
    """A price as shops write it: .95 or .50 below 30, .00 or .95 below 100, fives and nines above."""
    return _rung(amount).quantize(Decimal("0.01"))


def _rung(amount: float) -> Decimal:
    if amount < 10:
        return Decimal(str(int(amount))) + Decimal("0.95" if amount % 1 >= 0.5 else "0.50")
    if amount < 30:
        return Decimal(int(amount)) + Decimal("0.95")
    if amount < 100:
        whole = round(amount)
        return Decimal(whole) if whole % 5 == 0 else Decimal(whole - 1) + Decimal("0.95")
    if amount < 300:
        return Decimal(5 * round(amount / 5))
    return Decimal(10 * round(amount / 10) - 1)


def _variants(
    kind: Kind, key: str, size: float, quality: float, shades: tuple[str, ...]
) -> tuple[Variant, ...]:
    rng = chance("variants", key)
    low, high = kind.price
    base = low + (high - low) * min(max(0.62 * quality + 0.28 * size + rng.uniform(-0.05, 0.12), 0.02), 1.0)
    grams = kind.grams[0] + (kind.grams[1] - kind.grams[0]) * size
    off = rng.choice((0.1, 0.15, 0.2, 0.25, 0.3, 0.4)) if rng.random() < 0.19 else 0.0
    offered_since, dipped = rng.randint(2, 27), rng.random() < 0.4
    is_gone = rng.random() < 0.02
    found: list[Variant] = []
    for colour in shades:
        for label in kind.sizes.values if kind.sizes else ("",):
            factor = kind.sizes.factor(label) if kind.sizes and label else 1.0
            price, before = _prices(base * factor, off)
            found.append(
                Variant(
                    sku=f"{key}-{len(found) + 1:02d}".upper(),
                    colour=colour,
                    size=label,
                    price=price,
                    list_price=before,
                    history=_history(price, before, offered_since, dipped=dipped),
                    grams=round(grams * factor),
                    stock=0 if is_gone else _stock(rng),
                )
            )
    return tuple(found)


def _prices(amount: float, off: float) -> tuple[Decimal, Decimal | None]:
    full = ladder(amount)
    reduced = ladder(float(full) * (1 - off)) if off else full
    return (reduced, full) if reduced < full else (full, None)


def _history(
    price: Decimal, before: Decimal | None, since: int, *, dipped: bool
) -> tuple[tuple[int, Decimal], ...]:
    """The higher price, for some a short dip to between the two, then today's price."""
    if before is None:
        return ((180, price),)
    between = ((before + price) / 2).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    if dipped and price < between < before:
        return ((180, before), (since + 21, between), (since + 12, before), (since, price))
    return ((180, before), (since, price))


def _stock(rng: random.Random) -> int:
    draw = rng.random()
    if draw < 0.04:
        return 0
    if draw < 0.12:
        return rng.randint(1, 4)
    return rng.randint(8, 90)
