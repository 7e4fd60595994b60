"""Teaches an encoder from pairs of texts and writes it into a folder of its own.

The loss is the multiple negatives ranking loss (Henderson et al., 2017, arXiv:1705.00652): each anchor shall be nearer to its
text than to the other texts of the batch. The folder appears whole, by a rename, after the result was measured on pairs
that were held out; when training fails or is cancelled, there is no folder.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from language import pace, precision
from language.drafts import draft
from language.learner import Learner, seeded
from language.pairs import Known, Pair, batches, split
from language.quality import Quality, measure
from language.transformer import TransformerEncoder
from language.weights import Weights, find

FEWEST_PAIRS, FEWEST_ANCHORS, FEWEST_PRODUCTS = 32, 20, 8


class TooFewPairs(ValueError):
    """There is not enough to learn from; the message says how much there is and how much it takes."""


class TrainingFailed(Exception):
    """The loss was no number."""


class Cancelled(Exception):
    """The caller asked to stop; nothing was written."""


@dataclass(frozen=True)
class Plan:
    """How to learn; `scale` multiplies cosines before the softmax. Measured with 1,500 judged film queries and one film
    each, on 300 other queries (NDCG@10 .780 before): .879 at 3e-5, .901 at 1e-4, .897 at 1e-4 in batches of 32."""

    epochs: int = 1
    batch_size: int = 96
    learning_rate: float = 1e-4
    max_tokens: int = 48
    held_out: float = 0.1
    most_held_out: int = 500
    warmup: float = 0.1
    scale: float = 20.0
    numeric_format: str = precision.AUTO
    seed: int = 1


@dataclass(frozen=True)
class Report:
    identity: str
    pairs: int
    held_out: int
    seconds: float
    losses: tuple[float, ...]
    before: Quality
    after: Quality


Tick = Callable[[int, int, float], object]


def _silent(done: int, total: int, loss: float) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


def train(
    pairs: Sequence[Pair],
    *,
    folder: Path,
    start: Weights | None = None,
    plan: Plan = Plan(),
    tick: Tick = _silent,
    cancelled: Callable[[], bool] = _never,
) -> Report:
    """Learn from the pairs, beginning with `start` (the bundled weights), and write the new weights into `folder`, which
    must not exist. `tick(done, total, loss)` and `cancelled()` are called once a step. Raises TooFewPairs,
    TrainingFailed, Cancelled, FileExistsError and weights.WeightsMissing."""
    began = time.monotonic()
    if folder.exists():
        raise FileExistsError(f"{folder} exists: give the new weights a folder of their own.")
    start = start or find()
    lessons, held_out = split(pairs, share=plan.held_out, limit=plan.most_held_out, seed=plan.seed)
    _check(lessons, held_out)
    before = _measured(start, held_out, plan=plan)
    learner = Learner(start, max_tokens=plan.max_tokens, scale=plan.scale, numeric_format=plan.numeric_format)
    with seeded(plan.seed):
        losses = tuple(learn(learner, lessons, known=Known(pairs), plan=plan, tick=tick, cancelled=cancelled))
    with draft(folder) as unfinished:
        learner.save(unfinished)
        after = _measured(Weights(folder.name, unfinished), held_out, plan=plan)
    return Report(
        identity=find(str(folder)).identity,
        pairs=len(lessons),
        held_out=len(held_out),
        seconds=time.monotonic() - began,
        losses=losses,
        before=before,
        after=after,
    )


def learn(
    learner: Learner,
    pairs: Sequence[Pair],
    *,
    known: Known,
    plan: Plan,
    tick: Tick,
    cancelled: Callable[[], bool],
) -> Iterator[float]:
    """All epochs of a plan, the loss of each step. The rate climbs during the warm-up and then falls to 0."""
    total, done = plan.epochs * math.ceil(len(pairs) / plan.batch_size), 0
    for epoch in range(plan.epochs):
        for batch in batches(pairs, known=known, size=plan.batch_size, seed=plan.seed + epoch):
            if cancelled():
                raise Cancelled(f"Training was cancelled after {done} of {total} steps.")
            rate = plan.learning_rate * pace.rate(done, total, warmup=plan.warmup)
            loss = learner.step(batch, rate=rate)
            done += 1
            if not math.isfinite(loss):
                raise TrainingFailed(f"The loss of step {done} is no number: try a lower learning rate.")
            tick(done, total, loss)
            yield loss


def _check(lessons: Sequence[Pair], held_out: Sequence[Pair]) -> None:
    anchors, products = (
        len({pair.anchor for pair in lessons}),
        len({pair.product or pair.positive for pair in lessons}),
    )
    if len(lessons) < FEWEST_PAIRS or anchors < FEWEST_ANCHORS or products < FEWEST_PRODUCTS or not held_out:
        raise TooFewPairs(
            f"There are {len(lessons)} pairs of {anchors} queries and {products} products to learn from, and"
            f" {len(held_out)} to measure with. It takes at least {FEWEST_PAIRS} pairs of {FEWEST_ANCHORS} queries and"
            f" {FEWEST_PRODUCTS} products, and one to measure with."
        )
    for pair in (*lessons, *held_out):
        if not (pair.anchor.strip() and pair.positive.strip() and 0 < pair.weight < math.inf):
            raise ValueError(f"A pair needs two texts and a weight above 0, unlike {pair!r}.")


def _measured(weights: Weights, held_out: Sequence[Pair], *, plan: Plan) -> Quality:
    encoder = TransformerEncoder(weights, numeric_format=plan.numeric_format, max_tokens=plan.max_tokens)
    return measure(encoder.encode, held_out)
