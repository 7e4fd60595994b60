"""Measures how far the shop's writer can be trusted, and notes what it may do because of it."""

from __future__ import annotations

from django.conf import settings

from assistant import evaluations, writers
from assistant.models import Evaluation
from language import fidelity, weights, writer
from language.assessment import assess
from language.conversion import bundled
from language.lessons import held_out

LESSONS = 120


class NoWriter(Exception):
    """The shop has no writer."""


def run(*, source: str = "", lessons: int = LESSONS) -> Evaluation:
    """Assess the writer of a source, or the one in use, on lessons it was never taught; store and return it. Minutes on a
    processor. Raises NoWriter, writer.WriterMissing, weights.WeightsMissing and writer.WritingFailed."""
    known = writer.load(source, key=settings.WRITER_KEY) if source else writers.current()
    if known is None:
        raise NoWriter("There is no writer to assess: set WRITER, or name one with --writer.")
    found = assess(known, held_out(lessons))
    figures = found.as_json() | {"perplexity": _perplexity(source or settings.WRITER)}
    return evaluations.note(evaluations.WRITER, figures, model=found.writer)


def _perplexity(source: str) -> dict[str, float]:
    """Of a local model in each kind of numbers, with the adapter in use; nothing for others."""
    kind, _, place = source.partition(":")
    if kind != writer.LOCAL:
        return {}
    if place:
        return fidelity.measured(weights.find(place), adapter=writers.adapter())
    return fidelity.measured(bundled(), adapter=writers.adapter() or writer.shipped_adapter())
