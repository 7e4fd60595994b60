"""A writer on this machine: a causal language model, its adapter, and the engine that writes for all who wait.

On a CPU the matrices are int8 where that costs no quality (language.fidelity), on a graphics card bfloat16. Greedy texts are
repeatable when a request is alone; in company the last bit of a sum may fall otherwise.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from language import fidelity, lean, lowrank, precision, thin
from language.causal import Chat, open_causal
from language.decoding import Decoding
from language.engine import Engine, Request
from language.messages import Message
from language.streams import until
from language.weights import Weights

MAX_PROMPT = 2048
FORMATS = (*precision.FORMATS, fidelity.INT8)


class LocalWriter:
    def __init__(
        self,
        weights: Weights | Callable[[], Weights],
        *,
        name: str = "",
        adapter: Path | None = None,
        numeric_format: str = precision.AUTO,
        device: str = "auto",
        threads: int | None = None,
        max_prompt: int = MAX_PROMPT,
        most: int = 8,
    ) -> None:
        """`weights` may be a function that finds them at the first use; then their `name` is given. `numeric_format` is one
        of FORMATS; `most` texts are written at the same time; `threads` is torch's for the whole process, half of the cores
        by default: with all of them each small step waits for the busiest core, and a busy shop writes ten times as slowly.
        Loads nothing yet."""
        if numeric_format not in FORMATS:
            raise ValueError(
                f"The numeric format must be one of {', '.join(FORMATS)}, not {numeric_format!r}."
            )
        self._found, self._adapter, self._format = weights, adapter, numeric_format
        self._base = name or (weights.name if isinstance(weights, Weights) else "local")
        self._device, self._threads, self._max_prompt, self._most = device, threads, max_prompt, most
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        """The model's name with the fingerprint of its adapter, at most 60 characters. Loads no model."""
        if self._adapter is None:
            return self._base[:60]
        return f"{self._base[:47]}+{lowrank.fingerprint(self._adapter)}"

    @cached_property
    def _weights(self) -> Weights:
        return self._found if isinstance(self._found, Weights) else self._found()

    def warm(self) -> None:
        """Load the model and write a word, so that the first shopper does not wait."""
        for _ in self.stream([Message("user", "Hello")], max_tokens=1):
            pass

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int = 160,
        stop: Sequence[str] = (),
        temperature: float = 0.0,
        seed: int = 0,
    ) -> Iterator[str]:
        """As Writer.stream. Raises WritingFailed, weights.WeightsMissing."""
        request = Request(self._chat.ids(messages), max_tokens, temperature, seed)
        self._ready.submit(request)
        return until(request.texts(), stop=stop)

    @property
    def waiting(self) -> int:
        """How many requests wait for room in the batch."""
        return self._ready.waiting

    @property
    def _chat(self) -> Chat:
        with self._lock:
            return self._opened_chat

    @cached_property
    def _opened_chat(self) -> Chat:
        return Chat(self._weights.folder, longest=self._max_prompt)

    @property
    def _ready(self) -> Engine:
        with self._lock:
            return self._engine

    @cached_property
    def _engine(self) -> Engine:
        chat = self._opened_chat
        return Engine(self._open, tokenizer=chat.tokenizer, ends=chat.ends, most=self._most)

    def _open(self) -> Decoding:
        import torch

        device = self._device
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        if device == "cpu":
            torch.set_num_threads(self._threads or max(1, (os.cpu_count() or 1) // 2))
        kind = self._format
        if kind == precision.AUTO and device == "cpu" and fidelity.may_be_thin(self._weights):
            kind = fidelity.INT8
        is_thin = kind == fidelity.INT8
        dtype = torch.bfloat16 if is_thin else precision.choose(kind, device=device)
        model = open_causal(self._weights, dtype=dtype, adapter=self._adapter).to(device)
        return Decoding(_quick(model, is_thin=is_thin) if device == "cpu" else model)


def _quick(model: Any, *, is_thin: bool) -> Any:
    """The model as a processor computes it best."""
    if lean.is_possible(model):
        return lean.Lean(model, matrix=thin.matrix if is_thin else precision.matrix)
    (thin.thin if is_thin else precision.pack)(model)
    return model
