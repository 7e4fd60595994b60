"""Teaches a writer its trade and writes the adapter into a folder of its own, with a report of what it changed.

The folder appears whole, by a rename, after the writer was assessed on held-out lessons before and after; whoever calls
decides by the two assessments whether to use it.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from language import precision
from language.apprentice import Apprentice, Example, batches, examples
from language.assessment import Assessment, assess
from language.causal import Chat
from language.conversion import bundled
from language.drafts import draft
from language.learner import seeded
from language.lessons import Lesson, fingerprint, held_out, taught
from language.local import LocalWriter
from language.training import Cancelled, TooFewPairs, TrainingFailed
from language.weights import Weights

FEWEST_LESSONS, FEWEST_HELD_OUT = 32, 8
_LONGEST = 512


@dataclass(frozen=True)
class Plan:
    """How to learn; a batch is of so many examples, each of several lessons. The rate climbs during the warm-up and then falls to 0."""

    epochs: int = 1
    batch_size: int = 3
    learning_rate: float = 6e-4
    rank: int = 16
    warmup: float = 0.08
    numeric_format: str = precision.AUTO
    seed: int = 1


@dataclass(frozen=True)
class Report:
    """`losses` are those of the steps; `lessons_hash` names what was taught."""

    model: str
    lessons: int
    lessons_hash: str
    tokens: int
    weights: int
    seconds: float
    losses: tuple[float, ...]
    before: Assessment
    after: Assessment

    @property
    def is_better(self) -> bool:
        """Fewer slot errors, and no worse at admitting what it does not know."""
        return (
            self.after.slot_error_rate < self.before.slot_error_rate
            and self.after.refusals >= self.before.refusals - 0.05
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "model": self.model, "lessons": self.lessons, "lessons_hash": self.lessons_hash, "tokens": self.tokens,
            "weights": self.weights, "seconds": self.seconds, "losses": list(self.losses), "is_better": self.is_better,
            "before": self.before.as_json(), "after": self.after.as_json(),
        }  # fmt: skip


def teach(
    lessons: Sequence[Lesson],
    measured: Sequence[Lesson],
    *,
    folder: Path,
    start: Weights,
    before: Path | None = None,
    plan: Plan = Plan(),
    tick: Callable[[int, int, float], None] = lambda done, total, loss: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Learn from the lessons on top of `start` and write the adapter into `folder`, which must not exist; it is compared with
    the adapter `before`. Raises TooFewPairs, TrainingFailed, Cancelled, FileExistsError, weights.WeightsMissing."""
    if folder.exists():
        raise FileExistsError(f"{folder} exists: give the new adapter a folder of its own.")
    if len(lessons) < FEWEST_LESSONS or len(measured) < FEWEST_HELD_OUT:
        raise TooFewPairs(
            f"There are {len(lessons)} lessons and {len(measured)} to measure with; it takes at least {FEWEST_LESSONS} and {FEWEST_HELD_OUT}."
        )
    first = assess(LocalWriter(start, adapter=before), measured)
    began = time.monotonic()
    with seeded(plan.seed):
        apprentice = Apprentice(start, rank=plan.rank, numeric_format=plan.numeric_format)
        known = examples(lessons, Chat(start.folder, longest=_LONGEST))
        losses = tuple(_learn(apprentice, known, plan=plan, tick=tick, cancelled=cancelled))
    seconds = time.monotonic() - began
    with draft(folder) as unfinished:
        apprentice.save(unfinished)
        report = Report(
            model=start.name,
            lessons=len(lessons),
            lessons_hash=fingerprint(lessons),
            tokens=plan.epochs * sum(len(example.ids) for example in known),
            weights=apprentice.weights,
            seconds=seconds,
            losses=losses,
            before=first,
            after=assess(LocalWriter(start, adapter=unfinished), measured),
        )
        (unfinished / "report.json").write_text(
            json.dumps(report.as_json(), indent=1) + "\n", encoding="utf-8"
        )
    return report


def _learn(
    apprentice: Apprentice,
    known: Sequence[Example],
    *,
    plan: Plan,
    tick: Callable[[int, int, float], None],
    cancelled: Callable[[], bool],
) -> Iterator[float]:
    total = plan.epochs * math.ceil(len(known) / plan.batch_size)
    climb = max(1, round(plan.warmup * total))
    done = 0
    for epoch in range(plan.epochs):
        for batch in batches(known, size=plan.batch_size, seed=plan.seed + epoch):
            if cancelled():
                raise Cancelled(f"Training was cancelled after {done} of {total} steps.")
            share = min((done + 1) / climb, (total - done) / max(1, total - climb))
            loss = apprentice.step(batch, rate=plan.learning_rate * share)
            done += 1
            if not math.isfinite(loss):
                raise TrainingFailed(f"The loss of step {done} is no number: try a lower learning rate.")
            tick(done, total, loss)
            yield loss


def main() -> None:
    """Teach the bundled writer from the grammars alone: how the adapter that comes with the shop was made."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where the adapter shall be; it must not exist")
    parser.add_argument("--lessons", type=int, default=1200)
    parser.add_argument("--held-out", type=int, default=160)
    parser.add_argument("--threads", type=int, default=0, help="0 leaves the choice to torch")
    arguments = parser.parse_args()
    if arguments.threads:
        import torch

        torch.set_num_threads(arguments.threads)
    report = teach(
        taught(arguments.lessons),
        held_out(arguments.held_out),
        folder=arguments.folder,
        start=bundled(),
        tick=lambda done, total, loss: print(f"{done}/{total} {loss:.3f}", file=sys.stderr, flush=True),
    )
    print(json.dumps(report.as_json()))


if __name__ == "__main__":
    main()
