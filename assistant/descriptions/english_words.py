"""How a value looks in the middle of an English sentence: names keep their capitals. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.descriptions import nouns
from assistant.descriptions.traits import MONTHS, Trait, Value, measured, month

_PROPER = """
Africa African Albania America American Argentina Asia Australia Australian Austria Austrian Bangladesh
Belgian Belgium Bolivia Brazil Brazilian Britain British Bulgaria Canada Canadian Chile China Chinese
Colombia Colombian Croatia Cyprus Czech Czechia Danish Denmark Dutch Ecuador Egypt Egyptian England English
Estonia Ethiopia Europe European Fairtrade Finland Finnish France French German Germany Ghana Greece Greek
Guatemala Hungary Iceland Icelandic India Indian Indonesia Ireland Irish Israel Italian Italy Japan Japanese
Kenya Korea Korean Latvia Lithuania Luxembourg Madagascar Malaysia Malta Mexico Mexican Moroccan Morocco
Nepal Netherlands Nordic Norway Norwegian Pakistan Peru Peruvian Poland Polish Portugal Portuguese Romania
Russia Scandinavia Scandinavian Scotland Scottish Serbia Singapore Slovakia Slovenia Spain Spanish Sweden
Swedish Swiss Switzerland Taiwan Tanzania Thai Thailand Tunisia Turkey Turkish Uganda Ukraine Vietnam
Vietnamese Wales Welsh Alentejo Andalusia Arbequina Assam Bavaria Carpathians Cederberg Ceylon Chelsea Crete
Damascus Darjeeling Fujian Jutland Koroneiki Leccino Merino Oxford Persian Picual Provence Pyrenees Santoku
Sardinia Sicily Sumatra Tencel Tritan Tuscany Uji Velcro Bluetooth Android Windows Linux Alexa Siri Ethernet
Nespresso
"""
PROPER = frozenset(_PROPER.split())  # fmt: skip

_WITH_THE = """
Alps Andes Balkans Carpathians Highlands Netherlands Philippines Pyrenees Seychelles Maldives
"""
WITH_THE = frozenset(_WITH_THE.split()) | {
    "United Kingdom",
    "United States",
    "Czech Republic",
    "UK",
    "US",
    "USA",
    "EU",
}


def lowered(text: str) -> str:
    """For the middle of a sentence; names and abbreviations keep their capitals."""
    return (
        " ".join(_lowered(word) for word in text.split(" ")) if _is_title_case(text) else _first_lowered(text)
    )


def shown(trait: Trait, value: Value) -> str:
    """A value as a shopper reads it."""
    named = month(trait)
    if named:
        return MONTHS[named - 1]
    if isinstance(value, Decimal):
        return measured(value, trait.unit)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " ".join(value.split())
    return f"the {text}" if text in WITH_THE else text


def inside(trait: Trait) -> str:
    """All values in the middle of a sentence."""
    values = [shown(trait, value) for value in trait.values]
    if trait.key in {"size", "sizes"} or trait.name.lower() in {"size", "sizes"}:
        return f"{'sizes' if len(values) > 1 else 'size'} {nouns.listed(values)}"
    return nouns.listed([lowered(value) for value in values])


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_title_case(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    is_named = any(char.isdigit() for char in text) or any(len(word) > 1 and word.isupper() for word in words)
    return len(words) > 1 and not is_named and all(word[0].isupper() for word in words if len(word) > 3)


def _first_lowered(text: str) -> str:
    first, space, rest = text.partition(" ")
    if any(word[:1].isupper() for word in rest.split()):
        return text
    return _lowered(first) + space + rest


def _lowered(word: str) -> str:
    stem = re.split(r"[-’']", word, maxsplit=1)[0].strip(",.;")
    keeps = stem in PROPER or len(stem) < 2 or any(char.isupper() or char.isdigit() for char in word[1:])
    return word if keeps else word[:1].lower() + word[1:]
