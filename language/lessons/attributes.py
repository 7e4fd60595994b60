"""What products have, how people ask for it, and how one says it. Pure, and without any shop's data.

The last question and the last saying of each attribute are never taught: they are for measuring.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from language.verifier.facts import Fact, Kind, Value

Drawn = tuple[Value, str]


@dataclass(frozen=True)
class Attribute:
    """`sayings` are predicates with {v} for the value as shown; a flag has those for yes and `denials` for no."""

    key: str
    kind: Kind
    draw: Callable[[random.Random], Drawn]
    questions: tuple[str, ...]
    sayings: tuple[str, ...]
    denials: tuple[str, ...] = ()

    def fact(self, chance: random.Random) -> Fact:
        value, unit = self.draw(chance)
        return Fact(self.key, value, unit, self.kind)


def _number(low: int, high: int, step: int, *units: str) -> Callable[[random.Random], Drawn]:
    return lambda chance: (chance.randrange(low, high + 1, step), chance.choice(units) if units else "")


def _decimal(low: int, high: int, *units: str) -> Callable[[random.Random], Drawn]:
    """Tenths between low and high."""
    return lambda chance: (Decimal(chance.randint(low * 10, high * 10)) / 10, chance.choice(units))


def _either(*choices: Callable[[random.Random], Drawn]) -> Callable[[random.Random], Drawn]:
    return lambda chance: chance.choice(choices)(chance)


def _word(words: str) -> Callable[[random.Random], Drawn]:
    listed = tuple(word.strip() for word in words.split(","))
    return lambda chance: (chance.choice(listed), "")


def _flag(chance: random.Random) -> Drawn:
    return chance.random() < 0.55, ""


def _price(chance: random.Random) -> Drawn:
    return Decimal(chance.randint(300, 29900)) / 100, chance.choice(("EUR", "EUR", "USD", "GBP"))


COLOURS = "black, white, red, navy, dark green, yellow, pink, purple, brown, grey, beige, orange, silver, burgundy, olive, light blue, mint, coral, charcoal, cream"
MATERIALS = "stainless steel, cotton, organic cotton, merino wool, linen, leather, faux leather, polyester, recycled nylon, oak, beech, bamboo, aluminium, ceramic, borosilicate glass, silicone, canvas, cork, cast iron, porcelain"
BRANDS = "Nordwind, Halden, Mirava, Kestrel & Co, Tolvan, Brightside, Orrin, Pellaro, Fjordline, Saltmere, Quill, Verano, Lumo, Ashgrove, Tandem, Wolkenhaus, Arcadia, Bexley, Ostara, Hightide"
_COUNTRIES = "Portugal, Germany, Italy, Japan, Sweden, Poland, Turkey, Vietnam, Spain, France"
_CARE = "machine wash at 30 °C, machine wash at 40 °C, hand wash only, wipe with a damp cloth, do not tumble dry, dry clean only"


def _flagged(key: str, questions: str, yes: str, no: str) -> Attribute:
    return Attribute(key, "flag", _flag, *(tuple(text.split("|")) for text in (questions, yes, no)))


def _valued(
    key: str, kind: Kind, draw: Callable[[random.Random], Drawn], questions: str, sayings: str
) -> Attribute:
    return Attribute(key, kind, draw, tuple(questions.split("|")), tuple(sayings.split("|")))


ATTRIBUTES = {
    attribute.key: attribute
    for attribute in (
        _valued("capacity", "number", _either(_number(150, 1900, 50, "ml"), _decimal(0, 20, "l")),
            "How much does it hold?|What is the capacity?|How much fits in?|What volume does it have?|How big is it inside?",
            "holds {v}|has a capacity of {v}|has a volume of {v}|can hold {v}"),
        _valued("weight", "number", _either(_number(80, 950, 10, "g"), _decimal(1, 25, "kg")),
            "How heavy is it?|What does it weigh?|What is the weight?|Is it light?|How much does it weigh?",
            "weighs {v}|has a weight of {v}|weighs only {v}"),
        _valued("width", "number", _number(5, 180, 1, "cm"), "How wide is it?|What is the width?|What does it measure across?", "is {v} wide|has a width of {v}|measures {v} in width"),
        _valued("height", "number", _number(5, 210, 1, "cm"), "How high is it?|What is the height?|How tall is it?", "is {v} high|has a height of {v}|is {v} tall"),
        _valued("length", "number", _either(_number(10, 240, 1, "cm"), _decimal(1, 12, "m")), "How long is it?|What is the length?|What length does it have?", "is {v} long|has a length of {v}|measures {v} in length"),
        _valued("diameter", "number", _number(4, 60, 1, "cm"), "What is the diameter?|How large is it across?|What diameter does it have?", "has a diameter of {v}|is {v} in diameter|measures {v} across"),
        _valued("material", "material", _word(MATERIALS), "What is it made of?|Which material is it?|What material is used?|Is it real or plastic?|What is the material?",
            "is made of {v}|consists of {v}|is made from {v}|is {v}"),
        _valued("colour", "colour", _word(COLOURS), "What colour is it?|Which colour does it have?|In what colour does it come?|What does it look like?", "is {v}|comes in {v}|has the colour {v}"),
        _valued("brand", "name", _word(BRANDS), "Who makes it?|What brand is it?|Which company is it from?|Who is the maker?", "is made by {v}|is from {v}|is from the brand {v}"),
        _valued("price", "money", _price, "How much is it?|What does it cost?|What is the price?|How expensive is it?", "costs {v}|is priced at {v}|has a price of {v}"),
        _valued("warranty", "number", _number(2, 10, 1, "years"), "How long is the warranty?|Is there a warranty?|What warranty do I get?|For how long is it covered?", "has a warranty of {v}|comes with {v} of warranty|is covered for {v}"),
        _valued("power", "number", _number(20, 2400, 20, "W"), "How much power does it need?|What is the power?|How many watts does it have?", "has a power of {v}|has {v}|runs with {v}"),
        _valued("battery_life", "number", _number(3, 90, 1, "hours"), "How long does the battery last?|What is the battery life?|How long does it run on one charge?", "has a battery life of {v}|runs for {v}|lasts {v} on its battery"),
        _valued("pieces", "number", _number(2, 24, 1), "How many pieces are in the set?|How many are in the box?|What number of pieces is it?", "has {v} pieces|is a set of {v} pieces|comes with {v} pieces"),
        _valued("age", "text", lambda chance: (f"from {chance.randint(1, 14)} years", ""), "For what age is it?|How old must a child be?|What age is it for?", "is for children {v}|suits children {v}|is meant for age {v}"),
        _valued("origin", "name", _word(_COUNTRIES), "Where is it made?|Which country does it come from?|What is the origin?", "is made in {v}|comes from {v}|has its origin in {v}"),
        _valued("care", "text", _word(_CARE), "How do I wash it?|How do I clean it?|What care does it need?", "has this care label: {v}|asks for this care: {v}|comes with the care advice: {v}"),
        _valued("stock", "number", _number(2, 60, 1), "How many are left?|How many do you have?|How many are in stock?", "is in stock with {v} pieces|is available: {v} pieces are left|has {v} pieces in stock"),
        _valued("rating", "text", lambda chance: (f"{chance.randint(30, 50) / 10} out of 5", ""), "How is it rated?|What do others think of it?|What is its rating?", "is rated {v}|has a rating of {v}|was rated {v}"),
        _valued("size", "text", _word("S, M, L, XL, 38, 40, 42, 44, one size, small, medium, large"), "What size is it?|Which size does it have?|In what size does it come?", "comes in size {v}|is size {v}|has the size {v}"),
        _valued("noise", "number", _number(25, 85, 1, "dB"), "How loud is it?|What noise does it make?|How much noise is there?", "has a noise level of {v}|makes {v} of noise|is {v} loud"),
        _valued("temperature", "number", _number(-20, 15, 1, "°C"), "For what temperature is it?|How cold may it get?|Down to which temperature does it work?", "is made for temperatures down to {v}|works down to {v}|is for use down to {v}"),
        _valued("persons", "number", _number(1, 8, 1), "How many people is it for?|For how many persons is it?|How many persons fit?", "is for {v} persons|fits {v} persons|has room for {v} persons"),
        _flagged("dishwasher_safe", "Is it dishwasher safe?|Can I put it in the dishwasher?|May it go into the dishwasher?", "is dishwasher safe|is safe for the dishwasher|may go into the dishwasher", "is not dishwasher safe|is not safe for the dishwasher|may not go into the dishwasher"),
        _flagged("waterproof", "Is it waterproof?|Does it keep water out?|Can it get wet?", "is waterproof|is a waterproof product|is a waterproof model", "is not waterproof|is not a waterproof model|is no waterproof product"),
        _flagged("leakproof", "Is it leakproof?|Does it leak?|Can I put it in my bag?", "is leakproof|is a leakproof product|is a leakproof model", "is not leakproof|is no leakproof product|is not a leakproof model"),
        _flagged("microwave_safe", "Is it microwave safe?|Can I use it in the microwave?|May it go into the microwave?", "is microwave safe|is safe for the microwave|may go into the microwave", "is not microwave safe|is not safe for the microwave|may not go into the microwave"),
        _flagged("rechargeable", "Is it rechargeable?|Can it be recharged?|Do I need batteries?", "is rechargeable|is a rechargeable model|can be recharged", "is not rechargeable|is not a rechargeable model|cannot be recharged"),
        _flagged("foldable", "Is it foldable?|Can I fold it?|Does it fold?", "is foldable|is a foldable model|can be folded", "is not foldable|is not a foldable model|cannot be folded"),
        _flagged("vegan", "Is it vegan?|Is it without animal products?|Can vegans use it?", "is vegan|is a vegan product|is a vegan model", "is not vegan|is not a vegan product|is no vegan product"),
        _flagged("gift_box", "Does it come in a gift box?|Is there a gift box?|Is it packed as a gift?", "comes in a gift box|has a gift box|includes a gift box", "does not come in a gift box|does not have a gift box|does not have a gift box"),
        _flagged("batteries_included", "Are batteries included?|Do I get batteries with it?|Does it come with batteries?", "comes with batteries included|has batteries included|includes batteries", "does not come with batteries|does not include batteries|does not have batteries"),
    )
}  # fmt: skip

_KITCHEN = "capacity weight material colour brand price warranty dishwasher_safe microwave_safe origin height diameter gift_box rating stock"
_WEAR = "material colour brand price size care waterproof origin vegan weight rating stock gift_box"
_ROOM = "width height length material colour brand price weight origin foldable rating stock warranty care"
_POWERED = "power battery_life weight colour brand price warranty rechargeable noise batteries_included waterproof height rating stock length"
_PLAY = "age pieces material colour brand price batteries_included gift_box rating stock weight"
_OUTSIDE = "weight persons temperature waterproof foldable material colour brand price length width warranty rating stock capacity"
GROUPS = {
    _KITCHEN: "flask, mug, bowl, teapot, frying pan, lunch box, water bottle, carafe, storage jar, kettle, casserole",
    _WEAR: "jacket, scarf, pullover, backpack, belt, hat, dress, pair of gloves, shirt, pair of boots, handbag",
    _ROOM: "shelf, side table, rug, curtain, mirror, bench, picture frame, laundry basket, armchair, desk",
    _POWERED: "desk lamp, speaker, toothbrush, fan, torch, vacuum cleaner, hair dryer, blender, alarm clock, radio",
    _PLAY: "board game, puzzle, wooden train, building set, doll, kite, card game, toy kitchen",
    _OUTSIDE: "tent, sleeping bag, camping chair, hammock, cool box, rucksack, picnic blanket, garden hose",
}
HELD_OUT = frozenset(
    {
        "kettle",
        "casserole",
        "handbag",
        "shirt",
        "desk",
        "armchair",
        "blender",
        "radio",
        "toy kitchen",
        "card game",
        "garden hose",
        "cool box",
    }
)
"""Kinds of products that are never taught."""
KINDS = {kind.strip(): tuple(keys.split()) for keys, kinds in GROUPS.items() for kind in kinds.split(",")}
