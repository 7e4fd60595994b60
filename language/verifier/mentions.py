"""Whether a text says a fact: the opposite question of an objection. Pure."""

from __future__ import annotations

from language.verifier import dates, polarity, quantities
from language.verifier.evidence import gather
from language.verifier.facts import Fact
from language.verifier.normal import HAN_RUN, normal, stems
from language.verifier.values import is_same

_ENOUGH = 0.6  # of the content words of an approved sentence


def mentions(text: str, fact: Fact) -> bool:
    """Whether the value of the fact stands in the text: a number with its unit in any spelling, a date, all words of a
    name, most of a sentence, a flag's words affirmed or denied as they are."""
    if fact.kind == "flag" or isinstance(fact.value, bool):
        return _says_flag(text, fact)
    said = gather((Fact("", text, kind="sentence"),))
    subject = next(iter(gather((fact,)).subjects), None)
    if subject and subject.quantity:
        return any(
            is_same(other, subject.quantity) or _is_bare(other, subject.quantity) for other in said.quantities
        )
    if subject and subject.day:
        return any(day.agrees_with(subject.day) and day.readings for day in said.days)
    wanted = _content(str(fact.value))
    found = len(wanted & _content(text))
    return found >= _ENOUGH * len(wanted) if fact.kind == "sentence" else found == len(wanted)


def _content(text: str) -> set[str]:
    clean = normal(text)
    measured, rest = quantities.quantities(dates.dates(clean)[1])
    pairs = {run[at : at + 2] for run in HAN_RUN.findall(rest) for at in range(len(run) - 1)}
    return (
        set(stems(rest)) | pairs | {f"{quantity.scaled.normalize()} {quantity.base}" for quantity in measured}
    )


def _is_bare(said: quantities.Quantity, meant: quantities.Quantity) -> bool:
    return said.base == "" and said.value == meant.value


def _says_flag(text: str, fact: Fact) -> bool:
    """The first word of the key decides: what is safe for the dishwasher may go into it."""
    key = normal(fact.key.replace("_", " ")).lower()
    first = next(iter(polarity.units(key.split(" ")[0]) or polarity.units(key)), "")
    return bool(fact.value) in polarity.polarities(normal(text)).get(first, set())
