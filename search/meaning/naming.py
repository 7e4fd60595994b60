"""Reads values of the catalogue by name: the longest phrase from each place, and whether it can mean anything else. Pure.

A value beside the name of its attribute (size 42, red colour, in rose) is meant for certain; one that several things
are called by, or that is more than a value, is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from search.meaning.lexemes import Lexeme
from search.meaning.lexicon import Entry, Kind, Phrases

MOST_RIVALS = 3
_SIZE_NAMES = frozenset({"size", "sizes", "sz", "eu"})
_COLOUR_NAMES = frozenset({"colour", "color", "colours", "colors"})
_NAMES_BEHIND = frozenset({"colour", "color", "coloured", "colored", "码", "号", "尺码"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take start:end of the folded text; all readings of one span are rivals.

    `needs_company`: hard only beside words that are no value. `is_named`: the attribute is named beside it.
    """

    start: int
    end: int
    kind: Kind
    code: str
    key: str
    is_hard: bool
    values: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    needs_company: bool = False
    is_named: bool = False


def named(found: list[Lexeme], phrases: Phrases) -> Iterator[Reading]:
    """All values of the lexicon in a query; categories weigh only as rivals of other values."""
    index = 0
    while index < len(found):
        at = phrases.at(found, index)
        if at is None:
            index += 1
            continue
        behind, entries = at
        yield from _of_entries(found, index, behind, entries)
        index = behind


def _of_entries(found: list[Lexeme], index: int, behind: int, entries: list[Entry]) -> Iterator[Reading]:
    rivals = [entry for entry in entries if entry.kind != "category"]
    start, end = found[index].start, found[behind - 1].end
    beside = [(entry, span) for entry in rivals if (span := _naming(found, index, behind, entry))]
    if beside:
        entry, (first, last) = beside[0]
        values = tuple(value for other, _ in beside if other.code == entry.code for value in other.values)
        start, end = found[first].start, found[last - 1].end
        yield Reading(start, end, entry.kind, entry.code, entry.key, True, values, is_named=True)
        return
    unsized = all(entry.is_size and not entry.is_certain for entry in rivals) and _is_bare_size(
        found[index:behind]
    )
    if unsized or not _stands_alone(found, index, behind):
        return
    codes = {(entry.kind, entry.code) for entry in entries}
    if len(codes) > MOST_RIVALS:
        rivals = [entry for entry in rivals if entry.is_colour or entry.kind == "brand"]
    for kind, code in dict.fromkeys((entry.kind, entry.code) for entry in rivals):
        same = [entry for entry in rivals if (entry.kind, entry.code) == (kind, code)]
        if all(entry.is_ordinary for entry in same):
            continue
        certain = len(codes) == 1 and all(entry.is_certain for entry in same)
        values = tuple(dict.fromkeys(value for entry in same for value in entry.values))
        company = kind in {"choice", "flag"} and not same[0].is_size
        yield Reading(start, end, kind, code, same[0].key, certain, values, needs_company=company)


def _naming(found: list[Lexeme], index: int, behind: int, entry: Entry) -> tuple[int, int] | None:
    """The wider span where the attribute is named beside its value: size 42, red colour, material: walnut, in rose."""
    if entry.kind != "choice" or len(entry.values) != 1:
        return None
    last = index - 1 if index and found[index - 1].surface == ":" else index
    before = found[last - 1].surface if last else ""
    after = found[behind].surface if behind < len(found) else ""
    if (entry.is_size and before in _SIZE_NAMES) or (entry.is_colour and before in _COLOUR_NAMES):
        return last - 1, behind
    if (entry.is_size or entry.is_colour) and after in _NAMES_BEHIND:
        return index, behind + 1
    if entry.is_colour and before == "in" and index > 1 and not after:
        return index, behind
    return _named_by(found, last, index, behind, entry.name)


def _named_by(
    found: list[Lexeme], last: int, index: int, behind: int, name: tuple[str, ...]
) -> tuple[int, int] | None:
    width = len(name)
    if width and tuple(one.stem for one in found[max(0, last - width) : last]) == name:
        return last - width, behind
    if width and tuple(one.stem for one in found[behind : behind + width]) == name:
        return index, behind + width
    return None


def _is_bare_size(taken: list[Lexeme]) -> bool:
    """42, or m: as a size only beside the word."""
    return len(taken) == 1 and (taken[0].number is not None or len(taken[0].surface) == 1)


def _stands_alone(found: list[Lexeme], index: int, behind: int) -> bool:
    """A single Chinese character that has others beside it is a part of their word: 红茶 is no red tea."""
    if behind - index > 1 or not found[index].is_han:
        return True
    sides = found[max(0, index - 1) : index] + found[behind : behind + 1]
    return not any(
        one.is_han and (one.end == found[index].start or one.start == found[index].end) for one in sides
    )
