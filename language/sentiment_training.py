"""Teaches the sentiment classifier from texts with stars, and measures it on texts that were held out.

The split is stratified by stars and keeps equal texts on one side. Classes weigh the inverse of their share, so that a shop
whose shoppers are happy still learns what unhappy ones write.
"""

from __future__ import annotations

import json
import math
import random
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from language import pace, precision
from language.drafts import draft
from language.learner import seeded
from language.sentiment import LABELS, SETTINGS, Feeling, SentimentClassifier, label_of, open_classifier
from language.texts import prepared
from language.transformer import open_tokenizer, padded
from language.weights import Weights, find

FEWEST, FEWEST_OF_A_KIND = 60, 5


class TooFewTexts(ValueError):
    """There is not enough to learn from; the message says how much it takes."""


@dataclass(frozen=True)
class Example:
    text: str
    stars: int


@dataclass(frozen=True)
class Quality:
    """On held-out texts. `auroc`: how often a text of four or five stars is felt better than one of one or two."""

    texts: int
    accuracy: float
    auroc: float
    macro_f1: float


@dataclass(frozen=True)
class Plan:
    epochs: int = 2
    batch_size: int = 32
    learning_rate: float = 8e-5
    max_tokens: int = 96
    held_out: float = 0.15
    warmup: float = 0.1
    seed: int = 1


@dataclass(frozen=True)
class Report:
    identity: str
    texts: int
    seconds: float
    losses: tuple[float, ...]
    quality: Quality


Tick = Callable[[int, int, float], None]


def train(
    examples: Sequence[Example],
    *,
    folder: Path,
    start: Weights | None = None,
    plan: Plan = Plan(),
    extra: Sequence[Example] = (),
    tick: Tick = lambda done, total, loss: None,
) -> Report:
    """Learn, measure on what was held out, and write the classifier into `folder`, which must not exist.

    `extra` is learned from and never measured with, such as single sentences. Raises TooFewTexts, FileExistsError and
    weights.WeightsMissing.
    """
    began = time.monotonic()
    if folder.exists():
        raise FileExistsError(f"{folder} exists: give the classifier a folder of its own.")
    lessons, held_out = split(examples, share=plan.held_out, seed=plan.seed)
    start = start or find()
    forbidden = {one.text for one in held_out}
    lessons = [*lessons, *(one for one in extra if one.text not in forbidden)]
    with seeded(plan.seed):
        model = open_classifier(start)
        losses = _learn(model, start, lessons, plan=plan, tick=tick)
    with draft(folder) as unfinished:
        _save(model, start, unfinished, plan)
        quality = measure(SentimentClassifier(Weights(folder.name, unfinished)), held_out)
        (unfinished / "report.json").write_text(json.dumps(asdict(quality)), encoding="utf-8")
    return Report(find(str(folder)).identity, len(lessons), time.monotonic() - began, tuple(losses), quality)


def split(examples: Sequence[Example], *, share: float, seed: int) -> tuple[list[Example], list[Example]]:
    """What is learned from and what is held out. Raises TooFewTexts."""
    counts = Counter(label_of(one.stars) for one in examples)
    if (
        len(examples) < FEWEST
        or min((counts[label] for label in range(len(LABELS))), default=0) < FEWEST_OF_A_KIND
    ):
        found = ", ".join(f"{counts[label]} {name}" for label, name in enumerate(LABELS))
        raise TooFewTexts(
            f"There are {found} texts. It takes {FEWEST}, and {FEWEST_OF_A_KIND} of each: one or two stars, three, four or five."
        )
    by_text: dict[str, list[Example]] = defaultdict(list)
    for one in examples:
        by_text[one.text].append(one)
    by_stars: dict[int, list[str]] = defaultdict(list)
    for text, same in by_text.items():
        by_stars[same[0].stars].append(text)
    chosen: set[str] = set()
    for texts in by_stars.values():
        random.Random(seed).shuffle(texts)
        chosen.update(texts[: max(1, round(share * len(texts)))])
    return (
        [one for one in examples if one.text not in chosen],
        [one for one in examples if one.text in chosen],
    )


def measure(classifier: SentimentClassifier, held_out: Sequence[Example]) -> Quality:
    return score([one.stars for one in held_out], classifier.read([one.text for one in held_out]))


def score(stars: Sequence[int], felt: Sequence[Feeling]) -> Quality:
    """Figures for any reader of feelings."""
    right = np.array([label_of(one) for one in stars])
    said = np.array([LABELS.index(one.label) for one in felt])
    scores = np.array([one.score for one in felt])
    parts = []
    for label in range(len(LABELS)):
        hits = float(((said == label) & (right == label)).sum())
        total = float((said == label).sum() + (right == label).sum())
        parts.append(2 * hits / total if total else 1.0)
    return Quality(
        texts=len(right),
        accuracy=round(float((said == right).mean()), 4),
        auroc=round(_auroc(scores[right == 2], scores[right == 0]), 4),
        macro_f1=round(float(np.mean(parts)), 4),
    )


def _auroc(high: np.ndarray, low: np.ndarray) -> float:
    """The share of pairs in the right order, ties counting half (Mann and Whitney, 1947)."""
    if not len(high) or not len(low):
        return 0.5
    values = np.concatenate([high, low])
    order = values.argsort(kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(1, len(values) + 1)
    for value in np.unique(values):
        same = values == value
        ranks[same] = ranks[same].mean()
    return float((ranks[: len(high)].sum() - len(high) * (len(high) + 1) / 2) / (len(high) * len(low)))


def _learn(model: Any, start: Weights, lessons: Sequence[Example], *, plan: Plan, tick: Tick) -> list[float]:
    import torch

    tokenizer = open_tokenizer(start, max_tokens=plan.max_tokens)
    clean = prepared([one.text for one in lessons], max_tokens=plan.max_tokens)
    tokens = [encoding.ids for encoding in tokenizer.encode_batch_fast(clean)]
    labels = [label_of(one.stars) for one in lessons]
    counts = Counter(labels)
    weights = torch.tensor(
        [len(labels) / (len(LABELS) * max(1, counts[label])) for label in range(len(LABELS))]
    )
    half = precision.choose(precision.AUTO, device="cpu") == torch.bfloat16
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=0.01)
    total = plan.epochs * math.ceil(len(tokens) / plan.batch_size)
    losses: list[float] = []
    model.train()
    for epoch in range(plan.epochs):
        for batch in pace.batches(tokens, size=plan.batch_size, seed=plan.seed + epoch):
            for group in optimizer.param_groups:
                group["lr"] = plan.learning_rate * pace.rate(len(losses), total, warmup=plan.warmup)
            ids, mask = padded(
                [tokens[place] for place in batch], padding=int(model.config.pad_token_id or 0)
            )
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                scores = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).logits
            right = torch.tensor([labels[place] for place in batch])
            loss = torch.nn.functional.cross_entropy(scores.float(), right, weight=weights)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(float(loss.item()))
            tick(len(losses), total, losses[-1])
    model.eval()
    return losses


def _save(model: Any, start: Weights, folder: Path, plan: Plan) -> None:
    ignored = shutil.ignore_patterns(
        "*.safetensors*", "*.bin", ".*", "README*", "1_Pooling", "modules.json", "sentence_*"
    )
    shutil.copytree(start.folder, folder, ignore=ignored, dirs_exist_ok=True)
    model.save_pretrained(str(folder))
    (folder / SETTINGS).write_text(
        json.dumps({"max_tokens": plan.max_tokens, "labels": LABELS}), encoding="utf-8"
    )
