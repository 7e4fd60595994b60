"""Synonyms as merchants write them: taken apart, and what they would change in the results. Reads only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search import knowledge, query, steering
from search.models import Synonym
from search.reading import EXACT
from shop.cards import Card
from shop.facets import Selection

SEPARATORS = re.compile(r"[,，、;；\n]")
SHOWN, TRIED = 5, 8
Known = dict[steering.Phrase, tuple[steering.Phrase, ...]]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What searching for `text` gives now and would give then; `new` are ids among `cards` that come in."""

    text: str
    before: int
    after: int
    corrected: str
    cards: tuple[Card, ...]
    new: frozenset[int]

    @property
    def gained(self) -> int:
        return self.after - self.before


def parts(text: str) -> list[str]:
    """The words or phrases between the commas, Chinese ones too; empty ones stay, for the form to complain of."""
    return [" ".join(part.split()) for part in SEPARATORS.split(text)] if text.strip() else []


def phrase(text: str) -> steering.Phrase:
    """The terms that a part is searched by; empty where nothing of it is searched for."""
    return next(iter(steering.phrases([text])), ())


def preview(
    words: Sequence[str], leads_to: Sequence[str], *, instead_of: int | None = None
) -> tuple[Change, ...]:
    """For each of the first TRIED words that would find more: the results now and then. Some queries a word.

    `instead_of` is the row that is being edited: then is reckoned without what it says now.
    """
    known = knowledge.current()
    rows = [row for row in Synonym.objects.filter(is_active=True) if row.pk != instead_of]
    proposed = Synonym(words=",".join(words), leads_to=",".join(leads_to))
    then = replace(known, synonyms=steering.meaning([*rows, proposed]))
    return tuple(_change(text, known, then) for text in words[:TRIED])


def _change(text: str, known: knowledge.Knowledge, then: knowledge.Knowledge) -> Change:
    """Then the words are known, so that nothing is corrected."""
    before = query.run(Selection(words=text), known=known)
    after = query.run(Selection(words=text, reading=(EXACT,)), known=then)
    had = {hit.product_id for hit in before.hits} if _is_found(before) else set()
    cards = tuple(after.listing.cards[:SHOWN]) if _is_found(after) else ()
    return Change(
        text=text,
        before=before.listing.total if _is_found(before) else 0,
        after=after.listing.total if _is_found(after) else 0,
        corrected=before.reading.corrected,
        cards=cards,
        new=frozenset(card.id for card in cards if card.id not in had),
    )


def _is_found(result: query.Result) -> bool:
    """Whether the words found something, and not what the shop shows instead."""
    return result.step in {"", "unfiltered"}
