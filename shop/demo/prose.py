"""Descriptions written from the attributes of a product: every fact in them is one of its values. Pure."""

from __future__ import annotations

import re
import string

from shop.demo.brands import Brand
from shop.demo.model import Value
from shop.demo.seeded import chance
from shop.demo.spec import Flag, Kind

PROPER = frozenset(
    [
        "Fair",
        "French",
        "Santoku",
        "Damascus",
        "Darjeeling",
        "Fujian",
        "Assam",
        "Uji",
        "Cederberg",
        "Ethiopia",
        "Colombia",
        "Guatemala",
        "Sumatra",
        "Crete",
        "Andalusia",
        "Tuscany",
        "Alentejo",
        "Arbequina",
        "Koroneiki",
        "Picual",
        "Leccino",
        "Ecuador",
        "Ghana",
        "Madagascar",
        "Peru",
        "Pyrenees",
        "Carpathians",
        "Jutland",
        "Portugal",
        "Denmark",
        "Poland",
        "Japan",
        "Germany",
        "Italy",
        "Spain",
        "France",
        "Greece",
        "Sweden",
        "Norway",
        "Finland",
        "Latvia",
        "Estonia",
        "Lithuania",
        "Czechia",
        "India",
        "Turkey",
        "Vietnam",
        "Ireland",
        "Scotland",
        "Korea",
        "Taiwan",
        "Switzerland",
        "Tencel",
        "Tritan",
        "Chelsea",
        "Milk",
        "Hammam",
        "Santoku",
    ]
) - {"Milk"}
BY_BRAND = (
    "It comes from {brand}: {story}",
    "The maker is {brand}, {story}",
    "{brand} is behind it: {story}",
    "We buy it from {brand}: {story}",
)
IN_COLOURS = (
    "It comes in {colours}.",
    "Choose between {colours}.",
    "There it is in {colours}.",
    "Colours: {colours}.",
)
IN_ONE = ("The colour is {colours}.", "It is made in one colour, {colours}.")
IN_SIZES = ("Sizes: {sizes}.", "It is cut in sizes {sizes}.", "You can have it as {sizes}.")
PLURAL = frozenset(
    {
        "trainers",
        "boots",
        "socks",
        "jeans",
        "headphones",
        "sunglasses",
        "dumbbells",
        "secateurs",
        "running shoes",
    }
)
PACKED = frozenset({"Pantry"})


def lowered(value: str) -> str:
    """For the middle of a sentence; names and abbreviations keep their capitals."""
    first = re.split(r"[ -]", value, maxsplit=1)[0]
    if first in PROPER or (
        len(first) > 1 and any(letter.isupper() or letter.isdigit() for letter in first[1:])
    ):
        return value
    return value[:1].lower() + value[1:]


def subtitle(kind: Kind, values: tuple[Value, ...]) -> str:
    """One line under the title: the noun and its first facts."""
    facts = [value for value in values if value.type in {"choice", "number"}][:3]
    parts = [value.shown if value.unit else f"{value.name.lower()} {lowered(value.shown)}" for value in facts]
    return f"{kind.noun[:1].upper()}{kind.noun[1:]}: {', '.join(parts)}"


def description(
    kind: Kind, key: str, name: str, maker: Brand, values: tuple[Value, ...], shades: tuple[str, ...]
) -> str:
    """Two to four short paragraphs."""
    rng = chance("prose", key)
    words = _words(name, values)
    present = {value.code for value in values}
    opener = rng.choice([line for line in kind.openers if set(_fields(line)) <= present | {"name"}])
    told = set(_fields(opener))
    story = maker.story[0].lower() + maker.story[1:]
    first = [opener.format(**words), rng.choice(BY_BRAND).format(brand=maker.name, story=story)]
    facts = [sentence.format(**words) for sentence in _facts(kind, values, told, key)]
    rng.shuffle(facts)
    facts.insert(rng.randint(0, len(facts)), _choices(kind, shades, key))
    uses = rng.sample(kind.uses, rng.randint(1, 2))
    half = (len(facts) + 1) // 2
    groups = [first, facts, uses] if len(facts) < 6 else [first, facts[:half], facts[half:], uses]
    if rng.random() < 0.35:
        first.append(uses.pop(0))
        groups = [group for group in groups if group]
    plural = kind.noun in PLURAL
    return "\n\n".join(" ".join(_agreeing(line, plural=plural) for line in group if line) for group in groups)


def _words(name: str, values: tuple[Value, ...]) -> dict[str, str]:
    words = {"name": name}
    for value in values:
        shown = value.shown
        words[value.code] = lowered(shown) if value.type == "choice" else shown
        words[value.code.capitalize()] = shown
    return words


def _fields(sentence: str) -> list[str]:
    return [field.lower() for _text, field, _spec, _conversion in string.Formatter().parse(sentence) if field]


def _facts(kind: Kind, values: tuple[Value, ...], told: set[str], key: str) -> list[str]:
    found: list[str] = []
    present = {value.code: value for value in values}
    for attribute in kind.attributes:
        value = present.get(attribute.code)
        if value is None or attribute.code in told:
            continue
        if isinstance(attribute, Flag):
            options: tuple[str, ...] = (attribute.yes if value.boolean else attribute.no,)
        else:
            options = attribute.say
        if options and options[0] and chance("told", key, attribute.code).random() < 0.85:
            found.append(chance("said", key, attribute.code).choice(options))
    return found


def _choices(kind: Kind, shades: tuple[str, ...], key: str) -> str:
    rng = chance("choices told", key)
    parts: list[str] = []
    if kind.shelf[0] not in PACKED:
        line = rng.choice(IN_COLOURS if len(shades) > 1 else IN_ONE)
        parts.append(line.format(colours=listed([shade.lower() for shade in shades])))
    if kind.sizes:
        parts.append(rng.choice(IN_SIZES[::2]).format(sizes=listed(list(kind.sizes.values))))
    return " ".join(parts)


def listed(words: list[str]) -> str:
    """a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _agreeing(sentence: str, *, plural: bool) -> str:
    sentence = re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", sentence[:1].upper() + sentence[1:])
    if not plural:
        return sentence
    for single, several in (
        ("It is ", "They are "),
        ("It has ", "They have "),
        ("It does ", "They do "),
        ("It was ", "They were "),
        (" it is ", " they are "),
    ):
        sentence = sentence.replace(single, several)
    sentence = re.sub(r"\bIt (can|may|will|must)\b", r"They \1", sentence)
    sentence = re.sub(r"\bIt (\w+(?:sh|ch|ss|go))es\b", r"They \1", sentence)
    sentence = re.sub(r"\bIt (\w+)s\b", r"They \1", sentence)
    return re.sub(r"\b(guarantees|behind|from [A-Z][\w& ]+|have|buy) it\b", r"\1 them", sentence)
