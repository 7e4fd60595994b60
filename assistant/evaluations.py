"""The only writer of Evaluation: what evaluation commands measured, and what a writer may do because of it.

Invariant: a writer that was never assessed may word nothing; its name is part of the assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from assistant import writers
from assistant.models import Evaluation
from language.writer import Writer

WRITER = "writer"
KEPT_FOR = 60


def note(name: str, figures: Mapping[str, Any], *, model: str = "") -> Evaluation:
    """Keep what a command measured. `name` is assistant, intents, descriptions or writer."""
    kept = Evaluation.objects.create(name=name, model=model[:200], figures=dict(figures))
    cache.delete(_key(name, model))
    return kept


def latest(name: str, *, model: str = "") -> dict[str, Any]:
    """The figures of the last run, empty for none. One query a minute."""
    held = cache.get(_key(name, model))
    if held is None:
        rows = Evaluation.objects.filter(name=name, **({"model": model[:200]} if model else {}))
        row = rows.first()
        held = row.figures if row else {}
        cache.set(_key(name, model), held, KEPT_FOR)
    return held


def may(deed: str, *, writer: str) -> bool:
    """Whether the writer was found fit to `polish`, `answer` or `plan`."""
    figures = latest(WRITER, model=writer) or writers.shipped_figures(writer)
    return bool(figures.get(f"may_{deed}"))


def fit_to_polish() -> Writer | None:
    """The writer in use, if it was found fit to reword what stands already. Raises writer.WriterMissing or weights.WeightsMissing."""
    known = writers.current()
    return known if known is not None and may("polish", writer=known.name) else None


def _key(name: str, model: str) -> str:
    return f"evaluation:{name}:{model}".replace(" ", "_")
