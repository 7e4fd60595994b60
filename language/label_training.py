"""Teaches an encoder, by a low-rank adapter, that texts of one label are alike and texts of different labels are not.

The loss is the normalised softmax (Zhai and Wu, 2019, arXiv:1811.12649): a text shall be nearer to the direction of its own label
than to those of the others. In each epoch the texts are written anew with the slips and gaps of people in a hurry (language.noise).
Directions begin as the means of their texts and are thrown away in the end: a classifier is fitted on the new vectors
(language.classifier). What was learned from looks nearer than it should, so whoever draws a border on the new vectors needs texts
that were not.
"""

from __future__ import annotations

import json
import math
import random
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from language import lowrank, pace, precision
from language.drafts import draft
from language.learner import seeded
from language.noise import Noise, noisy
from language.texts import prepared
from language.transformer import open_model, open_tokenizer, padded, pooled, pools_first_token
from language.weights import Weights

if TYPE_CHECKING:
    import torch

FEWEST = 32
REPORT = "report.json"
_LONGEST_GRADIENT = 1.0


class CannotLearn(Exception):
    """The texts cannot teach an encoder, or the loss was no number; the message says what to do."""


@dataclass(frozen=True)
class Plan:
    """`scale` multiplies cosines before the softmax; `smoothing` is the share of a label that is spread over all; `directions` is
    the learning rate of the labels' directions."""

    epochs: int = 6
    batch_size: int = 64
    learning_rate: float = 1e-3
    directions: float = 1e-3
    rank: int = 16
    scale: float = 20.0
    smoothing: float = 0.1
    max_tokens: int = 48
    warmup: float = 0.1
    noise: Noise = field(default_factory=Noise)
    numeric_format: str = precision.AUTO
    seed: int = 1


@dataclass(frozen=True)
class Report:
    """`encoder` is the identity of the weights that the adapter belongs to; `losses` are the means of the epochs."""

    encoder: str
    texts: int
    labels: int
    weights: int
    seconds: float
    losses: tuple[float, ...]


Tick = Callable[[int, int, float], object]


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    folder: Path,
    start: Weights,
    plan: Plan = Plan(),
    tick: Tick = lambda done, total, loss: None,
) -> Report:
    """Learn, and write the adapter with its report into `folder`, which must not exist; `tick(done, total, loss)` is called once a
    step. Raises CannotLearn, FileExistsError and weights.WeightsMissing; then there is no folder."""
    if folder.exists():
        raise FileExistsError(f"{folder} exists: give the adapter a folder of its own.")
    names = sorted(set(labels))
    if len(texts) != len(labels) or len(texts) < FEWEST or len(names) < 2:
        raise CannotLearn(
            f"There are {len(texts)} texts and {len(labels)} labels of {len(names)} kinds. It takes {FEWEST} texts, one label for "
            "each, of two kinds."
        )
    began = time.monotonic()
    with seeded(plan.seed):
        pupil = _Pupil(start, plan)
        losses = pupil.learn(texts, [names.index(label) for label in labels], tick=tick)
    report = Report(
        start.identity, len(texts), len(names), pupil.weights, round(time.monotonic() - began, 1), losses
    )
    with draft(folder) as unfinished:
        pupil.save(unfinished)
        written = json.dumps({**asdict(report), "plan": asdict(plan)}, indent=1)
        (unfinished / REPORT).write_text(written + "\n", encoding="utf-8")
        (unfinished / REPORT).chmod(0o644)
    return report


