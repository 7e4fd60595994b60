"""A transformer that learns: one step of gradient descent at a time, and the files it becomes."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from language import precision
from language.pairs import Batch
from language.texts import prepared
from language.transformer import open_model, open_tokenizer, padded, pooled, pools_first_token
from language.weights import Weights

if TYPE_CHECKING:
    import torch

_WEIGHT_DECAY, _LONGEST_GRADIENT = 0.01, 1.0


class Learner:
    def __init__(self, start: Weights, *, max_tokens: int, scale: float, numeric_format: str) -> None:
        """Opens the weights in float32; `numeric_format` is that of the multiplications only."""
        import torch

        self._start, self._max_tokens, self._scale = start, max_tokens, scale
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._dtype = precision.choose(numeric_format, device=self._device)
        self._model = open_model(start, dtype=torch.float32).to(self._device).train()
        self._tokenizer = open_tokenizer(start, max_tokens=max_tokens)
        self._first_token = pools_first_token(start)
        self._optimizer = torch.optim.AdamW(self._model.parameters(), weight_decay=_WEIGHT_DECAY)

    def step(self, batch: Batch, *, rate: float) -> float:
        """Learn from one batch at a learning rate; the loss before the step, which is NaN when the numbers broke."""
        import torch

        for group in self._optimizer.param_groups:
            group["lr"] = rate
        scores = self._rows(batch.anchors) @ self._rows(batch.texts).T * self._scale
        scores = scores.masked_fill(torch.from_numpy(batch.silent).to(self._device), float("-inf"))
        right = torch.from_numpy(batch.right).to(self._device)
        weights = torch.from_numpy(batch.weights).to(self._device)
        loss = (
            torch.nn.functional.cross_entropy(scores, right, reduction="none") * weights
        ).sum() / weights.sum()
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), _LONGEST_GRADIENT)
        self._optimizer.step()
        return float(loss.item())

    def _rows(self, texts: Sequence[str]) -> torch.Tensor:
        import torch

        clean = prepared(texts, max_tokens=self._max_tokens)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(clean)]
        ids, mask = padded(tokens, padding=int(self._model.config.pad_token_id or 0))
        inside = torch.from_numpy(mask).to(self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16, enabled=self._dtype == torch.bfloat16):
            hidden = self._model(
                input_ids=torch.from_numpy(ids).to(self._device), attention_mask=inside
            ).last_hidden_state
        return pooled(hidden, inside, first_token=self._first_token)

    def save(self, folder: Path) -> None:
        """Write safetensors and config, with the tokenizer and pooling of the weights it began with."""
        shutil.copytree(
            self._start.folder,
            folder,
            ignore=shutil.ignore_patterns("*.safetensors*", "*.bin", ".*", "README*"),
            dirs_exist_ok=True,
        )
        self._model.save_pretrained(str(folder))


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Random numbers of torch decided by the seed inside, and as they were before outside."""
    import torch

    with torch.random.fork_rng():
        torch.manual_seed(seed)
        yield
