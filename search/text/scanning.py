"""One pass over folded text that finds words, codes and quantities in their context. Pure.

Owns the patterns of what spans several words: 750 ml, 80 x 150 cm, size 42, pack of 6, non stick. Each alternative of
the pattern is bounded, so the pass is linear in the length of the text.
"""

from __future__ import annotations

import re
from functools import cache

from search.text import chinese, units, words
from search.text.folding import letters_except

_PREFIXES = (
    "anti bi co de e extra hi inter la le mac mc micro mid mini mono multi non over pre re self semi sub super t tri "
    "ultra un under uni v wi x"
)
PREFIXES = frozenset(_PREFIXES.split())
"""First parts that are also written together with the next word: non stick, t shirt, de longhi."""
Found = tuple[str, str, str, int, int, int]
"""Term, surface, kind, start, end, position."""

_TAGS = re.compile(r"<(?:[a-z/!][^<>]{0,400})>|&(?:[a-z]{2,8}|#x?[0-9a-f]{2,6});")
_N = units.NUMBER
_QUANTITIES = (
    rf"(?P<many>(?<![a-z0-9.,]){_N}(?:\ ?[x*-]\ ?{_N}){{1,2}}(?:[\ -]?(?P<many_unit>{units.UNIT})|(?![\w-])))"
    r"|(?P<shoe>(?<![a-z0-9.,])\d{2}(?:\.5)?)码"
    rf"|(?P<one>(?<![a-z0-9.,]){_N})(?:[\ -]?(?P<unit>{units.UNIT})|(?![a-z0-9]|[-'&/.+][a-z0-9]))"
    r"|(?P<sized>(?<!\w)(?P<system>size|sz|eu|uk|us)[\ :-]{1,2}"
    r"(?P<size>\d{1,3}(?:[.,]5)?(?![.,-]?\w)|(?:x+[sl]|[sml]|small|medium|large)(?![\w'-])))"
    r"|(?P<set>(?<!\w)(?:pack|set|box|bundle|case)\ of\ (?P<count>\d{1,4})(?![\w.,-]))"
)
_SIGNS = "-'&./+"
_NUMBERS = re.compile(_N)
_SYSTEMS = {"uk": "uk", "us": "us"}
_LETTERS = {"small": "s", "medium": "m", "large": "l"}


@cache
def _pattern(*, is_ascii: bool) -> re.Pattern[str]:
    letters = "a-z0-9" if is_ascii else letters_except(chinese.SPACELESS)
    runs = rf"(?P<run>[{letters}]+(?:[{_SIGNS}][{letters}]+)*)"
    spaceless = "" if is_ascii else rf"|(?P<spaceless>[{chinese.SPACELESS}]{{1,64}})"
    return re.compile(f"{_QUANTITIES}|{runs}{spaceless}")


def scan(folded: str) -> list[Found]:
    """Everything the text is found by, in order of position; tags and entities of HTML are blanks."""
    if "<" in folded or "&" in folded:
        folded = _TAGS.sub(lambda tag: " " * len(tag[0]), folded)
    return _Scan(folded).found