class _Pupil:
    def __init__(self, start: Weights, plan: Plan) -> None:
        import torch
        from peft import LoraConfig, get_peft_model

        self._plan, self._first_token = plan, pools_first_token(start)
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._is_half = precision.choose(plan.numeric_format, device=self._device) == torch.bfloat16
        self._tokenizer = open_tokenizer(start, max_tokens=plan.max_tokens)
        base = open_model(start, dtype=torch.float32)
        self._padding, self._dimensions = int(base.config.pad_token_id or 0), int(base.config.hidden_size)
        names = [name for name, part in base.encoder.named_modules() if isinstance(part, torch.nn.Linear)]
        config = LoraConfig(
            r=plan.rank,
            lora_alpha=2 * plan.rank,
            lora_dropout=0.05,
            target_modules=[f"encoder.{name}" for name in names],
        )
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing.*", category=FutureWarning)
            self._model: Any = get_peft_model(base, config).to(self._device)
        self._learning = [weight for weight in self._model.parameters() if weight.requires_grad]
        self.weights = sum(weight.numel() for weight in self._learning)

    def learn(self, texts: Sequence[str], labels: Sequence[int], *, tick: Tick) -> tuple[float, ...]:
        """The mean loss of each epoch."""
        import torch

        plan, chance = self._plan, random.Random(self._plan.seed)
        tokens = self._tokens(texts)
        right = torch.tensor(labels, device=self._device)
        directions = torch.nn.Parameter(self._means(tokens, right))
        optimizer = torch.optim.AdamW(
            [{"params": self._learning, "weight_decay": 0.01}, {"params": [directions], "weight_decay": 0.0}]
        )
        total, done = plan.epochs * math.ceil(len(tokens) / plan.batch_size), 0
        means: list[float] = []
        self._model.train()
        for epoch in range(plan.epochs):
            losses: list[float] = []
            tokens = self._tokens([noisy(text, noise=plan.noise, chance=chance) for text in texts])
            for batch in pace.batches(tokens, size=plan.batch_size, seed=plan.seed + epoch):
                share = pace.rate(done, total, warmup=plan.warmup)
                for group, rate in zip(
                    optimizer.param_groups, (plan.learning_rate, plan.directions), strict=True
                ):
                    group["lr"] = rate * share
                loss = self._loss([tokens[place] for place in batch], right[batch], directions)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self._learning, _LONGEST_GRADIENT)
                optimizer.step()
                losses.append(float(loss.item()))
                done += 1
                if not math.isfinite(losses[-1]):
                    raise CannotLearn(f"The loss of step {done} is no number: try a lower learning rate.")
                tick(done, total, losses[-1])
            means.append(round(sum(losses) / len(losses), 4))
        return tuple(means)

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        clean = prepared(texts, max_tokens=self._plan.max_tokens)
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(clean)]

    def _loss(
        self, tokens: Sequence[list[int]], right: torch.Tensor, directions: torch.Tensor
    ) -> torch.Tensor:
        import torch

        functions = torch.nn.functional
        scores = self._rows(tokens) @ functions.normalize(directions, dim=1).T * self._plan.scale
        return functions.cross_entropy(scores, right, label_smoothing=self._plan.smoothing)

    def _means(self, tokens: Sequence[list[int]], right: torch.Tensor) -> torch.Tensor:
        """(labels, dimensions): where the texts of each label lie before anything was learned."""
        import torch

        self._model.eval()
        with torch.no_grad():
            sums = torch.zeros((int(right.max()) + 1, self._dimensions), device=self._device)
            for places in pace.batches(tokens, size=self._plan.batch_size, seed=0):
                sums.index_add_(0, right[places], self._rows([tokens[place] for place in places]))
        return torch.nn.functional.normalize(sums, dim=1)

    def _rows(self, tokens: Sequence[list[int]]) -> torch.Tensor:
        import torch

        ids, mask = padded(list(tokens), padding=self._padding)
        inside = torch.from_numpy(mask).to(self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16, enabled=self._is_half):
            hidden = self._model(
                input_ids=torch.from_numpy(ids).to(self._device), attention_mask=inside
            ).last_hidden_state
        return pooled(hidden, inside, first_token=self._first_token)

    def save(self, folder: Path) -> None:
        lowrank.save(self._model, folder)


def belongs_to(adapter: Path) -> str:
    """The identity of the weights beside which an adapter was learned; empty where there is none."""
    try:
        return str(json.loads((adapter / REPORT).read_text(encoding="utf-8"))["encoder"])
    except (OSError, ValueError, KeyError):
        return ""
