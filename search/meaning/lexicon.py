"""The catalogue's own values, as given to whoever reads a query, and the phrases they are recognised by. Pure.

Invariant: `Phrases` answers only with values of the lexicon, the longest phrase first; looking a word up costs the
same whatever the number of values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from search.meaning import colours, lexemes
from search.meaning.lexemes import Lexeme
from search.text import units, words

Kind = Literal["price", "brand", "category", "choice", "number", "flag", "rating", "stock", "offer"]


@dataclass(frozen=True, slots=True)
class Named:
    """A brand or category: what it is called and its slug."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of an attribute of choices, colours and sizes among them; `swatch` is #rrggbb or empty."""

    code: str
    name: str
    value: str
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """An attribute of numbers: its unit, empty for counts (5 shelves), and the values that products have."""

    code: str
    name: str
    unit: str
    values: frozenset[Decimal] = frozenset()


@dataclass(frozen=True, slots=True)
class Flag:
    """An attribute that is yes or no."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What can be understood.

    `ordinary` holds the keys of values (face:Light, brand:next) whose words describe many products that do not have
    them: choices and flags among them are not meant unless their attribute is named, brands do not filter.
    search.meaning.evidence finds them in the documents.
    """

    brands: tuple[Named, ...] = ()
    categories: tuple[Named, ...] = ()
    choices: tuple[Choice, ...] = ()
    numbers: tuple[Number, ...] = ()
    flags: tuple[Flag, ...] = ()
    colour_codes: frozenset[str] = frozenset({"colour", "color"})
    size_codes: frozenset[str] = frozenset({"size"})
    ordinary: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase may mean. `exact`: the words themselves, where another form of them would be another thing.

    `is_certain`: may filter where nothing else is meant by the phrase; otherwise it only lifts what has it. `is_ordinary`: the
    phrase mostly means something else, and is this only beside the name of the attribute.
    """

    kind: Kind
    code: str
    values: tuple[str, ...]
    key: str
    name: tuple[str, ...] = ()
    exact: tuple[str, ...] | None = None
    is_certain: bool = True
    is_size: bool = False
    is_colour: bool = False
    is_ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """Stems of a phrase -> what it may mean; `longest` holds the most words of a phrase by its first stem."""

    entries: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, entry: Entry, *, exact: bool = False) -> None:
        found = lexemes.significant(lexemes.read(text))
        key = tuple(one.stem for one in found)
        if not key or all(one.surface in words.STOP_WORDS for one in found):
            return
        if exact:
            entry = Entry(
                **{name: getattr(entry, name) for name in Entry.__slots__} | {"exact": _surfaces(found)}
            )
        several = self.entries.setdefault(key, [])
        if all(held.key != entry.key for held in several):
            several.append(entry)
        self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))

    def at(self, found: Sequence[Lexeme], index: int) -> tuple[int, list[Entry]] | None:
        """The longest phrase that begins at a lexeme: the index behind it, and what it may mean."""
        most = self.longest.get(found[index].stem, 0)
        behind = lexemes.following(found, index, most) if most else []
        while behind:
            taken = [found[at] for at in behind]
            entries = self.entries.get(tuple(one.stem for one in taken), ())
            meant = [entry for entry in entries if entry.exact is None or entry.exact == _surfaces(taken)]
            if meant:
                return behind[-1] + 1, meant
            behind.pop()
        return None


def phrases(lexicon: Lexicon) -> Phrases:
    """Every value of the lexicon by its phrases; 0.15 s for 5,000 values."""
    made = Phrases()
    common = category_stems(lexicon)
    for brand in lexicon.brands:
        found = lexemes.significant(lexemes.read(brand.name))
        key = f"brand:{brand.slug}"
        certain = key not in lexicon.ordinary and not (len(found) == 1 and found[0].stem in common)
        made.add(
            brand.name,
            Entry("brand", "brand", (brand.slug,), key, is_certain=certain),
            exact=True,
        )
    for category in lexicon.categories:
        entry = Entry("category", "category", (category.slug,), f"category:{category.slug}", is_certain=False)
        for name in (category.name, *lexemes.alternatives(category.name)):
            made.add(name, entry)
    measured = frozenset(scale(one)[0] for one in lexicon.numbers)
    for choice in lexicon.choices:
        _add_choice(made, choice, lexicon, measured)
    for flag in lexicon.flags:
        certain = flag.code not in lexicon.ordinary
        made.add(
            flag.name,
            Entry("flag", flag.code, ("yes",), flag.code, is_certain=certain, is_ordinary=not certain),
        )
    for text, entry in _colour_families(lexicon):
        made.add(text, entry)
    return made


def category_stems(lexicon: Lexicon) -> frozenset[str]:
    """Stems of the words that categories are called by: words for products, whatever else they name."""
    return frozenset(
        one.stem
        for category in lexicon.categories
        for one in lexemes.significant(lexemes.read(category.name))
    )


def _add_choice(made: Phrases, choice: Choice, lexicon: Lexicon, measured: frozenset[str]) -> None:
    is_colour, is_size = choice.code in lexicon.colour_codes, choice.code in lexicon.size_codes
    found = lexemes.significant(lexemes.read(choice.value))
    key = f"{choice.code}:{choice.value}"
    is_ordinary = key in lexicon.ordinary
    certain = not is_ordinary and not _measures(found) & measured
    if is_colour:
        certain = certain and colours.is_only_a_colour([one.surface for one in found])
    if is_size:
        certain = certain and _is_plain_size(found)
    name = tuple(one.stem for one in lexemes.significant(lexemes.read(choice.name)))
    entry = Entry(
        "choice", choice.code, (choice.value,), key, name, None, certain, is_size, is_colour, is_ordinary
    )
    made.add(choice.value, entry, exact=len(found) == 1)
    for other in (
        lexemes.size_names(choice.value) if is_size else colours.names(choice.value) if is_colour else ()
    ):
        made.add(other, entry, exact=True)


def _colour_families(lexicon: Lexicon) -> Iterator[tuple[str, Entry]]:
    """red, where no value is called so: every value whose swatch looks red. It lifts them and hides nothing."""
    families: dict[tuple[str, str], list[str]] = {}
    for choice in lexicon.choices:
        family = colours.family(choice.swatch) if choice.code in lexicon.colour_codes else None
        if family:
            families.setdefault((choice.code, family), []).append(choice.value)
    named = {(choice.code, choice.value.lower()) for choice in lexicon.choices}
    for (code, family), values in families.items():
        if (code, family) not in named:
            entry = Entry("choice", code, tuple(values), f"{code}:{family}", is_certain=False, is_colour=True)
            yield from ((name, entry) for name in (family, *colours.names(family)))


def scale(one: Number) -> tuple[str, Decimal]:
    """What an attribute measures, and the factor of its unit to the canonical one; counts measure their name."""
    known = units.unit(one.unit.casefold()) if one.unit else None
    if known:
        return known.base, known.factor
    name = lexemes.significant(lexemes.read(one.unit or one.name))
    return " ".join(part.stem for part in name), Decimal(1)


def _measures(found: Sequence[Lexeme]) -> set[str]:
    """What the quantities in a value measure: 250 g is a mass, as are attributes of numbers."""
    behind = (after.surface for before, after in pairwise(found) if before.number is not None)
    return {known.base for name in behind if (known := units.unit(name))}


def _is_plain_size(found: Sequence[Lexeme]) -> bool:
    """XL or 250 g can be nothing else; 42, M and Large need the word size beside them."""
    if len(found) == 1:
        return found[0].surface in words.SIZES
    return any(one.number is not None for one in found)


def _surfaces(found: Sequence[Lexeme]) -> tuple[str, ...]:
    return tuple(one.surface for one in found)
