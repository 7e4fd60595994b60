"""Text to tokens, the same way for documents and for queries. Pure.

Invariants: no text raises; time grows with the length alone; what two texts share they share as terms, whichever way
they write it (t-shirt and tshirt, RS-200 and rs200, 750ml and 0.75 l). Words are found by their stems, numbers with
units also by the quantity (750_ml), sizes also as 42_size. A `_` never occurs in words, so those never collide.
"""

from __future__ import annotations

from typing import NamedTuple

from search.text.folding import fold, fold_with_offsets
from search.text.scanning import Found, scan

MAX_DOCUMENT, MAX_QUERY, MAX_QUERY_TERMS = 100_000, 1_000, 48


class Token(NamedTuple):
    """One way to find a place of a text; tokens of one `position` are alternatives of each other.

    `kind`: word, stop (a stop word), number, code, part (of a code or of a name), joined (words written together),
    measure, size; of Chinese also gram (a pair inside a word), bridge (a pair across words) and character.
    `surface` is the folded word; `start` and `end` are offsets into the original text.
    """

    term: str
    surface: str
    kind: str
    start: int
    end: int
    position: int


def tokenize(text: str) -> list[Token]:
    """All tokens of a text's first 100,000 characters, stop words included, in order of position."""
    folded = fold_with_offsets(text[:MAX_DOCUMENT])
    starts, ends = folded.starts, folded.ends
    return [
        Token(term, surface, kind, starts[start], ends[end - 1], position)
        for term, surface, kind, start, end, position in scan(folded.text)
    ]


def document_terms(text: str, *, keep_stop_words: bool = False) -> list[str]:
    """The terms of a document with repetitions; keep stop words where a query of nothing else must find them: titles."""
    found: list[Found] = scan(fold(text[:MAX_DOCUMENT]))
    return [one[0] for one in found if keep_stop_words or one[2] != "stop"]


def query_tokens(text: str) -> list[Token]:
    """What a query asks for: without stop words unless there is nothing else, each term once, at most 48 of them.

    Pairs across Chinese words and their single characters are left out: documents have them to be found by, but in a
    query they mean other things.
    """
    found = [token for token in tokenize(text[:MAX_QUERY]) if token.kind not in {"bridge", "character"}]
    if any(token.kind != "stop" for token in found):
        found = [token for token in found if token.kind != "stop"]
    once: dict[str, Token] = {}
    for token in found:
        once.setdefault(token.term, token)
    return list(once.values())[:MAX_QUERY_TERMS]
