"""What somebody is about to type: finished words and one that is begun, as a condition over words of names. Pure.

Invariants: no text raises; the condition is made of quoted words alone, whatever was typed; words and their order do not
matter to each other. Names and texts are folded and cut the same way, so case, accents, width and hyphens never part them.

Conditions and names are written as PostgreSQL's tsquery and tsvector: 'navy' & 'mu':* finds 'mug':1A 'navy':4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from search.text import chinese
from search.text.folding import Folded, fold, fold_with_offsets, letters_except
from search.text.tokens import tokenize
from search.text.words import MAX_WORD, STOP_WORDS, stem

MAX_LETTERS, MAX_WORDS, MAX_NAMES = 200, 8, 120
SHORT = 3
"""Letters of a beginning that few words share."""
WEIGHTS = "ABCD"
_SIGNS = "-'&./+"
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _pattern() -> re.Pattern[str]:
    letters = letters_except(chinese.SPACELESS)
    return re.compile(rf"[{letters}]+(?:[{_SIGNS}][{letters}]+)*|[{chinese.SPACELESS}]+")


@dataclass(frozen=True, slots=True)
class Word:
    """`folded` is what stands at start:end of the text."""

    folded: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """Written together, without a possessive: t-shirt as tshirt, levi's as levi."""
        return re.sub(f"[{_SIGNS}]", "", self.folded.removesuffix("'s"))[:MAX_WORD]

    @property
    def parts(self) -> list[str]:
        return [part for part in re.split(f"[{_SIGNS}]", self.folded.removesuffix("'s")[:MAX_WORD]) if part]

    @property
    def is_spaceless(self) -> bool:
        return re.match(f"[{chinese.SPACELESS}]", self.folded) is not None


@dataclass(frozen=True, slots=True)
class Typed:
    """`begun` is the word that is still being typed; None when the text is empty or its last word is finished."""

    text: str
    finished: tuple[Word, ...]
    begun: Word | None

    def condition(self, *, weights: str = "") -> str:
        """As a tsquery; `weights` are those that the begun word must have in a name. Empty when there is nothing to ask."""
        wanted = [_whole(word) for word in self.finished]
        if self.begun:
            wanted.append(_beginning(self.begun, weights))
        return " & ".join(f"({one})" for one in wanted if one)

    @property
    def selective(self) -> str:
        """The condition without a begun word that is too short to tell much, unless there is nothing else."""
        if self.finished and self.begun and len(self.begun.folded) < SHORT and not self.begun.is_spaceless:
            return replace(self, begun=None).condition()
        return self.condition()


def read(text: str, *, is_finished: bool = False) -> Typed:
    """At most 200 letters and the last eight words. Stop words count only while they are being typed."""
    text = text[:MAX_LETTERS]
    found = words(text)
    begun = found.pop() if found and not is_finished else None
    finished = [word for word in found if word.folded not in STOP_WORDS]
    return Typed(text=text, finished=tuple(finished[1 - MAX_WORDS :]), begun=begun)


def words(text: str) -> list[Word]:
    """The words of a text in order; Chinese and its like stay one word as long as nothing parts them."""
    folded: Folded = fold_with_offsets(text)
    return [
        Word(match[0], *folded.span(match.start(), match.end())) for match in _pattern().finditer(folded.text)
    ]


def _whole(word: Word) -> str:
    if word.is_spaceless:
        return _spaceless(word.folded)
    forms = [_quoted(word.plain), _quoted(stem(word.plain))]
    if len(word.parts) > 1:
        forms.append(" & ".join(_either(part) for part in word.parts))
    return _any(forms)


def _beginning(word: Word, weights: str) -> str:
    """Also the whole word in another form: what is called mug is found while mugs is typed."""
    if word.is_spaceless:
        return _spaceless(word.folded, f":{weights}" if weights else "")
    forms = [f"{_quoted(word.plain)}:*{weights}"]
    if stem(word.plain) != word.plain and word.plain.isalpha():
        forms.append(_quoted(stem(word.plain)) + (f":{weights}" if weights else ""))
    if len(word.parts) > 1:
        *before, last = word.parts
        forms.append(" & ".join([*map(_either, before), f"{_quoted(last)}:*{weights}"]))
    return _any(forms)


def _spaceless(run: str, weights: str = "") -> str:
    """All pairs of neighbours, which names have whatever words they were cut into."""
    return " & ".join(_quoted(pair) + weights for pair in _pairs(run))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(min(len(run), MAX_WORD) - 1)] or [run]


def _either(part: str) -> str:
    return _any([_quoted(part), _quoted(stem(part))])


def _any(forms: Iterable[str]) -> str:
    once = list(dict.fromkeys(forms))
    return once[0] if len(once) == 1 else " | ".join(f"({form})" for form in once)


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def names(texts: Mapping[str, str]) -> str:
    """A tsvector of all ways to say each word of the texts, which are given by weight: {"A": title, "B": brand}."""
    places: dict[str, dict[str, None]] = {}
    for weight, text in texts.items():
        for lexeme in _lexemes(text):
            places.setdefault(lexeme, {})[weight] = None
    return " ".join(f"{_quoted(lexeme)}:{_places(weights)}" for lexeme, weights in places.items())


def _places(weights: Iterable[str]) -> str:
    """A tsvector keeps weights at places only; each weight has one of its own."""
    return ",".join(f"{WEIGHTS.index(weight) + 1}{weight}" for weight in sorted(weights))


def _lexemes(text: str) -> Iterable[str]:
    """Of at most 120 words and tokens of a text, so that a document's row stays small."""
    for word in words(text)[:MAX_NAMES]:
        if word.is_spaceless:  # what looks like a tag, such as <A级>, has no tokens
            yield from _pairs(word.folded)
        else:
            yield word.plain
            yield from word.parts
    for token in tokenize(text)[:MAX_NAMES]:
        yield token.surface
        yield token.term
        if token.kind == "measure":
            written = fold(text[token.start : token.end])
            yield "".join(written.split())
            yield from _LETTERS.findall(written)
