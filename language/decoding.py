"""Several texts that grow by one token in each step, each of its own length; texts join and leave between steps.

Rows of a batch end at the same column: shorter ones are padded on their left and the mask hides that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from language.prefixes import Layers, Prefixes

if TYPE_CHECKING:
    import torch


class Decoding:
    def __init__(self, model: Any, *, prefixes: Prefixes | None = None) -> None:
        self._model = model
        self._device = next(model.parameters()).device
        self._prefixes = prefixes or Prefixes()
        self._cache: Any = None
        self._lengths: list[int] = []

    def __len__(self) -> int:
        return len(self._lengths)

    def join(self, ids: Sequence[int]) -> torch.Tensor:
        """Read a prompt and add its text as the last row; the scores (vocabulary,) of its first token."""
        import torch

        known, layers = self._prefixes.longest(ids)
        cache = _cache(layers)
        rest = torch.tensor([list(ids[known:])], device=self._device)
        places = torch.arange(known, len(ids), device=self._device)[None]
        answer = self._model(
            input_ids=rest, position_ids=places, past_key_values=cache, use_cache=True, logits_to_keep=1
        )
        layers = _layers(cache)
        self._prefixes.keep(ids, layers)
        self._cache = _cache(_stacked(_layers(self._cache), layers) if self._lengths else layers)
        self._lengths.append(len(ids))
        return answer.logits[0, -1].float()

    def step(self, tokens: Sequence[int]) -> torch.Tensor:
        """Add one token to each row; the scores (rows, vocabulary) of the next ones."""
        import torch

        places = torch.tensor(self._lengths, device=self._device)[:, None]
        self._lengths = [length + 1 for length in self._lengths]
        answer = self._model(
            input_ids=torch.tensor(tokens, device=self._device)[:, None],
            position_ids=places,
            attention_mask=self._mask(),
            past_key_values=self._cache,
            use_cache=True,
            logits_to_keep=1,
        )
        return answer.logits[:, -1].float()

    def keep(self, rows: Sequence[int]) -> None:
        """Let all other rows leave, and the padding that only they needed."""
        import torch

        if len(rows) == len(self._lengths):
            return
        self._lengths = [self._lengths[row] for row in rows]
        if not rows:
            self._cache = None
            return
        self._cache.batch_select_indices(torch.tensor(list(rows), device=self._device))
        spare = self._cache.get_seq_length() - max(self._lengths)
        if spare:
            self._cache = _cache(
                [(keys[:, :, spare:], values[:, :, spare:]) for keys, values in _layers(self._cache)]
            )

    def _mask(self) -> torch.Tensor | None:
        import torch

        longest = max(self._lengths)
        if min(self._lengths) == longest:
            return None
        columns = torch.arange(longest, device=self._device)[None]
        starts = longest - torch.tensor(self._lengths, device=self._device)[:, None]
        return (columns >= starts).long()


def _cache(layers: Layers) -> Any:
    from transformers import DynamicCache

    return DynamicCache(layers) if layers else DynamicCache()


def _layers(cache: Any) -> Layers:
    return [(layer.keys, layer.values) for layer in cache.layers]


def _stacked(rows: Layers, row: Layers) -> Layers:
    """The layers of a batch with one more row below."""
    import torch

    longest = max(rows[0][0].shape[2], row[0][0].shape[2])

    def padded(tensor: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.pad(tensor, (0, 0, longest - tensor.shape[2], 0))

    return [
        (torch.cat([padded(one[0]), padded(two[0])]), torch.cat([padded(one[1]), padded(two[1])]))
        for one, two in zip(rows, row, strict=True)
    ]
