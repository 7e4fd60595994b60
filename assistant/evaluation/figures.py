"""Counts what became of the cases. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.evaluation.cases import Case
from assistant.intents.corpus import OUT_OF_SCOPE

NUMBERS = frozenset({"number", "unit", "money", "date"})


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A sentence that was shown, and the reasons for which the facts of its turn do not support it."""

    text: str
    written_by: str
    objections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Played:
    """One turn. `seen` is all that the shopper sees of it: sentences, card, links, buttons."""

    intent: str
    is_out_of_scope: bool
    sentences: tuple[Spoken, ...]
    seen: str
    first_event_ms: float
    first_sentence_ms: float | None
    turn_ms: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    case: Case
    turns: tuple[Played, ...]
    handed_off: bool

    @property
    def last(self) -> Played:
        return self.turns[-1]

    @property
    def intent_is_right(self) -> bool:
        return self.case.expect.intent in {None, self.last.intent}

    @property
    def handoff_is_right(self) -> bool:
        return self.handed_off == self.case.expect.handoff

    @property
    def matches(self) -> bool:
        expect = self.case.expect
        everything = "\n".join(turn.seen for turn in self.turns)
        return all(pattern.search(self.last.seen) for pattern in expect.must_match) and not any(
            pattern.search(everything) for pattern in expect.must_not_match
        )

    def faults(self) -> list[str]:
        """What went otherwise than expected, in words."""
        expect, found = self.case.expect, []
        if not self.intent_is_right:
            found.append(f"intent {self.last.intent}, not {expect.intent}")
        if self.last.is_out_of_scope != expect.out_of_scope:
            found.append("refused" if self.last.is_out_of_scope else "not refused")
        if not self.handoff_is_right:
            found.append("handed off" if self.handed_off else "not handed off")
        if not self.matches:
            found.append("does not match")
        found += [
            f"unsupported ({', '.join(one.objections)}): {one.text}"
            for turn in self.turns
            for one in turn.sentences
            if one.objections
        ]
        return found


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of `evaluate_assistant`; a share is None where no case speaks of it."""
    strange = [one for one in outcomes if one.case.expect.out_of_scope]
    ours = [one for one in outcomes if not one.case.expect.out_of_scope]
    read = [one for one in outcomes if one.case.expect.intent not in {None, OUT_OF_SCOPE}]
    turns = [turn for one in outcomes for turn in one.turns]
    spoken = [sentence for turn in turns for sentence in turn.sentences]
    writers = Counter(sentence.written_by for sentence in spoken)
    return {
        "cases": len(outcomes),
        "turns": len(turns),
        "intent_accuracy": _share(one.intent_is_right for one in read),
        "out_of_scope_recall": _share(one.last.is_out_of_scope for one in strange),
        "false_refusal_rate": _share(one.last.is_out_of_scope for one in ours),
        "handoff_accuracy": _share(one.handoff_is_right for one in outcomes),
        "match_rate": _share(one.matches for one in outcomes),
        "unsupported_numbers": sum(bool(NUMBERS & set(one.objections)) for one in spoken),
        "unsupported_sentences": sum(bool(one.objections) for one in spoken),
        "sentences": len(spoken),
        "first_event_p50_ms": _quantile([turn.first_event_ms for turn in turns], 0.5),
        "first_event_p95_ms": _quantile([turn.first_event_ms for turn in turns], 0.95),
        "first_sentence_p95_ms": _quantile(
            [turn.first_sentence_ms for turn in turns if turn.first_sentence_ms is not None], 0.95
        ),
        "turn_p95_ms": _quantile([turn.turn_ms for turn in turns], 0.95),
        "written_by": {writer: writers[writer] for writer in ("template", "model")},
    }


def _share(flags: Iterable[bool]) -> float | None:
    found = list(flags)
    return round(sum(found) / len(found), 4) if found else None


def _quantile(values: Sequence[float], at: float) -> float | None:
    return round(float(np.quantile(values, at)), 1) if values else None
