"""Remembers the keys and values of prompts, so that a prompt which begins like an earlier one is not read again.

Every chat begins with the same instructions; with them remembered the first token comes several times sooner. Thread-bound:
one engine uses it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

Layers = list[tuple["torch.Tensor", "torch.Tensor"]]


class Prefixes:
    """Of the latest `size` prompts: token ids to keys and values (1, heads, tokens, width) of each layer."""

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._known: OrderedDict[tuple[int, ...], Layers] = OrderedDict()
        self.tokens_saved = 0

    def longest(self, ids: Sequence[int]) -> tuple[int, Layers]:
        """How many of the first tokens are known (never all: the last must be read to go on), and their layers."""
        shared, best = 0, None
        for known in self._known:
            length = _shared(known, ids)
            if length > shared:
                shared, best = length, known
        shared = min(shared, len(ids) - 1)
        if best is None or shared < 1:
            return 0, []
        self._known.move_to_end(best)
        self.tokens_saved += shared
        return shared, [(keys[:, :, :shared], values[:, :, :shared]) for keys, values in self._known[best]]

    def keep(self, ids: Sequence[int], layers: Layers) -> None:
        self._known[tuple(ids)] = layers
        self._known.move_to_end(tuple(ids))
        while len(self._known) > self._size:
            self._known.popitem(last=False)


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
