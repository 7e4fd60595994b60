"""Measures what a writer makes of descriptions before anything is checked: what the checks have to keep from the page.

It is asked what `proposing.propose` asks it, once and without chance: for a whole text after a draft, and for the sentences that
it may say better. The template answers for nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from assistant.descriptions import checking, polishing, proposing
from assistant.descriptions.brief import Brief
from assistant.descriptions.plan import Plan
from assistant.descriptions.traits import Source
from language import verifier
from language.writer import Writer

WHOLE, SENTENCES = "whole_texts", "sentences"


@dataclass
class Sums:
    """Over texts of one kind. `right`: those with nothing missing, wrong or invented; `slots` are the facts to be told."""

    texts: int = 0
    right: int = 0
    slots: int = 0
    slot_errors: int = 0
    missing: int = 0
    sentences: int = 0
    unsupported: int = 0
    unsupported_numbers: int = 0

    def add(self, text: str, planned: Plan) -> None:
        verdict, language = checking.check(text, planned), planned.brief.language
        self.texts += 1
        self.right += verdict.is_clean
        self.slots += verdict.slots
        self.slot_errors += verdict.slot_errors
        self.missing += verdict.missing
        self.sentences += sum(len(verifier.sentences(part, language=language)) for part in text.splitlines())
        self.unsupported += len({remark.sentence for remark in verdict.remarks if remark.sentence})
        self.unsupported_numbers += verdict.unsupported_numbers

    def as_json(self) -> dict[str, Any]:
        return {
            "texts": self.texts,
            "right": _share(self.right, self.texts),
            "slot_error_rate": _share(self.slot_errors, self.slots),
            "coverage": _share(self.slots - self.missing, self.slots),
            "unsupported_sentences": _share(self.unsupported, self.sentences),
            "unsupported_numbers": self.unsupported_numbers,
        }


def run(
    sources: Mapping[int, Source],
    brief: Brief,
    *,
    writer: Writer,
    at_once: int = 1,
    tick: Callable[[int, int], object] = lambda done, total: None,
) -> dict[str, Any]:
    """Figures of whole texts, which must tell all that is planned, and of sentences, each of which must tell what it was asked
    for. English sentences only: a writer is asked for no others."""
    sums = {WHOLE: Sums(), SENTENCES: Sums()}
    with ThreadPoolExecutor(at_once) as pool:
        found = pool.map(lambda source: _asked(source, brief, writer), sources.values())
        for done, answers in enumerate(found, start=1):
            for kind, text, planned in answers:
                sums[kind].add(text, planned)
            tick(done, len(sources))
    return {kind: counted.as_json() for kind, counted in sums.items()}


def _asked(source: Source, brief: Brief, writer: Writer) -> list[tuple[str, str, Plan]]:
    """(kind, text, what it had to tell) of all that the writer said."""
    planned = proposing.planned_for(source, brief)
    draft = proposing.realised(planned)
    text = proposing.whole(planned, draft.text, writer, number=0)
    return [
        *([(WHOLE, text, planned)] if text else []),
        *(
            (SENTENCES, reply, polishing.narrowed(planned, sentence))
            for sentence, reply in polishing.replies(draft, planned, writer)
        ),
    ]


def _share(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None