class _Scan:
    """One pass: what was found, the next position, and the prefix that the next word may continue."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.found: list[Found] = []
        self.position = 0
        self.prefix: tuple[str, int] | None = None
        self.has_quotes = '"' in folded
        for match in _pattern(is_ascii=folded.isascii()).finditer(folded):
            kind = match.lastgroup
            if kind == "run":
                self._run(match[0], match.start())
            else:
                self.prefix = None
                self._special(kind, match)

    def _special(self, kind: str | None, match: re.Match[str]) -> None:
        if kind in {"one", "unit"}:
            self._one(match)
        elif kind == "spaceless":
            self._spaceless(match[0], match.start())
        elif kind == "many":
            self._many(match)
        elif kind == "sized":
            self._sized(match)
        elif kind == "shoe":
            self._number(
                match["shoe"], match.start("shoe"), measure=f"{units.plain_text(match['shoe'])}_size"
            )
        else:
            self._set(match)

    def _run(self, run: str, start: int) -> None:
        position = self.position
        last = 0
        for term, surface, kind, first, end, step in words.pieces(run[: words.MAX_WORD]):
            self.found.append((term, surface, kind, start + first, start + end, position + step))
            last = step
        self.position = position + last + 1
        prefix = self.prefix
        if prefix is not None:
            self.prefix = None
            self._continue(prefix, run, start, position)
        if run in PREFIXES:
            self.prefix = (run, start)

    def _continue(self, prefix: tuple[str, int], run: str, start: int, position: int) -> None:
        """non stick is also nonstick, extra large also a size."""
        first, begun = prefix
        if not run.isalpha() or self.folded[begun + len(first) : start] != " ":
            return
        for term, surface, kind, *_ in words.pieces((first + run)[: words.MAX_WORD]):
            joined = "joined" if kind in {"word", "stop"} else kind
            self.found.append((term, surface, joined, begun, start + len(run), position - 1))

    def _spaceless(self, run: str, start: int) -> None:
        for term, kind, first, end in chinese.pieces(run):
            self.found.append((term, term, kind, start + first, start + end, self.position + first))
        self.position += len(run)

    def _number(self, text: str, start: int, *, measure: str | None = None, end: int | None = None) -> None:
        """A number and, at the same place, the quantity it belongs to."""
        stop = start + len(text)
        self.found.append((words.number_term(text), text, "number", start, stop, self.position))
        if measure:
            kind = "size" if measure.endswith(("_size", "_uk", "_us")) else "measure"
            self.found.append((measure, text, kind, start, end or stop, self.position))
        self.position += 1

    def _measure(self, text: str, of: units.Unit | None) -> str | None:
        value = units.number(text)
        return units.measure(value, of) if value is not None and of is not None else None

    def _one(self, match: re.Match[str]) -> None:
        text, name, start = match["one"], match["unit"], match.start()
        if name is None:
            self._number(text, start)
            return
        of = units.unit(name)
        measure = None if self._is_quotation(name, start) else self._measure(text, of)
        if measure is None and match.start("unit") == match.end("one") and name.isalnum():
            self._run(match[0], start)
            return
        self._number(text, start, measure=measure, end=match.end())
        if name.isalpha() and (measure is None or (of is not None and of.spoken)):
            self._run(name, match.start("unit"))

    def _is_quotation(self, name: str, start: int) -> bool:
        """Whether the sign after a number ends a quotation instead of meaning inches."""
        return name == '"' and self.has_quotes and self.folded.count('"', max(0, start - 300), start) % 2 == 1

    def _many(self, match: re.Match[str]) -> None:
        """80 x 150 cm: each number with the unit, and 80x150; 20-40 is two numbers."""
        start, text, name = match.start(), match["many"], match["many_unit"]
        of = units.unit(name) if name else None
        body = text[: match.start("many_unit") - start] if name else text
        first = self.position
        for one in _NUMBERS.finditer(body):
            self._number(one[0], start + one.start(), measure=self._measure(one[0], of))
        if "x" in body or "*" in body:
            whole = "x".join(words.number_term(one[0]) for one in _NUMBERS.finditer(body))
            whole = whole[: words.MAX_WORD]
            self.found.append((whole, whole, "code", start, start + len(body.rstrip(" -")), first))
        if name and of is not None and of.spoken and name.isalpha():
            self._run(name, match.start("many_unit"))

    def _sized(self, match: re.Match[str]) -> None:
        system, size = match["system"], match["size"]
        self._run(system, match.start())
        at = match.start("size")
        if size[0].isdigit():
            measure = f"{units.plain_text(size)}_{_SYSTEMS.get(system, 'size')}"
            self._number(size, at, measure=measure)
            return
        position = self.position
        self._run(size, at)
        if size not in words.SIZES:
            self.found.append(
                (f"{_LETTERS.get(size, size)}_size", size, "size", at, at + len(size), position)
            )

    def _set(self, match: re.Match[str]) -> None:
        for part in re.finditer(r"[a-z]+", match[0]):
            self._run(part[0], match.start() + part.start())
        self.prefix = None
        count = match["count"]
        self._number(count, match.start("count"), measure=self._measure(count, units.unit("pc")))
