"""Teaches a writer its trade and writes the adapter into a folder of its own, with a report of what it changed.

The folder appears whole, by a rename, after the writer was assessed on held-out lessons before and after; whoever calls
decides by the two assessments whether to use it.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import sys
import threading
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
    """How to learn, in batches of so many tokens. The rate climbs during the warm-up and then falls to 0. Where `seconds` are given,
    it falls with them as well, and learning ends when they are over."""

    epochs: int = 1
    batch_tokens: int = 1000
    learning_rate: float = 8e-4
    rank: int = 16
    warmup: float = 0.08
    numeric_format: str = precision.AUTO
    seconds: float = math.inf
    seed: int = 1


@dataclass(frozen=True)
class Report:
    """`losses` are those of the `steps` that were done; all of them, where nothing ended the learning early, see every lesson of
    `lessons_hash`. `tokens` are those that were read."""

    model: str
    lessons: int
    lessons_hash: str
    tokens: int
    weights: int
    seconds: float
    steps: int
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
            "weights": self.weights, "seconds": self.seconds, "steps": self.steps, "losses": list(self.losses), "is_better": self.is_better,
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
    enough: Callable[[], bool] = lambda: False,
) -> Report:
    """Learn from the lessons on top of `start` and write the adapter into `folder`, which must not exist; it is compared with
    the adapter `before`. Where `enough` says so, what was learned so far is kept. Raises TooFewPairs, TrainingFailed, Cancelled, FileExistsError, weights.WeightsMissing."""
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
        steps = [
            batch
            for epoch in range(plan.epochs)
            for batch in batches(known, tokens=plan.batch_tokens, seed=plan.seed + epoch)
        ]
        losses = tuple(_learn(apprentice, steps, plan=plan, tick=tick, cancelled=cancelled, enough=enough))
    seconds = time.monotonic() - began
    with draft(folder) as unfinished:
        apprentice.save(unfinished)
        report = Report(
            model=start.name,
            lessons=len(lessons),
            lessons_hash=fingerprint(lessons),
            tokens=sum(len(example.ids) for batch in steps[: len(losses)] for example in batch),
            weights=apprentice.weights,
            seconds=seconds,
            steps=len(steps),
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
    steps: Sequence[Sequence[Example]],
    *,
    plan: Plan,
    tick: Callable[[int, int, float], None],
    cancelled: Callable[[], bool],
    enough: Callable[[], bool],
) -> Iterator[float]:
    began = time.monotonic()
    climb = max(1, round(plan.warmup * len(steps)))
    for done, batch in enumerate(steps):
        if cancelled():
            raise Cancelled(f"Training was cancelled after {done} of {len(steps)} steps.")
        left = min(1 - done / len(steps), 1 - (time.monotonic() - began) / plan.seconds)
        if done and (left <= 0 or enough()):
            return
        share = min((done + 1) / climb, left / (1 - climb / (len(steps) + 1)), 1.0)
        loss = apprentice.step(batch, rate=plan.learning_rate * max(share, 0.0))
        if not math.isfinite(loss):
            raise TrainingFailed(f"The loss of step {done + 1} is no number: try a lower learning rate.")
        tick(done + 1, len(steps), loss)
        yield loss


def main() -> None:
    """Teach the bundled writer from the grammars alone: how the adapter that comes with the shop was made. SIGTERM ends the
    learning early and keeps what was learned."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where the adapter shall be; it must not exist")
    parser.add_argument("--lessons", type=int, default=1200)
    parser.add_argument("--held-out", type=int, default=160)
    parser.add_argument("--threads", type=int, default=0, help="0 leaves the choice to torch")
    parser.add_argument("--minutes", type=float, default=math.inf, help="end the learning after so many")
    arguments = parser.parse_args()
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    if arguments.threads:
        import torch

        torch.set_num_threads(arguments.threads)
    report = teach(
        taught(arguments.lessons),
        held_out(arguments.held_out),
        folder=arguments.folder,
        start=bundled(),
        plan=Plan(seconds=60 * arguments.minutes),
        enough=stopped.is_set,
        tick=lambda done, total, loss: print(f"{done}/{total} {loss:.3f}", file=sys.stderr, flush=True),
    )
    print(json.dumps(report.as_json()))


if __name__ == "__main__":
    main()
