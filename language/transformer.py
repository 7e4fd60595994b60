"""An encoder over any BERT-like transformer: mean or first-token pooling of the last layer, then unit length.

The model is loaded at the first use or by warm(), once, under a lock; afterwards any number of threads encode at the
same time. Batches hold texts of like length and the caller's order is restored, so padding costs little.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from language import lowrank, precision
from language.recent import RecentVectors
from language.texts import prepared
from language.weights import Weights, WeightsMissing

if TYPE_CHECKING:
    import torch

MAX_TOKENS = 128
_WINDOW = 4096  # texts tokenised and sorted together; bounds the memory of a long list
_REMEMBERED = 1024


class EncodingFailed(Exception):
    """The model gave numbers that are no vectors."""


@dataclass(frozen=True)
class _Loaded:
    model: Any
    tokenizer: Any
    device: str
    padding: int


class TransformerEncoder:
    def __init__(
        self,
        weights: Weights,
        *,
        numeric_format: str = precision.AUTO,
        max_tokens: int = MAX_TOKENS,
        threads: int | None = None,
        device: str = "auto",
        adapter: Path | None = None,
    ) -> None:
        """`adapter` (language.lowrank) is merged into the weights; `max_tokens` cuts longer texts off; `threads` is torch's for the
        whole process, None leaves it; `device` is "cpu", "cuda" or "auto", the graphics card when there is one. Reads the small files of the weights only."""
        config = weights.settings("config.json")
        longest = int(config.get("max_position_embeddings", max_tokens))
        if not 3 <= max_tokens <= longest:
            raise ValueError(
                f"{weights.name} reads 3 to {longest} tokens, so max_tokens cannot be {max_tokens}."
            )
        if numeric_format not in precision.FORMATS:
            raise ValueError(
                f"The numeric format must be one of {', '.join(precision.FORMATS)}, not {numeric_format!r}."
            )
        self.dimensions = int(config["hidden_size"])
        self._weights, self._format, self._max_tokens = weights, numeric_format, max_tokens
        self._threads, self._device, self._adapter = threads, device, adapter
        self._first_token = pools_first_token(weights)
        self._recent = RecentVectors(_REMEMBERED)
        self._lock = threading.Lock()
        self._ready: _Loaded | None = None

    @cached_property
    def name(self) -> str:
        """At most 60 characters."""
        identity = self._weights.identity
        return identity if self._adapter is None else f"{identity[:47]}+{lowrank.fingerprint(self._adapter)}"

    def warm(self) -> None:
        """Load the model (two to four seconds) and run it once, so that the first shopper does not wait."""
        self.encode(["warm"])

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> np.ndarray:
        """One unit row of float32 per text, in order; a single text is remembered. Raises EncodingFailed."""
        clean = prepared(texts, max_tokens=self._max_tokens)
        if len(clean) == 1 and (known := self._recent.get(clean[0])) is not None:
            return known
        rows = np.empty((len(clean), self.dimensions), dtype=np.float32)
        loaded = self._loaded() if clean else None
        for start in range(0, len(clean), _WINDOW):
            self._encode_window(
                clean[start : start + _WINDOW], rows[start : start + _WINDOW], loaded, batch_size
            )
        if not np.isfinite(rows).all():
            raise EncodingFailed(
                f"{self.name} gave numbers that are not finite: choose other weights or float32."
            )
        if len(clean) == 1:
            self._recent.put(clean[0], rows)
        return rows

    def _encode_window(self, texts: list[str], rows: np.ndarray, loaded: Any, batch_size: int) -> None:
        tokens = [encoding.ids for encoding in loaded.tokenizer.encode_batch_fast(texts)]
        for batch in _batches(tokens, size=batch_size):
            rows[batch] = self._vectors([tokens[index] for index in batch], loaded)

    def _vectors(self, tokens: list[list[int]], loaded: _Loaded) -> np.ndarray:
        import torch

        ids, mask = padded(tokens, padding=loaded.padding)
        with torch.inference_mode():
            inside = torch.from_numpy(mask).to(loaded.device)
            hidden = loaded.model(
                input_ids=torch.from_numpy(ids).to(loaded.device),
                attention_mask=None if mask.all() else inside,
            ).last_hidden_state
            return pooled(hidden, inside, first_token=self._first_token).cpu().numpy()

    def _loaded(self) -> _Loaded:
        with self._lock:
            if self._ready is None:
                self._ready = self._load()
            return self._ready

    def _load(self) -> _Loaded:
        import torch

        if self._threads is not None:
            torch.set_num_threads(self._threads)
        device = self._device
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        dtype = precision.choose(self._format, device=device)
        model = open_model(self._weights, dtype=dtype, adapter=self._adapter).to(device)
        if getattr(model, "pooler", None) is not None:
            model.pooler = None  # a head for another purpose
        if device == "cpu":
            precision.pack(model)
        return _Loaded(
            model=model,
            tokenizer=open_tokenizer(self._weights, max_tokens=self._max_tokens),
            device=device,
            padding=int(model.config.pad_token_id or 0),
        )


def open_model(weights: Weights, *, dtype: Any = None, adapter: Path | None = None) -> Any:
    """The transformer in evaluation mode, an adapter merged in float32 before the numbers are rounded; WeightsMissing when the
    files lack a part of it or the adapter belongs to others."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        model, report = AutoModel.from_pretrained(
            str(weights.folder),
            dtype=torch.float32 if adapter else dtype,
            local_files_only=True,
            use_safetensors=True,
            output_loading_info=True,
        )
    except (OSError, ValueError, KeyError) as error:
        raise WeightsMissing(f"{weights.folder} holds no transformer that can be opened: {error}") from error
    lacking = sorted(key for key in report["missing_keys"] if "pooler" not in key)
    if lacking:
        raise WeightsMissing(
            f"{weights.folder} lacks {len(lacking)} weights of its model, for example {lacking[0]}."
        )
    if adapter:
        lowrank.merge(model, adapter)
        model = model.to(dtype or torch.float32)
    return model.eval()


