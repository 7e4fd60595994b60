"""An attribute that no table knows, in English, by the grammar of its name and the kind of its value. Pure.

Names may be nouns ("Finish"), verbs ("Burns for"), participles ("Grown at"); values may carry their noun ("Wooden grip").
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.descriptions import english_words, nouns
from assistant.descriptions.traits import Trait

_PREPOSITIONS = """
at by for from in into of on onto to until up upon with within
"""
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
_VERB_NAMES = """
carries burns comes contains covers cuts fits folds goes grows handles holds keeps lasts measures opens
packs reaches runs seats serves sleeps stands steeps supports takes tastes turns weighs works boils feels
plays charges
"""
VERB_NAMES = frozenset(_VERB_NAMES.split())
ADJECTIVE = re.compile(
    r".*(?:able|ible|proof|safe|[^e]ed|free|tight|resistant|friendly|compatible|vegan|vegetarian|raw|organic|silent|wireless"
    r"|cordless|portable|ready|certified|scented|handmade|hypoallergenic|ergonomic|elastic|thick|soft|natural|seamless)$"
)
PARTICIPLE = re.compile(r"(?:made|built|grown|cured|cut|woven|knit|[a-z]{3,}ed)$")
NUMBER_WORDS = re.compile(
    r"(?:one|two|three|four|five|six|eight|ten|both|\d+(?:[.,]\d+)?) (?!×)", re.IGNORECASE
)
CODE = re.compile(r"[A-Z\d][A-Z\d.+×/-]{0,6}")
NOTHING = frozenset({"none", "nothing", "no", "n/a", "not included"})
TECHNIQUES = frozenset({"bluetooth", "wi-fi", "wifi", "nfc", "gps", "ethernet", "usb", "hdmi", "hdr"})
LONGEST_MODIFIER = 4


def phrase(trait: Trait) -> tuple[str, str]:
    """A predicate and a noun phrase, one of which may be empty; both where only a sentence of its own would do."""
    name, words = english_words.lowered(trait.name), trait.name.lower().split()
    value = (
        english_words.inside(trait) if trait.kind != "number" else english_words.shown(trait, trait.values[0])
    )
    if words[-1] in PREPOSITIONS or words[0] in VERB_NAMES:
        said = _verbal(name, words, value)
        if said:
            return said, ""
    noun = _number(trait, name, value) if trait.kind == "number" else _choice(trait, name, value)
    return "", noun


def _verbal(name: str, words: list[str], value: str) -> str | None:
    """Names that are no nouns: "Made in", "Burns for", "Carries"."""
    first, _, rest = name.partition(" ")
    if PARTICIPLE.match(words[0]):
        return f"<be> {name} {value}"
    if words[0] in VERB_NAMES:
        return f"<{nouns.base_form(first)}> {f'{rest} ' if rest else ''}{value}"
    return f"<be> {name} {value}" if words[0] in PREPOSITIONS and len(words) == 1 else None


def _number(trait: Trait, name: str, value: str) -> str:
    head = name.rsplit(maxsplit=1)[-1]
    if not trait.unit and nouns.is_plural(head):
        one = trait.values == (Decimal(1),)
        return f"{value} {' '.join([*name.split()[:-1], nouns.singular(head)]) if one else name}"
    return f"{name if nouns.is_plural(head) else nouns.with_article(name)} of {value}"


def _choice(trait: Trait, name: str, value: str) -> str:
    """Empty where the value is no modifier of the name, such as a whole sentence."""
    if any(
        len(str(one).split()) > LONGEST_MODIFIER or re.search(r"[,;:.!?]", str(one)) for one in trait.values
    ):
        return ""
    if len(trait.values) > 1:
        return f"{value} as {name}" if not nouns.is_plural(name.rsplit(maxsplit=1)[-1]) else f"{value} {name}"
    if CODE.fullmatch(str(trait.values[0])):
        return f"{name} {trait.values[0]}"
    last, head = value.rsplit(maxsplit=1)[-1], name.rsplit(maxsplit=1)[-1]
    if nouns.is_same(last, head):
        return nouns.with_article(value)
    if NUMBER_WORDS.match(value) or (" " in value and nouns.is_plural(last)):
        return value
    return nouns.with_article(f"{value} {name}")


def flag(trait: Trait) -> str:
    """The predicate for a yes-or-no attribute that is so."""
    name = english_words.lowered(trait.name)
    first, _, rest = name.partition(" ")
    words = trait.name.lower().split()
    if words[:2] == ["does", "not"]:
        return f"<do> {rest}"
    if words[0] in {"can", "may", "must"}:
        return f"<{words[0]}> {rest}"
    if words[0] in VERB_NAMES:
        return f"<{nouns.base_form(first)}> {rest}".rstrip()
    if words[-1] == "included":
        return f"<come> with {nouns.with_article(name.rpartition(' ')[0])}"
    if words[0] == "without":
        return f"<come> {name}"
    return _state(name, words)


def _state(name: str, words: list[str]) -> str:
    """What it is or has."""
    is_made = PARTICIPLE.match(words[0]) and len(words) > 1 and words[1] in PREPOSITIONS
    if is_made or words[0] in PREPOSITIONS or ADJECTIVE.match(words[-1]):
        return f"<be> {name}"
    return f"<have> {name if words[-1] in TECHNIQUES else nouns.with_article(name)}"
