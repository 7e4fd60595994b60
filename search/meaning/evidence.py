"""Which values of the catalogue are also words for other products, counted in the documents. Pure.

A filter read from a word must not hide a product that the word describes. So a value may filter by itself only while
nearly every product whose text has its words has the value too: Waterproof mostly, French (of a bread knife) not where
there is a French press.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from search.meaning import lexemes
from search.meaning.lexicon import Lexicon, phrases
from search.text.folding import fold

LEAST_SHARE, LEAST_MENTIONS = 0.9, 2


class Evidence:
    """Counts products whose text names a value, and of those the ones that have it. Half a millisecond each;
    a few thousand products are evidence enough."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._phrases = phrases(lexicon)
        self._mentions: Counter[str] = Counter()
        self._having: Counter[str] = Counter()

    def add(self, text: str, keys: Collection[str]) -> None:
        """One product: its title and text, and the keys it has: brand:SLUG, CODE:VALUE, the code of a flag."""
        found = lexemes.read(fold(text))
        named: set[str] = set()
        index = 0
        while index < len(found):
            at = self._phrases.at(found, index)
            if at is not None:
                named.update(entry.key for entry in at[1] if entry.is_certain)
            index = at[0] if at is not None else index + 1
        self._mentions.update(named)
        self._having.update(named.intersection(keys))

    def ordinary(self) -> frozenset[str]:
        """Keys for `Lexicon.ordinary`: values that too many products are described with and do not have."""
        return frozenset(
            key
            for key, mentions in self._mentions.items()
            if mentions - self._having[key] >= LEAST_MENTIONS and self._having[key] < LEAST_SHARE * mentions
        )