def open_tokenizer(weights: Weights, *, max_tokens: int) -> Any:
    """The fast tokenizer itself: transformers' wrapper changes its state in every call, which threads must not share."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights.folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def pools_first_token(weights: Weights) -> bool:
    """What 1_Pooling/config.json of sentence-transformers says; mean pooling when there is none."""
    settings = weights.settings("1_Pooling/config.json")
    mode = settings.get("pooling_mode")
    wanted = (
        {mode}
        if mode
        else {key for key, value in settings.items() if key.startswith("pooling_mode_") and value}
    )
    if wanted <= {"mean", "pooling_mode_mean_tokens"}:
        return False
    if wanted <= {"cls", "pooling_mode_cls_token"}:
        return True
    raise ValueError(
        f"{weights.name} pools by {', '.join(sorted(map(str, wanted)))}; mean and cls are supported."
    )


def _batches(tokens: list[list[int]], *, size: int) -> Iterator[list[int]]:
    order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def pooled(hidden: torch.Tensor, inside: torch.Tensor, *, first_token: bool) -> torch.Tensor:
    """(n, tokens, dimensions) and a mask of the tokens that are text to unit rows (n, dimensions) of float32."""
    import torch

    if first_token:
        rows = hidden[:, 0].float()
    else:
        weight = inside.unsqueeze(-1).float()
        rows = (hidden.float() * weight).sum(1) / weight.sum(1)
    return torch.nn.functional.normalize(rows, dim=1)


def padded(tokens: list[list[int]], *, padding: int) -> tuple[np.ndarray, np.ndarray]:
    """Token ids and a mask that is 1 where they are text, both (n, longest) of int64."""
    longest = max(len(ids) for ids in tokens)
    ids = np.full((len(tokens), longest), padding, dtype=np.int64)
    mask = np.zeros((len(tokens), longest), dtype=np.int64)
    for row, values in enumerate(tokens):
        ids[row, : len(values)] = values
        mask[row, : len(values)] = 1
    return ids, mask
