"""A sentence, read once: what stands in it as addresses, dates, codes and quantities, and the words that are left. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.verifier import dates, links, quantities
from language.verifier.normal import normal

_UNKNOWN = re.compile(
    r"\b(?:i|we|the (?:shop|page|article|reviews?|description|(?:product |order )?information)) (?:am|are|is )?"
    r"(?:(?:do|does|did|could|can)(?: not|n't)|cannot|unable to) "
    r"(?:know|say|tell|find|see|mention|state|answer|help|list|describe|have (?:that |this |any |the )?information)\b|"
    r"\b(?:no|any) information\b|\bis not (?:mentioned|stated|listed|known|given)\b|不知道|不清楚|没有(?:找到|提到|说明|写明|注明|相关信息)|无法(?:回答|确认|查到)|未(?:提及|说明|注明)",
    re.IGNORECASE,
)
_PRAISE = re.compile(r"\b(?:better|best|enough|than|how)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.!?，；：。！？]|\b(?:but|however|although|because|and)\b|但是?|不过")
_PARTS = re.compile(r"[,;:!?，；：。！？、]|\.(?!\d)|\b(?:but|and|while)\b")


@dataclass(frozen=True)
class Sentence:
    """`whole` is normal text; `rest` is what is left when addresses, dates, codes and quantities were taken out. `claiming`
    and `claiming_rest` are both without the clauses that only say that something is not known."""

    whole: str
    rest: str
    claiming: str
    claiming_rest: str
    language: str
    links: tuple[str, ...]
    days: tuple[dates.Day, ...]
    codes: tuple[str, ...]
    quantities: tuple[quantities.Quantity, ...]

    def clause(self, words: str) -> str:
        """The part of the sentence in which the words stand."""
        at = self.whole.find(words)
        before = [match.end() for match in _PARTS.finditer(self.whole) if match.end() <= at]
        after = [match.start() for match in _PARTS.finditer(self.whole) if match.start() >= at + len(words)]
        return self.whole[max(before, default=0) : min(after, default=len(self.whole))]


def read(text: str, *, language: str) -> Sentence:
    whole = normal(text)
    addresses, text = links.links(whole)
    days, text = dates.dates(text)
    codes, text = quantities.codes(text)
    measured, rest = quantities.quantities(text)
    return Sentence(
        whole=whole,
        rest=rest,
        claiming=_claiming(whole, whole),
        claiming_rest=_claiming(rest, whole),
        language=language,
        links=tuple(addresses),
        days=tuple(days),
        codes=tuple(codes),
        quantities=tuple(measured),
    )


def _claiming(text: str, whole: str) -> str:
    """The text without clauses of the whole (as long as the text) that only say that something is not known."""
    if not _UNKNOWN.search(whole):
        return text
    kept, start = [], 0
    for end in [*(match.start() for match in _CLAUSE.finditer(whole)), len(whole)]:
        clause = whole[start:end]
        is_silent = _UNKNOWN.search(clause) and not _PRAISE.search(clause)
        kept.append(" " * len(clause) if is_silent else text[start:end])
        start = end
    return "".join(kept)
