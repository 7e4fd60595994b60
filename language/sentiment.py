"""How somebody feels about something, read from what they wrote: a sequence classifier, fine-tuned from an encoder's weights.

Texts become probabilities of NEGATIVE, MIXED and POSITIVE. A folder holds the model (safetensors), its tokenizer and the report
of its training; `train` writes one whole or none (`language.sentiment_training`).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from language import precision
from language.texts import prepared
from language.transformer import open_tokenizer, padded
from language.weights import Weights, WeightsMissing, find

LABELS = ("negative", "mixed", "positive")
SETTINGS = "sentiment.json"
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Feeling:
    """Probabilities that sum to 1."""

    negative: float
    mixed: float
    positive: float

    @property
    def label(self) -> str:
        return LABELS[int(np.argmax((self.negative, self.mixed, self.positive)))]

    @property
    def score(self) -> float:
        """-1 to 1."""
        return self.positive - self.negative


class Sentiment(Protocol):
    @property
    def name(self) -> str: ...

    def read(self, texts: Sequence[str], *, batch_size: int = 32) -> list[Feeling]:
        """One for each text, in order."""


def label_of(stars: int) -> int:
    """The place in LABELS of 1 to 5 stars."""
    return 0 if stars <= 2 else 1 if stars == 3 else 2


def load(folder: str | Path) -> Sentiment:
    """The classifier in a folder, shared by all callers of this process; its model is loaded at first use.

    Raises weights.WeightsMissing.
    """
    with _LOCK:
        return _load(str(folder))


@lru_cache(maxsize=2)
def _load(folder: str) -> Sentiment:
    weights = find(folder)
    if not (weights.folder / SETTINGS).exists():
        raise WeightsMissing(
            f"The folder {weights.folder} has no {SETTINGS}: it holds no sentiment classifier."
        )
    return SentimentClassifier(weights)


class SentimentClassifier:
    def __init__(self, weights: Weights) -> None:
        settings = json.loads((weights.folder / SETTINGS).read_text(encoding="utf-8"))
        self._weights, self._max_tokens = weights, int(settings["max_tokens"])
        self._ready: tuple[Any, Any] | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._weights.identity

    def read(self, texts: Sequence[str], *, batch_size: int = 32) -> list[Feeling]:
        clean = prepared(texts, max_tokens=self._max_tokens)
        if not clean:
            return []
        model, tokenizer = self._loaded()
        tokens = [encoding.ids for encoding in tokenizer.encode_batch_fast(clean)]
        rows = np.empty((len(tokens), len(LABELS)), dtype=np.float32)
        order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            rows[batch] = probabilities(model, [tokens[place] for place in batch])
        return [Feeling(*map(float, row)) for row in rows]

    def _loaded(self) -> tuple[Any, Any]:
        with self._lock:
            if self._ready is None:
                model = open_classifier(self._weights)
                precision.pack(model)
                self._ready = model, open_tokenizer(self._weights, max_tokens=self._max_tokens)
            return self._ready


def open_classifier(weights: Weights) -> Any:
    """The model in evaluation mode on the CPU; a head that the weights lack is new, with numbers of a fixed seed."""
    import torch
    from transformers import AutoModelForSequenceClassification
    from transformers.utils import logging

    logging.disable_progress_bar()
    known = logging.get_verbosity()
    logging.set_verbosity_error()  # a new head is meant
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(1)
            model = AutoModelForSequenceClassification.from_pretrained(
                str(weights.folder),
                num_labels=len(LABELS),
                id2label=dict(enumerate(LABELS)),
                label2id={label: place for place, label in enumerate(LABELS)},
                dtype=torch.float32,
                local_files_only=True,
                use_safetensors=True,
            )
    except (OSError, ValueError, KeyError) as error:
        raise WeightsMissing(f"{weights.folder} holds no classifier that can be opened: {error}") from error
    finally:
        logging.set_verbosity(known)
    return model.eval()


def probabilities(model: Any, tokens: list[list[int]]) -> np.ndarray:
    """(n, 3) float32."""
    import torch

    ids, mask = padded(tokens, padding=int(model.config.pad_token_id or 0))
    with torch.inference_mode():
        scores = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).logits
        return torch.softmax(scores.float(), dim=1).numpy()
