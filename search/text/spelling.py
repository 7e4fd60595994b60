"""Corrects what the catalogue does not know to what it does, and says what it changed. Pure.

Invariants: a word that the catalogue knows in any form, a number, a code, a Chinese word and a quoted phrase stay as
they are; a word must have five letters to be one edit off and nine to be two; everything else of the text is kept to the
letter. A correction is only ever made of known words.

In this order: one edit, two words written as one, one word written as two, two edits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.text.tokens import MAX_QUERY, Token, tokenize
from search.text.vocabulary import Candidate, Vocabulary

ONE_EDIT, TWO_EDITS, SHORTEST_PART = 5, 9, 3
MAX_UNKNOWN = 8
_QUOTED = re.compile(r'"[^"]*"|[“„][^“”„]*[”“]|「[^」]*」')


@dataclass(frozen=True, slots=True)
class Change:
    """`typed`, at start:end of the text as typed, became `meant`."""

    typed: str
    meant: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Correction:
    """The text to search for; `changes` is empty where nothing had to be corrected."""

    text: str
    changes: tuple[Change, ...] = ()


def vocabulary_words(text: str) -> set[str]:
    """The words of a document to count in the vocabulary: as written, those written together with a hyphen too."""
    return {
        token.surface
        for token in tokenize(text)
        if token.kind in {"word", "joined"} and token.surface.isalpha()
    }


def correct(text: str, vocabulary: Vocabulary) -> Correction:
    """A query corrected; at most eight unknown words of it are looked up, under a millisecond each."""
    text = text[:MAX_QUERY]
    changes: list[Change] = []
    found = _words(text, vocabulary)
    unknown, at = 0, 0
    while at < len(found) and unknown < MAX_UNKNOWN:
        pair = _pair(text, found[at : at + 2])
        whole = _joined(pair, vocabulary) if pair else None
        meant = None
        if not whole and not vocabulary.knows(found[at].surface):
            unknown += 1
            meant = meant_by(found[at].surface, vocabulary)
            whole = _nearly_joined(pair, vocabulary) if pair and not meant else None
        if whole:
            changes.append(_change(text, pair[0].start, pair[1].end, whole))
        elif meant:
            changes.append(_change(text, found[at].start, found[at].end, meant))
        at += 2 if whole else 1
    return Correction(_applied(text, changes), tuple(changes))


def meant_by(word: str, vocabulary: Vocabulary) -> str | None:
    """The likeliest correction of one unknown word, possibly two words; None where nothing is near."""
    nearest = _nearest(word, vocabulary)
    if nearest and nearest.distance == 1:
        return nearest.word
    return _split(word, vocabulary) or (nearest.word if nearest else _nearly_split(word, vocabulary))


def _nearest(word: str, vocabulary: Vocabulary) -> Candidate | None:
    """The length that allows edits is that of the longer word, typed or meant: a lost letter does not forbid itself."""
    edits = 2 if len(word) >= TWO_EDITS - 1 else 1 if len(word) >= ONE_EDIT - 1 else 0
    for near in vocabulary.nearest(word, distance=edits) if edits else ():
        if max(len(word), len(near.word)) >= (ONE_EDIT if near.distance == 1 else TWO_EDITS):
            return near
    return None


def _words(text: str, vocabulary: Vocabulary) -> list[Token]:
    """Words of letters in order, without quotations and what is known written together: t-shirt as tshirt."""
    tokens = tokenize(text)
    kept = [match.span() for match in _QUOTED.finditer(text)]
    kept += [
        (token.start, token.end)
        for token in tokens
        if token.kind == "joined" and vocabulary.knows(token.surface)
    ]
    return [
        token
        for token in tokens
        if token.kind in {"word", "stop"}
        and token.surface.isalpha()
        and not _is_chinese(token.surface)
        and not any(start <= token.start < end for start, end in kept)
    ]


def _is_chinese(word: str) -> bool:
    return "\u2e80" <= word[0] <= "\u9fff" or word[0] >= "\uf900"


def _split(word: str, vocabulary: Vocabulary) -> str | None:
    """coffeemug as coffee mug: the division whose rarer part is in the most documents."""
    best, most = None, 0
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        left, right = word[:at], word[at:]
        documents = min(vocabulary.count(left), vocabulary.count(right))
        if documents > most:
            best, most = f"{left} {right}", documents
    return best


def _nearly_split(word: str, vocabulary: Vocabulary) -> str | None:
    """coffemug as coffee mug: a known part beside one that is one edit off."""
    best, most = None, 0.0
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        for known, other, known_first in ((word[:at], word[at:], True), (word[at:], word[:at], False)):
            if len(other) < ONE_EDIT or not vocabulary.count(known):
                continue
            near = vocabulary.nearest(other, distance=1, limit=1)
            if near and near[0].weight + len(known) > most:
                most = near[0].weight + len(known)
                best = f"{known} {near[0].word}" if known_first else f"{near[0].word} {known}"
    return best


def _pair(text: str, found: list[Token]) -> list[Token]:
    """Two words that one slip of the space bar may have parted, else nothing."""
    if len(found) == 2 and text[found[0].end : found[1].start] in {" ", "-"}:
        return found
    return []


def _joined(pair: list[Token], vocabulary: Vocabulary) -> str | None:
    """head phones as headphones: where a part is unknown, or the whole is far commoner than its rarer part."""
    whole = pair[0].surface + pair[1].surface
    documents = vocabulary.count(whole)
    if not documents or len(whole) < ONE_EDIT:
        return None
    if all(vocabulary.knows(token.surface) for token in pair):
        rarer = min(vocabulary.count(token.surface) for token in pair)
        return whole if documents >= 2 * rarer else None
    return whole


def _nearly_joined(pair: list[Token], vocabulary: Vocabulary) -> str | None:
    """hed phones as headphones, where the first part alone is near nothing."""
    whole = pair[0].surface + pair[1].surface
    if min(len(token.surface) for token in pair) < 2 or len(whole) <= ONE_EDIT:
        return None
    near = vocabulary.nearest(whole, distance=1, limit=1)
    return near[0].word if near else None


def _change(text: str, start: int, end: int, meant: str) -> Change:
    typed = text[start:end]
    if len(typed) > 1 and typed.isupper():
        meant = meant.upper()
    elif typed[0].isupper():
        meant = meant[0].upper() + meant[1:]
    return Change(typed, meant, start, end)


def _applied(text: str, changes: list[Change]) -> str:
    for change in reversed(changes):
        text = text[: change.start] + change.meant + text[change.end :]
    return text
