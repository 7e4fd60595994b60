"""Collections of the store: a title, a teaser and a rule that finds its products. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from shop.demo.catalogue import products
from shop.demo.model import Product
from shop.demo.seeded import chance

Rule = Callable[[Product], bool]
LIMIT = 32
EMBLEMS = frozenset(
    [
        "kettle",
        "coffee",
        "armchair",
        "desk_lamp",
        "towel",
        "jumper",
        "boots",
        "tent",
        "bicycle_helmet",
        "headphones",
        "plush_bear",
        "watering_can",
    ]
)


@dataclass(frozen=True)
class Collection:
    """A hand-picked shelf, picked by a rule; `cast` are the kinds in its picture."""

    slug: str
    title: str
    teaser: str
    description: str
    rule: Rule
    cast: tuple[str, ...]
    tone: str
    is_featured: bool = False

    def picks(self) -> tuple[Product, ...]:
        """The best products of the rule, no kind crowding out the others."""
        found = sorted(filter(self.rule, products()), key=lambda entry: (-entry.appeal, entry.key))
        seen: dict[str, int] = {}
        picked = []
        for product in found:
            seen[product.kind.code] = seen.get(product.kind.code, 0) + 1
            if seen[product.kind.code] <= 5:
                picked.append(product)
        rng = chance("collection", self.slug)
        return tuple(sorted(picked[:LIMIT], key=lambda _entry: rng.random()))


def kinds(*codes: str) -> Rule:
    """Products of these kinds."""
    return lambda product: product.kind.code in codes


def _has(product: Product, code: str) -> bool:
    value = product.value(code)
    return value is not None and value.boolean is True


COLLECTIONS = (
    Collection(
        "new-in", "New in", "What arrived this month.", "Fresh from the boxes: everything that joined the shelves in the last few weeks, from mugs to tents.",
        lambda product: product.days_ago <= 21, ("watch", "vase", "jumper", "speaker"), "#d9b48a", True,
    ),
    Collection(
        "under-25", "Small joys under 25", "Presents that leave room for cake.", "Everything here costs less than 25 and looks as if it did not.",
        lambda product: product.price_from < Decimal(25) and product.appeal > 0.5, ("mug", "candle", "socks", "notebook", "chocolate"), "#e0a58a", True,
    ),
    Collection(
        "slow-kitchen", "Slow kitchen", "Pots, knives and patience.", "For stews that take an afternoon and breakfasts that take a morning: heavy pots, sharp knives, coffee ground by hand.",
        kinds("casserole", "chefs_knife", "chopping_board", "coffee_grinder", "coffee_press", "teapot", "storage_jar", "olive_oil"), ("casserole", "kettle", "storage_jar", "olive_oil"), "#c9b08a", True,
    ),
    Collection(
        "small-flat", "Small flat, big ideas", "Furniture that gets along with corners.", "Stools that are tables, tables that are stools, lamps that need no floor: good things for rooms with edges.",
        kinds("stool", "side_table", "wall_clock", "pendant_lamp", "desk_lamp", "bookcase", "cushion", "storage_jar"), ("bookcase", "stool", "desk_lamp", "plant_pot"), "#a9bfae", True,
    ),
    Collection(
        "gifts-for-runners", "Gifts for runners", "For people who leave the party early.", "Shoes, bottles, hats and socks for the ones who get up before the sun.",
        kinds("running_shoes", "water_bottle", "socks", "beanie", "head_torch", "watch", "towel", "yoga_mat"), ("running_shoes", "water_bottle", "beanie"), "#9fc0c6",
    ),
    Collection(
        "two-nights-out", "Two nights out", "A weekend in one backpack.", "Tent, bag, stove, light: what we would pack for two nights on a hill.",
        kinds("tent", "sleeping_bag", "hiking_pack", "head_torch", "camping_stove", "water_bottle", "rain_jacket", "boots"), ("tent", "hiking_pack", "camping_stove", "water_bottle"), "#8fa98c", True,
    ),
    Collection(
        "desk-weather", "Desk weather", "For long days indoors.", "Keyboards with a voice, pens with a point and lamps that flatter a spreadsheet.",
        kinds("keyboard", "mouse", "desk_lamp", "notebook", "fountain_pen", "headphones", "desk", "mug"), ("desk", "desk_lamp", "headphones", "notebook"), "#b7b3cf",
    ),
    Collection(
        "sunday-bed", "Sunday in bed", "Linen, pillows, tea, nothing else.", "Washed linen, a throw for the feet, a pot of tea within reach. Phones stay outside.",
        kinds("bed_linen", "pillow", "throw", "teapot", "tea", "mug", "candle", "face_cream"), ("bed_linen", "teapot", "candle"), "#d3bfc6",
    ),
    Collection(
        "made-by-hand", "Made by hand", "No two quite alike.", "Thrown, woven, poured and stitched by people whose names we know.",
        lambda product: _has(product, "handmade"), ("vase", "mug", "soap", "plush_bear"), "#d6b79c",
    ),
    Collection(
        "second-life", "A second life", "Made with recycled material.", "Bottles that became jackets, jumpers that became jumpers: everything here contains recycled material.",
        lambda product: _has(product, "recycled"), ("rain_jacket", "jumper", "notebook", "hiking_pack"), "#9db59a",
    ),
    Collection(
        "balcony-season", "Balcony season", "Basil, birds and a chair.", "Everything a square metre of outside needs.",
        kinds("plant_pot", "watering_can", "secateurs", "bird_feeder", "stool", "cushion", "mug"), ("plant_pot", "watering_can", "bird_feeder"), "#b3c48f",
    ),
    Collection(
        "on-offer", "On offer", "Good things for less.", "Reduced for the moment; the lowest price of the last 30 days stands beside every one of them.",
        lambda product: product.is_discounted, ("kettle", "boots", "rug", "armchair"), "#dd9f7f",
    ),
)  # fmt: skip
