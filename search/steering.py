"""What merchants say about queries, as the search reads it: placements and synonyms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.models import Placement, Synonym
from search.text import tokens


@dataclass(frozen=True)
class Placed:
    """Product ids in the merchant's order."""

    pinned: tuple[int, ...] = ()
    buried: tuple[int, ...] = ()


def normalised(text: str) -> str:
    """One form for all ways to write a query: its terms in alphabetical order."""
    return " ".join(sorted({token.term for token in tokens.query_tokens(text)}))[:200]


def placed(normal: str) -> Placed:
    """What is in force for a normalised query now. One query."""
    if not normal:
        return Placed()
    rows = Placement.objects.in_force().filter(normalised=normal).order_by("position", "pk")
    found = list(rows.values_list("kind", "product_id"))
    return Placed(
        pinned=tuple(product for kind, product in found if kind == Placement.Kind.PIN),
        buried=tuple(product for kind, product in found if kind == Placement.Kind.BURY),
    )


Phrase = tuple[str, ...]


def synonyms() -> dict[Phrase, tuple[Phrase, ...]]:
    """Phrases of terms, and what each also stands for. One query."""
    return meaning(Synonym.objects.filter(is_active=True))


def meaning(rows: Iterable[Synonym]) -> dict[Phrase, tuple[Phrase, ...]]:
    """What the rows say together, active or not."""
    found: dict[Phrase, list[Phrase]] = {}
    for row in rows:
        left, right = phrases(row.words.split(",")), phrases(row.leads_to.split(","))
        for phrase in left:
            others = right or [other for other in left if other != phrase]
            found.setdefault(phrase, []).extend(
                other for other in others if other not in found.get(phrase, ())
            )
    return {phrase: tuple(others) for phrase, others in found.items() if others}


def phrases(texts: Iterable[str]) -> list[Phrase]:
    """The terms of each text that has any, each phrase once."""
    found = [
        tuple(token.term for token in tokens.query_tokens(text) if token.kind != "joined") for text in texts
    ]
    return list(dict.fromkeys(phrase for phrase in found if phrase))


def expansions(terms: Sequence[str], known: dict[Phrase, tuple[Phrase, ...]]) -> dict[int, list[str]]:
    """Terms that synonyms add, by the place in `terms` of the term that they stand beside."""
    found: dict[int, list[str]] = {}
    for phrase, others in known.items():
        for start in range(len(terms) - len(phrase) + 1):
            if tuple(terms[start : start + len(phrase)]) == phrase:
                for other in others:
                    for offset, term in enumerate(other):
                        found.setdefault(start + min(offset, len(phrase) - 1), []).append(term)
    return found


def spans(found: Sequence[tokens.Token], known: Mapping[Phrase, tuple[Phrase, ...]]) -> list[tuple[int, int]]:
    """Where phrases of synonyms stand in the text that the tokens were read from."""
    own = [token for token in found if token.kind != "joined"]
    terms = tuple(token.term for token in own)
    return [
        (own[start].start, own[start + len(phrase) - 1].end)
        for phrase in known
        for start in range(len(terms) - len(phrase) + 1)
        if terms[start : start + len(phrase)] == phrase
    ]
