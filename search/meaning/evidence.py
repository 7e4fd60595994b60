"""Which values of the catalogue are also words for other products, by what the documents hold. Pure.

A filter read from a word must not hide a product that the word describes, nor lift what only happens to have the value: most
scarves are no toys that wear one. So a value is meant by its words alone only while nearly every document that has the words
has the value too: Wireless is, Blanket (the cut of a sleeping bag) and Warm are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.text import tokens

LEAST_SHARE, LEAST_MENTIONS = 0.8, 2


@dataclass(frozen=True, slots=True)
class Held:
    """A value by its key (brand:SLUG, CODE:VALUE, the code of a flag), its words, and how many documents have it."""

    key: str
    words: str
    documents: int


def ordinary(values: Iterable[Held], *, containing: Mapping[str, int]) -> frozenset[str]:
    """Keys for `Lexicon.ordinary`, given in how many documents each term is. Documents with several words are at most those with
    the rarest of them, so a value is never taken to be rarer among them than it is. 30 microseconds a value."""
    return frozenset(value.key for value in values if _is_ordinary(value, containing))


def _is_ordinary(value: Held, containing: Mapping[str, int]) -> bool:
    by_place: dict[int, int] = {}
    for token in tokens.query_tokens(value.words):
        if token.kind != "joined":
            at = token.position
            by_place[at] = max(by_place.get(at, 0), containing.get(token.term, 0))
    mentions = min(by_place.values(), default=0)
    return mentions - value.documents >= LEAST_MENTIONS and value.documents < LEAST_SHARE * mentions
