"""The demonstration store's shoppers: their tastes, and what they viewed, searched, bought and said. Pure and deterministic.

A taste is a handful of favourite shelves and brands and a price level; what a shopper does follows from it, so that there is
something true for recommendations to find.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from shop.demo.catalogue import products
from shop.demo.model import Product
from shop.demo.seeded import chance

SHOPPERS = 300
NEWCOMERS = 24
DAYS = 180
FIRST = (
    "Ada",
    "Bea",
    "Carl",
    "Dina",
    "Emil",
    "Frida",
    "Gus",
    "Hana",
    "Ivo",
    "Jana",
    "Kai",
    "Lena",
    "Milo",
    "Nora",
    "Otto",
    "Pia",
    "Ravi",
    "Sofia",
    "Theo",
    "Uma",
    "Vera",
    "Wim",
    "Xenia",
    "Yan",
    "Zoe",
)
LAST = (
    "Almqvist",
    "Bauer",
    "Costa",
    "Dumont",
    "Egger",
    "Ferrari",
    "Garcia",
    "Horvat",
    "Ivanova",
    "Jansen",
    "Keller",
    "Larsen",
)
COMPANIONS = {
    "tent": ("sleeping_bag", "hiking_pack", "head_torch", "camping_stove"),
    "coffee_grinder": ("coffee_press", "coffee", "mug"),
    "running_shoes": ("socks", "water_bottle", "beanie"),
    "keyboard": ("mouse", "desk_lamp", "notebook"),
    "bed_linen": ("pillow", "throw", "towel"),
    "teapot": ("tea", "mug"),
    "chefs_knife": ("chopping_board", "casserole"),
    "plant_pot": ("watering_can", "secateurs"),
    "fountain_pen": ("notebook",),
    "armchair": ("cushion", "throw", "side_table"),
}


@dataclass(frozen=True)
class Shopper:
    number: int
    name: str
    email: str
    joined_days_ago: int


@dataclass(frozen=True)
class Deed:
    """Something a shopper did; `days_ago` is fractional, so that deeds have an order. `product` is None for a search."""

    kind: str
    days_ago: float
    product: Product | None = None
    query: str = ""
    value: int = 0


@functools.cache
def shoppers() -> tuple[Shopper, ...]:
    return tuple(_shopper(number) for number in range(SHOPPERS))


def _shopper(number: int) -> Shopper:
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST)]}"
    email = f"{name.lower().replace(' ', '.')}@example.com"
    return Shopper(number, name, email, joined_days_ago=chance("joined", number).randint(DAYS, 700))


def deeds(shopper: Shopper) -> tuple[Deed, ...]:
    """What the shopper did in half a year, oldest first."""
    rng = chance("deeds", shopper.number)
    wanted = _wanted(shopper, rng)
    if shopper.number >= SHOPPERS - NEWCOMERS:
        return tuple(Deed("view", rng.uniform(0, 20), product) for product in wanted[: rng.randint(1, 3)])
    return tuple(sorted(_path(shopper, wanted, rng), key=lambda deed: -deed.days_ago))


def _path(shopper: Shopper, wanted: list[Product], rng: random.Random) -> Iterator[Deed]:
    bought = wanted[: rng.randint(10, 19)]
    for product in bought:
        day = rng.uniform(4, DAYS)
        if rng.random() < 0.6:
            yield Deed("search", day + 0.02, query=rng.choice(product.kind.queries))
        for visit in range(rng.randint(1, 2)):
            yield Deed("view", day + 0.01 + visit * 0.3, product)
        yield Deed("cart", day + 0.001, product)
        yield Deed("purchase", day, product, value=1)
        if rng.random() < 0.85:
            yield Deed("rating", max(day - rng.uniform(2, 3.9), 0.01), product, value=stars(shopper, product))
    for product in wanted[len(bought) : len(bought) + rng.randint(8, 22)]:
        yield Deed("view", rng.uniform(0.1, DAYS), product)


def stars(shopper: Shopper, product: Product) -> int:
    """How the shopper likes it: how good it is, and a mood."""
    mood = chance("stars", shopper.number, product.key).gauss(0, 0.95)
    return max(1, min(5, round(1.6 + 3.6 * product.appeal + mood)))


def _wanted(shopper: Shopper, rng: random.Random) -> list[Product]:
    """Products in the order in which the shopper wants them: an exponential race with tastes as rates (Efraimidis 2006)."""
    shelves = sorted({product.kind.shelf for product in products()})
    favourites = {shelf: rng.uniform(6, 14) for shelf in rng.sample(shelves, 4)}
    makers = set(rng.sample(sorted({product.brand for product in products()}), 5))
    purse = rng.betavariate(2, 2)
    rates = {}
    for product in products():
        rate = favourites.get(product.kind.shelf, 0.12) * (2.5 if product.brand in makers else 1.0)
        rates[product.key] = rate * (0.3 + product.appeal) ** 2 * max(0.15, 1.2 - abs(purse - product.luxury))
    order = sorted(products(), key=lambda product: rng.expovariate(1) / rates[product.key])
    return _with_companions(order, rng)


def _with_companions(order: list[Product], rng: random.Random) -> list[Product]:
    """Things that go together are wanted together: the tent brings its sleeping bag forward."""
    place = {product.key: float(position) for position, product in enumerate(order)}
    for product in order[:14]:
        partners = COMPANIONS.get(product.kind.code, ())
        for partner in partners:
            found = [other for other in order if other.kind.code == partner]
            if found and rng.random() < 0.65:
                best = min(found, key=lambda other: place[other.key])
                place[best.key] = min(place[best.key], place[product.key] + rng.random())
    return sorted(order, key=lambda product: place[product.key])
