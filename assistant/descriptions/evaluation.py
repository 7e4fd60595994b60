"""Measures descriptions on a folder of products, by the code that proposes them to editors, in a database of its own.

`run` measures what is proposed, `run_unaided` what the writer alone would write.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.descriptions import checking, plan, proposing, ranking, reading, slots, unaided
from assistant.descriptions.brief import Brief
from assistant.descriptions.proposing import NothingToSay, Proposal
from assistant.descriptions.traits import Source
from language.writer import Writer
from shop import scratch
from shop.exchange import loading
from shop.models import Product

Tick = Callable[[str, int, int], object]
FILE = "products.jsonl"


class BadFolder(Exception):
    """The folder cannot be measured; the message names the file, the line and what was expected."""


@dataclass
class Tally:
    """Sums over the proposals. `slot_errors`: missing, wrong or invented, over the `slots` that must be told."""

    products: int = 0
    slots: int = 0
    slot_errors: int = 0
    facts: int = 0
    told: int = 0
    unsupported_numbers: int = 0
    seconds: float = 0.0
    texts: list[str] = field(default_factory=list)
    written_by: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        return {
            "products": self.products,
            "proposed": len(self.texts),
            "slot_error_rate": round(self.slot_errors / max(1, self.slots), 4),
            "coverage": round(self.told / max(1, self.facts), 4),
            "unsupported_numbers": self.unsupported_numbers,
            "written_by": {"template": 0, "model": 0} | dict(self.written_by),
            "seconds_per_description": round(self.seconds / max(1, len(self.texts)), 4),
            "distinct_2": round(ranking.distinct_2(self.texts), 4),
        }


def run(
    folder: Path,
    brief: Brief,
    *,
    limit: int | None = None,
    writer: Writer | None = None,
    at_once: int = 1,
    tick: Tick = lambda step, done, total: None,
) -> Tally:
    """`at_once` texts are made together, which a local writer does quicker. Raises BadFolder before anything is measured, and
    scratch.NotAllowed."""
    sources = _sources(folder, limit)
    tally = Tally(products=len(sources))
    began = time.perf_counter()
    proposals = []
    with ThreadPoolExecutor(at_once) as pool:
        for proposal in pool.map(lambda source: _proposed(source, brief, writer), sources.values()):
            proposals.append(proposal)
            tick("Describing", len(proposals), len(sources))
    tally.seconds = time.perf_counter() - began
    for source, proposal in zip(sources.values(), proposals, strict=True):
        _count(tally, source, brief, proposal)
    return tally


def run_unaided(
    folder: Path,
    brief: Brief,
    *,
    writer: Writer,
    limit: int | None = None,
    at_once: int = 1,
    tick: Tick = lambda step, done, total: None,
) -> dict[str, Any]:
    """The figures of unaided.run. Raises as run."""
    sources = _sources(folder, limit)
    found = unaided.run(
        sources,
        brief,
        writer=writer,
        at_once=at_once,
        tick=lambda done, total: tick("Writing", done, total),
    )
    return {"products": len(sources), "writer": writer.name, **found}


def _sources(folder: Path, limit: int | None) -> dict[int, Source]:
    """What is known of each product, in the order of the file."""
    lines = _lines(folder, limit)
    with scratch.database():
        _load(lines)
        ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
        found = reading.sources(ids)
    return {pk: found[pk] for pk in ids}


def _proposed(source: Source, brief: Brief, writer: Writer | None) -> Proposal | None:
    try:
        return proposing.propose(source, brief, writer=writer)
    except NothingToSay:
        return None


def _count(tally: Tally, source: Source, brief: Brief, proposal: Proposal | None) -> None:
    """Check what came, anew and against everything the product has."""
    facts = plan.mentionable(source)
    tally.facts += len(facts)
    if proposal is None:
        return
    verdict = checking.check(proposal.text, proposing.planned_for(source, brief))
    tally.slots += verdict.slots
    tally.slot_errors += verdict.slot_errors
    tally.told += len(facts) - len(slots.missing(proposal.text, facts, language=brief.language))
    tally.unsupported_numbers += verdict.unsupported_numbers
    tally.texts.append(proposal.text)
    tally.written_by["template" if proposal.is_template else "model"] += 1


def _lines(folder: Path, limit: int | None) -> list[str]:
    """Those of the file, each checked to be an object with id and title."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFolder(
            f"{path}: {error.strerror}. Expected a folder with {FILE}, one product a line."
        ) from error
    except UnicodeDecodeError as error:
        raise BadFolder(f"{path}: not UTF-8 text.") from error
    found = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()][:limit]
    for number, line in found:
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadFolder(f"{FILE}, line {number}: expected a JSON object, {error}.") from error
        if not isinstance(row, dict) or not row.get("id") or not row.get("title"):
            raise BadFolder(f"{FILE}, line {number}: expected a JSON object with id and title.")
    if not found:
        raise BadFolder(f"{FILE}: holds no products.")
    return [line for _, line in found]


def _load(lines: list[str]) -> None:
    """As `import_catalog` does; a line that it refuses ends the measurement."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)
        file.flush()
        report = loading.load(Path(file.name), tick=lambda done, total: None)
    if report.rejected:
        number, reason = report.rejected[0]
        raise BadFolder(f"{FILE}, line {number}: {reason}")
